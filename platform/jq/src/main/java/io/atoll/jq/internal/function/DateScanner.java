package io.atoll.jq.internal.function;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads times by a format of {@code strptime}, in the C locale. Of one thread, for one text. */
final class DateScanner {

    private static final List<String> DAYS =
            List.of("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday");

    private static final List<String> MONTHS = List.of(
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December");

    private static final int NONE = Integer.MIN_VALUE;

    private final String text;
    private final ZoneId zone;
    private final CivilTime time = new CivilTime();
    private int at;
    private int century = NONE;
    private int week = NONE;
    private boolean weeksFromSunday;
    private boolean centuryCounts;
    private boolean afternoon;
    private boolean twelveHours;
    private boolean dateCounts;
    private boolean hasWeekday;
    private boolean hasYearday;
    private boolean hasMonth;
    private boolean hasDay;

    /** Starts with a time without weekday (8) and day of the year (367). */
    DateScanner(String text, ZoneId zone) {
        this.text = text;
        this.zone = zone;
        time.weekday = 8;
        time.yearday = 367;
    }

    /** Reads; null if the text does not match, or something but a space follows. */
    @Nullable
    CivilTime scan(String format) {
        if (!read(format) || (at < text.length() && !space(text.charAt(at)))) {
            return null;
        }
        complete();
        return time;
    }

    /** What follows in the text. */
    String rest() {
        return text.substring(at);
    }

    static boolean space(char character) {
        return character == ' ' || (character >= '\t' && character <= '\r');
    }

    private boolean read(String format) {
        int length = format.length();
        for (int i = 0; i < length; i++) {
            char character = format.charAt(i);
            if (space(character)) {
                skipSpaces();
            } else if (character != '%') {
                if (!literal(character)) {
                    return false;
                }
            } else {
                i++;
                while (i < length && "-_0^#".indexOf(format.charAt(i)) >= 0) {
                    i++;
                }
                while (i < length && digit(format.charAt(i))) {
                    i++;
                }
                boolean known = i < length;
                if (known && format.charAt(i) == 'E') {
                    i++;
                    known = i < length && "cCyYxX".indexOf(format.charAt(i)) >= 0;
                } else if (known && format.charAt(i) == 'O') {
                    i++;
                    known = i < length && "bdeHImMqSUVWwy".indexOf(format.charAt(i)) >= 0;
                }
                if (!known || !directive(format.charAt(i))) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean directive(char directive) {
        return switch (directive) {
            case '%' -> literal('%');
            case 'n', 't' -> skipSpaces();
            case 'a', 'A' -> weekdayName();
            case 'b', 'B', 'h' -> monthName();
            case 'c' -> read("%a %b %e %H:%M:%S %Y");
            case 'x', 'D' -> read("%m/%d/%y");
            case 'F' -> read("%Y-%m-%d");
            case 'r' -> read("%I:%M:%S %p");
            case 'R' -> read("%H:%M");
            case 'T', 'X' -> read("%H:%M:%S");
            case 'p' -> halfOfDay();
            case 's' -> epoch();
            case 'G' -> number(0, Integer.MAX_VALUE, 20) != NONE;
            case 'Z' -> zoneName();
            case 'z' -> zoneOffset();
            default -> numeric(directive);
        };
    }

    private boolean numeric(char directive) {
        int value = switch (directive) {
            case 'C', 'y', 'g' -> number(0, 99, 2);
            case 'd', 'e' -> number(1, 31, 2);
            case 'H', 'k' -> number(0, 23, 2);
            case 'I', 'l', 'm' -> number(1, 12, 2);
            case 'j' -> number(1, 366, 3);
            case 'M' -> number(0, 59, 2);
            case 'S' -> number(0, 61, 2);
            case 'u' -> number(1, 7, 1);
            case 'U', 'V', 'W' -> number(0, 53, 2);
            case 'w' -> number(0, 6, 1);
            case 'Y' -> number(0, 9999, 4);
            default -> NONE;
        };
        if (value == NONE) {
            return false;
        }
        switch (directive) {
            case 'C' -> {
                century = value;
                dateCounts = true;
            }
            case 'y' -> {
                time.year = value >= 69 ? value : value + 100;
                centuryCounts = true;
                dateCounts = true;
            }
            case 'Y' -> {
                time.year = value - 1900;
                centuryCounts = false;
                dateCounts = true;
            }
            case 'm' -> {
                time.month = value - 1;
                hasMonth = true;
                dateCounts = true;
            }
            case 'd', 'e' -> {
                time.day = value;
                hasDay = true;
                dateCounts = true;
            }
            case 'j' -> {
                time.yearday = value - 1;
                hasYearday = true;
            }
            case 'u', 'w' -> {
                time.weekday = value % 7;
                hasWeekday = true;
            }
            case 'H', 'k' -> {
                time.hour = value;
                twelveHours = false;
            }
            case 'I', 'l' -> {
                time.hour = value % 12;
                twelveHours = true;
            }
            case 'M' -> time.minute = value;
            case 'S' -> time.second = value;
            case 'U' -> {
                week = value;
                weeksFromSunday = true;
            }
            case 'W' -> week = value;
            default -> {
                // Read, of no effect: %g, %V.
            }
        }
        return true;
    }

    private boolean skipSpaces() {
        while (at < text.length() && space(text.charAt(at))) {
            at++;
        }
        return true;
    }

    private boolean literal(char character) {
        if (at < text.length() && text.charAt(at) == character) {
            at++;
            return true;
        }
        return false;
    }

    private static boolean digit(char character) {
        return character >= '0' && character <= '9';
    }

    private boolean digit() {
        return at < text.length() && digit(text.charAt(at));
    }

    /** Takes digits as long as the number can still be in the range. */
    private int number(int least, int most, int digits) {
        skipSpaces();
        if (!digit()) {
            return NONE;
        }
        long value = 0;
        int left = digits;
        do {
            value = value * 10 + text.charAt(at++) - '0';
        } while (--left > 0 && value * 10 <= most && digit());
        return value < least || value > most ? NONE : (int) value;
    }

    private boolean weekdayName() {
        int found = name(DAYS);
        if (found < 0) {
            return false;
        }
        time.weekday = found;
        hasWeekday = true;
        return true;
    }

    private boolean monthName() {
        int found = name(MONTHS);
        if (found < 0) {
            return false;
        }
        time.month = found;
        hasMonth = true;
        dateCounts = true;
        return true;
    }

    /** Takes a name, or its first three letters. */
    private int name(List<String> names) {
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            if (word(name) || word(name.substring(0, 3))) {
                return i;
            }
        }
        return -1;
    }

    private boolean word(String word) {
        if (text.regionMatches(true, at, word, 0, word.length())) {
            at += word.length();
            return true;
        }
        return false;
    }

    private boolean halfOfDay() {
        if (word("AM")) {
            afternoon = false;
            return true;
        }
        afternoon = word("PM");
        return afternoon;
    }

    private boolean epoch() {
        if (!digit()) {
            return false;
        }
        long seconds = 0;
        do {
            seconds = seconds * 10 + text.charAt(at++) - '0';
        } while (digit());
        return time.set(seconds, Dates.offset(zone, seconds));
    }

    private boolean zoneName() {
        skipSpaces();
        while (at < text.length() && !space(text.charAt(at))) {
            at++;
        }
        return true;
    }

    private boolean zoneOffset() {
        skipSpaces();
        if (literal('Z')) {
            return true;
        }
        if (!literal('+') && !literal('-')) {
            return false;
        }
        int value = 0;
        int digits = 0;
        while (digits < 4 && digit()) {
            value = value * 10 + text.charAt(at++) - '0';
            digits++;
            if (digits == 2 && at + 1 < text.length() && text.charAt(at) == ':' && digit(text.charAt(at + 1))) {
                at++;
            }
        }
        return digits == 2 || (digits == 4 && value % 100 < 60);
    }

    /** Finds what the format did not name. */
    private void complete() {
        if (twelveHours && afternoon) {
            time.hour += 12;
        }
        if (century != NONE) {
            time.year = (centuryCounts ? time.year % 100 : 0) + (century - 19) * 100;
        }
        if (dateCounts && !hasWeekday) {
            if (!(hasMonth && hasDay) && hasYearday) {
                time.findDate(!hasMonth, !hasDay);
                hasMonth = true;
                hasDay = true;
            }
            time.findWeekday();
        }
        if (dateCounts && !hasYearday && time.hasMonth()) {
            time.findYearday();
        }
        if (week != NONE && hasWeekday) {
            completeByWeek();
        }
    }

    private void completeByWeek() {
        int weekday = time.weekday;
        int day = time.day;
        int month = time.month;
        int first = weeksFromSunday ? 0 : 1;
        time.day = 1;
        time.month = 0;
        time.findWeekday();
        if (hasDay) {
            time.day = day;
        }
        if (hasMonth) {
            time.month = month;
        }
        if (!hasYearday) {
            time.yearday = (7 - (time.weekday - first)) % 7 + (week - 1) * 7 + (weekday - first + 7) % 7;
        }
        if (!hasDay || !hasMonth) {
            time.findDate(!hasMonth, !hasDay);
        }
        time.weekday = weekday;
    }

    /** The name of a day of the week; a question mark if it is none. */
    static String weekdayName(int weekday) {
        return weekday >= 0 && weekday < 7 ? DAYS.get(weekday) : "?";
    }

    /** The name of a month; a question mark if it is none. */
    static String monthName(int month) {
        return month >= 0 && month < 12 ? MONTHS.get(month) : "?";
    }

    /** A moment that Java's zones know. */
    static Instant moment(long seconds) {
        return Instant.ofEpochSecond(Math.clamp(seconds, Instant.MIN.getEpochSecond(), Instant.MAX.getEpochSecond()));
    }
}
