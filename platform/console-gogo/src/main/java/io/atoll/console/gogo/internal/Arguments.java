package io.atoll.console.gogo.internal;

import java.util.List;
import java.util.Optional;

/**
 * The words after a command that are not options.
 *
 * @param command the command, for messages
 * @param words the words
 */
record Arguments(String command, List<String> words) {

    /** Refuses words that look like options: the command knows no such option. */
    static Arguments of(String command, String... words) throws CommandException {
        for (String word : words) {
            if (word.startsWith("-")) {
                throw new CommandException(command + " has no option '" + word + "'; see 'help " + command + "'");
            }
        }
        return new Arguments(command, List.of(words));
    }

    void none() throws CommandException {
        if (!words.isEmpty()) {
            throw new CommandException(command + " takes no argument, but was given '" + words.getFirst() + "'");
        }
    }

    /** The one word there has to be; {@code what} says what it names. */
    String one(String what) throws CommandException {
        if (words.size() != 1) {
            throw new CommandException(command + " takes " + what + " and nothing else; see 'help " + command + "'");
        }
        return words.getFirst();
    }

    /** The one word there may be; {@code what} says what it names. */
    Optional<String> atMostOne(String what) throws CommandException {
        return words.isEmpty() ? Optional.empty() : Optional.of(one(what));
    }

    /** The words, of which there has to be one; {@code what} says what they name. */
    List<String> atLeastOne(String what) throws CommandException {
        if (words.isEmpty()) {
            throw new CommandException(command + " takes " + what + "; see 'help " + command + "'");
        }
        return words;
    }

    /** Reads the value of an option that counts something. */
    static long count(String option, String value) throws CommandException {
        try {
            long count = Long.parseLong(value);
            if (count >= 0) {
                return count;
            }
        } catch (NumberFormatException e) {
            // told below, together with negative numbers
        }
        throw new CommandException(option + " takes a whole number from 0, but was '" + value + "'");
    }
}
