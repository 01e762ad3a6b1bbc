package io.atoll.catalog.internal.pages;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * Shows times for people.
 *
 * @param now what "ago" counts from
 */
record Times(Instant now) {

    private static final DateTimeFormatter READABLE =
            DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);
    private static final Duration YEAR = Duration.ofDays(365);
    private static final Duration MONTH = Duration.ofDays(30);

    /** Adds how long ago a time is or how soon; the time itself is the title. */
    void brief(Html html, Instant at) {
        html.element("time", relative(at), "datetime", at.toString(), "title", READABLE.format(at));
    }

    /** Adds a time, and how long ago it is. */
    void whole(Html html, Instant at) {
        html.element("time", READABLE.format(at), "datetime", at.toString());
        html.element("span", " · " + relative(at), "class", "none");
    }

    /** How far a time is from now, in its biggest unit. */
    String relative(Instant at) {
        var distance = Duration.between(at, now).abs();
        if (distance.toSeconds() < 1) {
            return "just now";
        }
        var size = size(distance);
        return at.isAfter(now) ? "in " + size : size + " ago";
    }

    private static String size(Duration distance) {
        if (distance.compareTo(YEAR) >= 0) {
            return counted(distance.dividedBy(YEAR), "year");
        }
        if (distance.compareTo(MONTH) >= 0) {
            return counted(distance.dividedBy(MONTH), "month");
        }
        if (distance.toDays() > 0) {
            return counted(distance.toDays(), "day");
        }
        if (distance.toHours() > 0) {
            return counted(distance.toHours(), "hour");
        }
        return distance.toMinutes() > 0
                ? counted(distance.toMinutes(), "minute")
                : counted(distance.toSeconds(), "second");
    }

    private static String counted(long number, String unit) {
        return number + " " + unit + (number == 1 ? "" : "s");
    }
}
