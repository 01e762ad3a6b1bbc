package io.atoll.git.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A pattern for paths with {@code /}: {@code *} and {@code ?} stand for characters of one part, {@code **} as a whole part for any
 * number of parts, {@code [a-z]} for one character of a set, {@code {a,b}} for either text. Upper and lower case do not matter, and
 * parts that begin with a dot are like others.
 */
final class Glob {

    private static final int MAX_ALTERNATIVES = 256;

    private final String text;
    private final List<List<Part>> alternatives;

    private Glob(String text, List<List<Part>> alternatives) {
        this.text = text;
        this.alternatives = alternatives;
    }

    /**
     * Reads a pattern.
     *
     * @throws IllegalArgumentException if a bracket is not closed, or there are more than 256 alternatives
     */
    static Glob of(String text) {
        var alternatives = new ArrayList<List<Part>>();
        for (String plain : alternatives(text)) {
            alternatives.add(Pattern.compile("/+")
                    .splitAsStream(plain)
                    .filter(part -> !part.isEmpty())
                    .map(Part::of)
                    .toList());
        }
        return new Glob(text, alternatives);
    }

    /** Whether a path is meant. */
    boolean matches(String path) {
        String[] parts = path.split("/");
        return alternatives.stream().anyMatch(pattern -> matches(pattern, 0, parts, 0));
    }

    /** Whether some path below a folder can be meant. */
    boolean matchesBelow(String folder) {
        String[] parts = folder.split("/");
        return alternatives.stream().anyMatch(pattern -> leadsBelow(pattern, parts));
    }

    private static boolean matches(List<Part> pattern, int from, String[] path, int at) {
        if (from == pattern.size()) {
            return at == path.length;
        }
        Part part = pattern.get(from);
        if (part.anyDepth()) {
            return matches(pattern, from + 1, path, at) || (at < path.length && matches(pattern, from, path, at + 1));
        }
        return at < path.length && part.matches(path[at]) && matches(pattern, from + 1, path, at + 1);
    }

    private static boolean leadsBelow(List<Part> pattern, String[] folder) {
        for (int i = 0; i < folder.length; i++) {
            if (i >= pattern.size() - 1 && !pattern.getLast().anyDepth()) {
                return false;
            }
            Part part = pattern.get(i);
            if (part.anyDepth()) {
                return true;
            }
            if (!part.matches(folder[i])) {
                return false;
            }
        }
        return pattern.size() > folder.length;
    }

    /** Writes out the first pair of braces, and those of the results. */
    private static List<String> alternatives(String text) {
        var done = new ArrayList<String>();
        var open = new ArrayList<>(List.of(text));
        while (!open.isEmpty()) {
            String next = open.removeLast();
            int brace = next.indexOf('{');
            if (brace < 0) {
                done.add(next);
            } else {
                open.addAll(expand(next, brace));
            }
            if (open.size() + done.size() > MAX_ALTERNATIVES) {
                throw new IllegalArgumentException(
                        "'" + text + "' has more than " + MAX_ALTERNATIVES + " alternatives");
            }
        }
        return done;
    }

    private static List<String> expand(String text, int brace) {
        String before = text.substring(0, brace);
        var choices = new ArrayList<String>();
        int depth = 0;
        int start = brace + 1;
        for (int i = brace; i < text.length(); i++) {
            char c = text.charAt(i);
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            if (depth == 0 || (depth == 1 && c == ',')) {
                choices.add(text.substring(start, i));
                start = i + 1;
            }
            if (depth == 0) {
                String after = text.substring(i + 1);
                return choices.stream().map(choice -> before + choice + after).toList();
            }
        }
        throw new IllegalArgumentException("'" + text + "' has a '{' without '}'");
    }

    @Override
    public String toString() {
        return text;
    }

    /**
     * What one part of a path must be like.
     *
     * @param pattern empty for {@code **}
     */
    private record Part(Optional<Pattern> pattern) {

        static Part of(String text) {
            if (text.equals("**")) {
                return new Part(Optional.empty());
            }
            var regex = new StringBuilder();
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (c == '*') {
                    regex.append(".*");
                } else if (c == '?') {
                    regex.append('.');
                } else if (c == '[') {
                    int end = text.indexOf(']', i + 2);
                    if (end < 0) {
                        throw new IllegalArgumentException("'" + text + "' has a '[' without ']'");
                    }
                    regex.append(set(text.substring(i + 1, end)));
                    i = end;
                } else {
                    regex.append(Pattern.quote(String.valueOf(c)));
                }
            }
            try {
                return new Part(Optional.of(Pattern.compile(
                        regex.toString(), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL)));
            } catch (PatternSyntaxException e) {
                throw new IllegalArgumentException("'" + text + "' is no pattern: " + e.getDescription(), e);
            }
        }

        private static String set(String inside) {
            boolean none = inside.startsWith("!");
            String characters = none ? inside.substring(1) : inside;
            return "[" + (none ? "^" : "") + characters.replaceAll("[\\\\\\[\\]&^]", "\\\\$0") + "]";
        }

        boolean anyDepth() {
            return pattern.isEmpty();
        }

        boolean matches(String part) {
            return pattern.isPresent() && pattern.get().matcher(part).matches();
        }
    }
}
