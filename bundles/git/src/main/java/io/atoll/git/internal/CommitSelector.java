package io.atoll.git.internal;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The selector of the kind {@code commit}.
 *
 * @param repos which repositories; all if empty
 * @param branch a pattern for the branches to begin at; the one that is checked out if absent
 * @param since the first day ({@code 2026-01-31}), moment ({@code 2026-01-31T12:00:00Z}), or period before now ({@code 90d}, also with
 *     {@code w}, {@code m}, {@code y}); everything if absent
 * @param max how many commits of a repository at most
 */
record CommitSelector(
        @Nullable List<String> repos,
        @Nullable String branch,
        @Nullable String since,
        Integer max) {

    private static final int DEFAULT_MAX = 1_000;
    private static final Pattern PERIOD = Pattern.compile("(\\d{1,5})([dwmy])");

    CommitSelector {
        max = max == null ? DEFAULT_MAX : max;
        if (max < 1) {
            throw new IllegalArgumentException("max: must be 1 or more, but was " + max);
        }
        if (since != null) {
            moment(since, Instant.EPOCH);
        }
    }

    /** The moment that {@code since} means at another moment. */
    Instant since(Instant now) {
        return since == null ? Instant.MIN : moment(since, now);
    }

    private static Instant moment(String text, Instant now) {
        Matcher period = PERIOD.matcher(text);
        try {
            if (period.matches()) {
                int count = Integer.parseInt(period.group(1));
                Period back = switch (period.group(2)) {
                    case "d" -> Period.ofDays(count);
                    case "w" -> Period.ofWeeks(count);
                    case "m" -> Period.ofMonths(count);
                    default -> Period.ofYears(count);
                };
                return now.atOffset(ZoneOffset.UTC).minus(back).toInstant();
            }
            return text.contains("T")
                    ? Instant.parse(text)
                    : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "since: '" + text
                            + "' is neither a date (2026-01-31), a moment (2026-01-31T12:00:00Z) nor a period (90d)",
                    e);
        }
    }
}
