package io.atoll.jira.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A query in Jira's language.
 *
 * @param text as a person wrote it; may end with an order
 */
record Jql(String text) {

    private static final Pattern QUOTED_OR_ORDER = Pattern.compile(
            "\"(?:\\\\.|[^\"\\\\])*\"|'(?:\\\\.|[^'\\\\])*'|\\border\\s+by\\b", Pattern.CASE_INSENSITIVE);

    /** This query, narrowed by a condition. The order stays. */
    Jql and(String condition) {
        int end = order();
        String where = text.substring(0, end).strip();
        String order = text.substring(end).strip();
        String narrowed = where.isEmpty() ? condition : "(" + where + ") AND " + condition;
        return new Jql(order.isEmpty() ? narrowed : narrowed + " " + order);
    }

    /** Narrowed to what was updated since a moment, a minute or two earlier rather than later; Jira counts in minutes. */
    Jql since(Instant moment, Instant now) {
        long minutes = Math.max(0, Duration.between(moment, now).toMinutes()) + 2;
        return and("updated >= -" + minutes + "m"); // a moment itself would be read in the time zone of the user
    }

    private int order() {
        Matcher found = QUOTED_OR_ORDER.matcher(text);
        while (found.find()) {
            if (Character.isLetter(text.charAt(found.start()))) {
                return found.start();
            }
        }
        return text.length();
    }

    @Override
    public String toString() {
        return text;
    }
}
