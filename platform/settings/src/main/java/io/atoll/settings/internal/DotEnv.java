package io.atoll.settings.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file of environment variables: {@code NAME=value}, a line each, perhaps after {@code export}.
 *
 * <p>A value in quotes may hold line breaks; in double quotes {@code \n} and the like stand for themselves. Behind a value without quotes a
 * comment begins with a blank and {@code #}. {@code ${NAME}} and {@code ${NAME:-instead}} stand for other variables: those of the file, then
 * those of the process.
 */
final class DotEnv {

    private static final String BLANKS = "[^\\S\\r\\n]*";
    private static final Pattern SPACE = Pattern.compile("\\s*");
    private static final Pattern KEY = Pattern.compile("(?:export[^\\S\\r\\n]+)?(?:'([^']+)'|([^=#\\s]+))" + BLANKS);
    private static final Pattern EQUALS = Pattern.compile("=" + BLANKS);
    private static final Pattern SINGLE = Pattern.compile("'((?:\\\\'|[^'])*)'");
    private static final Pattern DOUBLE = Pattern.compile("\"((?:\\\\\"|[^\"])*)\"");
    private static final Pattern PLAIN = Pattern.compile("[^\\r\\n]*");
    private static final Pattern END = Pattern.compile(BLANKS + "(?:#[^\\r\\n]*)?(?:\\r\\n|\\n|\\r|$)");
    private static final Pattern LINE = Pattern.compile("[^\\r\\n]*(?:\\r\\n|\\n|\\r|$)");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}:]*)(?::-([^}]*))?}");
    private static final Pattern ESCAPE = Pattern.compile("\\\\([\\\\'\"abfnrtv])");

    private final String file;
    private final String text;
    private final Faults faults;
    private final UnaryOperator<@Nullable String> environment;
    private final Map<String, String> known = new HashMap<>();
    private final List<Variable> variables = new ArrayList<>();
    private int at;

    private DotEnv(String file, String text, UnaryOperator<@Nullable String> environment, Faults faults) {
        this.file = file;
        this.text = text;
        this.environment = environment;
        this.faults = faults;
    }

    /**
     * A variable.
     *
     * @param place where it stands
     */
    record Variable(String name, String value, Place place) {

        /** The value is not shown: it may be a secret. */
        @Override
        public String toString() {
            return name;
        }
    }

    /**
     * Reads a file.
     *
     * @param name what faults call it
     * @param environment the variables of the process
     * @return its variables in their order
     */
    static List<Variable> read(String name, String text, UnaryOperator<@Nullable String> environment, Faults faults) {
        return new DotEnv(name, text, environment, faults).all();
    }

    private List<Variable> all() {
        while (true) {
            if (take(SPACE) != null && at == text.length()) {
                return variables;
            }
            Place place = place();
            if (!comment() && !variable(place)) {
                faults.add(place, "is not of the form NAME=value; a value with quotes ends with the same quote");
                Matcher ignored = take(LINE);
            }
        }
    }

    private boolean comment() {
        return text.charAt(at) == '#' && take(END) != null;
    }

    private boolean variable(Place place) {
        int start = at;
        Matcher key = take(KEY);
        if (key != null) {
            String name = key.group(1) == null ? key.group(2) : key.group(1);
            boolean valued = take(EQUALS) != null;
            String value = valued ? value() : "";
            if (value != null && take(END) != null) {
                if (valued) {
                    String resolved = resolved(value);
                    known.put(name, resolved);
                    variables.add(new Variable(name, resolved, place));
                }
                return true;
            }
        }
        at = start;
        return false;
    }

    private @Nullable String value() {
        char first = at < text.length() ? text.charAt(at) : '\n';
        if (first == '\'') {
            Matcher quoted = take(SINGLE);
            return quoted == null ? null : quoted.group(1).replaceAll("\\\\([\\\\'])", "$1");
        }
        if (first == '"') {
            Matcher quoted = take(DOUBLE);
            return quoted == null ? null : unescaped(quoted.group(1));
        }
        Matcher plain = take(PLAIN);
        return plain == null
                ? null
                : plain.group().replaceFirst("(?:^|\\s+)#.*", "").stripTrailing();
    }

    private static String unescaped(String quoted) {
        return ESCAPE.matcher(quoted)
                .replaceAll(escape -> Matcher.quoteReplacement(
                        switch (escape.group(1).charAt(0)) {
                            case 'a' -> "\u0007";
                            case 'b' -> "\b";
                            case 'f' -> "\f";
                            case 'n' -> "\n";
                            case 'r' -> "\r";
                            case 't' -> "\t";
                            case 'v' -> "\u000b";
                            default -> escape.group(1);
                        }));
    }

    private String resolved(String value) {
        return VARIABLE.matcher(value).replaceAll(variable -> {
            String name = variable.group(1);
            String found = known.containsKey(name) ? known.get(name) : environment.apply(name);
            String instead = variable.group(2) == null ? "" : variable.group(2);
            return Matcher.quoteReplacement(found == null ? instead : found);
        });
    }

    private @Nullable Matcher take(Pattern pattern) {
        Matcher matcher = pattern.matcher(text).region(at, text.length());
        if (!matcher.lookingAt()) {
            return null;
        }
        at = matcher.end();
        return matcher;
    }

    private Place place() {
        int line = 1;
        int begin = 0;
        for (int i = 0; i < at; i++) {
            if (text.charAt(i) == '\n') {
                line++;
                begin = i + 1;
            }
        }
        return new Place(file, line, at - begin + 1);
    }
}
