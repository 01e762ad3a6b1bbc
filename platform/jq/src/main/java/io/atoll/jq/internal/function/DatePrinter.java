package io.atoll.jq.internal.function;

import java.time.ZoneId;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Prints a time by a format of {@code strftime}, in the C locale with the extensions of the GNU library. Of one thread, for one text.
 *
 * <p>A directive is {@code %}, flags ({@code _-0^#}), a width, {@code E} or {@code O}, and a letter. What is none is printed as it is.
 */
final class DatePrinter {

    private static final char NONE = 0;

    /** Directives that are none after E. */
    private static final String NOT_AFTER_E = "aABbdDeFgGhHIjklmMSUVWw";

    /** Directives that are none after O. */
    private static final String NOT_AFTER_O = "aAcDFxXY";

    private final CivilTime time;
    private final ZoneId zone;
    private final boolean local;
    private final int room;
    private final StringBuilder out = new StringBuilder();
    private boolean full;
    private char padding;
    private boolean upper;
    private boolean swapped;
    private int width;

    /**
     * Starts.
     *
     * @param zone of {@code %s}, and of all if local
     * @param local whether it is a time of the zone, not universal time
     * @param room characters that may be printed
     */
    DatePrinter(CivilTime time, ZoneId zone, boolean local, int room) {
        this.time = time;
        this.zone = zone;
        this.local = local;
        this.room = room;
    }

    /** Prints; null if the room is too small. */
    @Nullable
    String print(String format) {
        int length = format.length();
        int i = 0;
        while (i < length && !full) {
            int start = i++;
            if (format.charAt(start) != '%') {
                clear();
                put(format.substring(start, i));
                continue;
            }
            i = flags(format, i);
            char modifier = NONE;
            if (i < length && (format.charAt(i) == 'E' || format.charAt(i) == 'O')) {
                modifier = format.charAt(i++);
            }
            if (i >= length || !allowed(modifier, format.charAt(i)) || !directive(format.charAt(i))) {
                put(format.substring(start, Math.min(i + 1, length)));
            }
            i++;
        }
        return full ? null : out.toString();
    }

    private void clear() {
        padding = NONE;
        upper = false;
        swapped = false;
        width = 0;
    }

    private int flags(String format, int from) {
        clear();
        int i = from;
        for (; i < format.length() && "_-0^#".indexOf(format.charAt(i)) >= 0; i++) {
            char flag = format.charAt(i);
            if (flag == '^') {
                upper = true;
            } else if (flag == '#') {
                swapped = true;
            } else {
                padding = flag;
            }
        }
        for (; i < format.length() && format.charAt(i) >= '0' && format.charAt(i) <= '9'; i++) {
            width = (int) Math.min(width * 10L + format.charAt(i) - '0', Integer.MAX_VALUE);
        }
        return i;
    }

    private static boolean allowed(char modifier, char directive) {
        return switch (modifier) {
            case 'E' -> NOT_AFTER_E.indexOf(directive) < 0;
            case 'O' -> NOT_AFTER_O.indexOf(directive) < 0;
            default -> true;
        };
    }

    private boolean directive(char directive) {
        switch (directive) {
            case '%' -> put("%");
            case 'n' -> put("\n");
            case 't' -> put("\t");
            case 'a' -> name(DateScanner.weekdayName(time.weekday), 3);
            case 'A' -> name(DateScanner.weekdayName(time.weekday), Integer.MAX_VALUE);
            case 'b', 'h' -> name(DateScanner.monthName(time.month), 3);
            case 'B' -> name(DateScanner.monthName(time.month), Integer.MAX_VALUE);
            case 'c' -> nested("%a %b %e %H:%M:%S %Y");
            case 'D', 'x' -> nested("%m/%d/%y");
            case 'F' -> nested("%Y-%m-%d");
            case 'r' -> nested("%I:%M:%S %p");
            case 'R' -> nested("%H:%M");
            case 'T', 'X' -> nested("%H:%M:%S");
            case 'p', 'P' -> halfOfDay(directive == 'P' || swapped);
            case 'z' -> offset();
            case 'Z' -> {
                String name = local ? Dates.zoneName(zone, time.seconds(zone)) : "GMT";
                put(swapped ? name.toLowerCase(Locale.ROOT) : name);
            }
            case 'd' -> number(2, time.day);
            case 'H' -> number(2, time.hour);
            case 'I' -> number(2, twelve());
            case 'e' -> spaced(time.day);
            case 'k' -> spaced(time.hour);
            case 'l' -> spaced(twelve());
            case 'j' -> number(3, time.yearday + 1);
            case 'm' -> number(2, time.month + 1);
            case 'M' -> number(2, time.minute);
            case 's' -> put(Long.toString(time.seconds(zone)));
            case 'S' -> number(2, time.second);
            case 'u' -> number(1, (time.weekday + 6) % 7 + 1);
            case 'w' -> number(1, time.weekday);
            case 'U' -> number(2, (time.yearday - time.weekday + 7) / 7);
            case 'W' -> number(2, (time.yearday - (time.weekday + 6) % 7 + 7) / 7);
            case 'V' -> number(2, Math.floorMod(time.isoWeek(), 100L));
            case 'G' -> number(1, Math.floorDiv(time.isoWeek(), 100L));
            case 'g' -> number(2, Math.floorMod(Math.floorDiv(time.isoWeek(), 100L), 100L));
            case 'C' -> number(1, Math.floorDiv(1900L + time.year, 100L));
            case 'y' -> number(2, Math.floorMod(time.year, 100));
            case 'Y' -> number(1, time.year + 1900);
            default -> {
                return false;
            }
        }
        return true;
    }

    private int twelve() {
        return (time.hour + 11) % 12 + 1;
    }

    private void name(String name, int length) {
        upper |= swapped;
        put(name.substring(0, Math.min(length, name.length())));
    }

    private void halfOfDay(boolean lower) {
        if (lower) {
            upper = false;
        }
        String half = time.hour >= 12 ? "PM" : "AM";
        put(lower ? half.toLowerCase(Locale.ROOT) : half);
    }

    private void nested(String format) {
        String text = new DatePrinter(time, zone, local, room).print(format);
        if (text == null) {
            full = true;
        } else {
            put(text);
        }
    }

    private void offset() {
        int minutes = local ? Dates.offset(zone, time.seconds(zone)) / 60 : 0;
        put(minutes < 0 ? "-" : "+");
        int magnitude = Math.abs(minutes);
        number(4, magnitude / 60 * 100 + magnitude % 60);
    }

    private void spaced(int value) {
        padding = padding == NONE ? '_' : padding;
        number(2, value);
    }

    private void number(int digits, long value) {
        String text = Long.toString(value);
        int missing = padding == '-' ? 0 : Math.max(digits, width) - text.length();
        if (missing > 0) {
            if (lacks(missing)) {
                return;
            }
            if (padding == '_') {
                text = " ".repeat(missing) + text;
            } else if (value < 0) {
                text = "-" + "0".repeat(missing) + text.substring(1);
            } else {
                text = "0".repeat(missing) + text;
            }
        }
        put(text);
    }

    private void put(String text) {
        int missing = Math.max(0, width - text.length());
        if (lacks((long) missing + text.length())) {
            return;
        }
        out.append((padding == '0' ? "0" : " ").repeat(missing));
        out.append(upper ? text.toUpperCase(Locale.ROOT) : text);
    }

    private boolean lacks(long characters) {
        full |= out.length() + characters > room;
        return full;
    }
}
