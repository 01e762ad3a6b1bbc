package io.atoll.trigger.internal;

import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A cron expression of five fields: minute, hour, day of month, month, day of week. Fields hold numbers, names, {@code *}, lists, ranges
 * and steps; if both days are restricted, either is enough. A time of day that a clock change leaves out comes as much later as the clock
 * moved, one that it repeats comes once.
 */
final class Cron {

    private static final List<String> MONTHS =
            List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");
    private static final List<String> DAYS = List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");

    /** The 29th of February comes within so many days, whatever the century. */
    private static final int FAR = 9 * 366;

    private final BitSet minutes;
    private final BitSet hours;
    private final BitSet days;
    private final BitSet months;
    private final BitSet weekdays;
    private final boolean anyDay;
    private final boolean anyWeekday;

    private Cron(List<String> fields) {
        this.minutes = field("minute", fields.get(0), 0, 59, 0, List.of());
        this.hours = field("hour", fields.get(1), 0, 23, 0, List.of());
        this.days = field("day of month", fields.get(2), 1, 31, 0, List.of());
        this.months = field("month", fields.get(3), 1, 12, 1, MONTHS);
        this.weekdays = field("day of week", fields.get(4), 0, 7, 0, DAYS);
        this.anyDay = fields.get(2).startsWith("*");
        this.anyWeekday = fields.get(4).startsWith("*");
        if (weekdays.get(7)) {
            weekdays.set(0);
        }
    }

    /**
     * Reads an expression.
     *
     * @throws IllegalArgumentException if it is none, or never comes; the message says which field
     */
    static Cron parse(String text) {
        List<String> fields = List.of(text.strip().split("\\s+"));
        if (fields.size() != 5) {
            throw new IllegalArgumentException("scheduledResyncCron '" + text + "' has " + fields.size()
                    + " fields; it takes minute, hour, day of month, month and day of week");
        }
        var cron = new Cron(fields);
        if (cron.next(LocalDateTime.of(2000, 1, 1, 0, 0)).isEmpty()) {
            throw new IllegalArgumentException("scheduledResyncCron '" + text + "' never comes");
        }
        return cron;
    }

    /** The first moment after another. */
    Optional<ZonedDateTime> after(ZonedDateTime last) {
        var local = last.toLocalDateTime();
        while (true) {
            var next = next(local);
            if (next.isEmpty()) {
                return Optional.empty();
            }
            local = next.get();
            var moment = local.atZone(last.getZone());
            if (moment.toInstant().isAfter(last.toInstant())) {
                return Optional.of(moment);
            }
        }
    }

    private Optional<LocalDateTime> next(LocalDateTime last) {
        var time = last.truncatedTo(ChronoUnit.MINUTES).plusMinutes(1);
        var end = time.plusDays(FAR);
        while (time.isBefore(end)) {
            if (!onDay(time)) {
                time = time.toLocalDate().plusDays(1).atStartOfDay();
            } else if (!hours.get(time.getHour())) {
                time = time.truncatedTo(ChronoUnit.HOURS).plusHours(1);
            } else if (!minutes.get(time.getMinute())) {
                time = time.plusMinutes(1);
            } else {
                return Optional.of(time);
            }
        }
        return Optional.empty();
    }

    private boolean onDay(LocalDateTime time) {
        boolean day = days.get(time.getDayOfMonth());
        boolean weekday = weekdays.get(time.getDayOfWeek().getValue() % 7);
        return months.get(time.getMonthValue()) && ((anyDay || anyWeekday) ? (day && weekday) : (day || weekday));
    }

    private static BitSet field(String name, String text, int least, int most, int firstName, List<String> names) {
        var values = new BitSet();
        for (String part : text.split(",", -1)) {
            int slash = part.indexOf('/');
            String range = slash < 0 ? part : part.substring(0, slash);
            int step = slash < 0 ? 1 : number(name, part.substring(slash + 1), 1, most, 0, List.of());
            int dash = range.indexOf('-');
            int from = range.equals("*")
                    ? least
                    : number(name, dash < 0 ? range : range.substring(0, dash), least, most, firstName, names);
            int to = dash >= 0
                    ? number(name, range.substring(dash + 1), least, most, firstName, names)
                    : range.equals("*") || slash >= 0 ? most : from;
            if (from > to) {
                throw new IllegalArgumentException(
                        "scheduledResyncCron: the " + name + " '" + part + "' goes backwards");
            }
            for (int value = from; value <= to; value += step) {
                values.set(value);
            }
        }
        return values;
    }

    private static int number(String name, String text, int least, int most, int firstName, List<String> names) {
        int named = names.indexOf(text.toUpperCase(Locale.ROOT));
        if (named >= 0) {
            return named + firstName;
        }
        try {
            int value = Integer.parseInt(text);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException notOne) {
            // told below
        }
        throw new IllegalArgumentException("scheduledResyncCron: the " + name + " '" + text + "' is not between "
                + least + " and " + most + (names.isEmpty() ? "" : " or one of " + String.join(", ", names)));
    }
}
