package io.atoll.git.internal;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jgit.lib.PersonIdent;
import org.jspecify.annotations.Nullable;

/** The {@code .mailmap} of a repository: the proper names and e-mail addresses of people who used several. */
final class Mailmap {

    private static final Pattern LINE = Pattern.compile("([^<#]*)<([^>]*)>(?:([^<#]*)<([^>]*)>)?.*");

    private final Map<String, Proper> byEmail = new HashMap<>();
    private final Map<String, Proper> byNameAndEmail = new HashMap<>();

    /**
     * Reads the lines of the file; a line that has none of git's four forms is passed over, as git does.
     *
     * @param text empty if there is no such file
     */
    Mailmap(String text) {
        text.lines().map(LINE::matcher).filter(Matcher::matches).forEach(this::add);
    }

    private void add(Matcher line) {
        String properName = line.group(1).strip();
        String firstEmail = line.group(2).strip();
        if (line.group(4) == null) {
            byEmail.put(lower(firstEmail), new Proper(properName, ""));
            return;
        }
        String commitName = line.group(3).strip();
        var proper = new Proper(properName, firstEmail);
        if (commitName.isEmpty()) {
            byEmail.put(lower(line.group(4)), proper);
        } else {
            byNameAndEmail.put(both(commitName, line.group(4)), proper);
        }
    }

    /** Says who somebody is; nobody, or an entry that git could not read, is a person without name. */
    Person person(@Nullable PersonIdent ident) {
        if (ident == null) {
            return new Person("", "", null);
        }
        Proper proper = byNameAndEmail.get(both(ident.getName(), ident.getEmailAddress()));
        if (proper == null) {
            proper = byEmail.getOrDefault(lower(ident.getEmailAddress()), Proper.UNCHANGED);
        }
        return new Person(
                proper.name().isEmpty() ? ident.getName() : proper.name(),
                proper.email().isEmpty() ? ident.getEmailAddress() : proper.email(),
                ident.getWhenAsInstant());
    }

    private static String both(String name, String email) {
        return lower(name) + "\n" + lower(email);
    }

    private static String lower(String text) {
        return text.strip().toLowerCase(Locale.ROOT);
    }

    /** What to put in place of a name and an address; empty parts stay as they are. */
    private record Proper(String name, String email) {

        private static final Proper UNCHANGED = new Proper("", "");
    }
}
