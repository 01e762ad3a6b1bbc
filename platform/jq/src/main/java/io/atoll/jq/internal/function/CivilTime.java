package io.atoll.jq.internal.function;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;

/** C's broken down time: fields that may lie outside of their ranges. Of one thread. */
final class CivilTime {

    /** Days before each month, and those of the year, of a common year and then of a leap year. */
    private static final int[] DAYS_BEFORE = {
        0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365, //
        0, 31, 60, 91, 121, 152, 182, 213, 244, 274, 305, 335, 366
    };

    private static final int LEAP = 13;
    private static final long DAY = 86_400;

    /** Since 1900. */
    int year;

    /** From 0. */
    int month;

    int day;
    int hour;
    int minute;
    int second;

    /** From Sunday. */
    int weekday;

    /** From 0. */
    int yearday;

    /** The time of so many seconds since 1970 in a zone at an offset; false if its year is too great. */
    boolean set(long seconds, int offset) {
        long local = seconds + offset;
        long days = Math.floorDiv(local, DAY);
        int rest = (int) Math.floorMod(local, DAY);
        // Days since 1 March of year 0 of an era of 400 years.
        long shifted = days + 719_468;
        long era = Math.floorDiv(shifted, 146_097L);
        int ofEra = (int) Math.floorMod(shifted, 146_097L);
        int yearOfEra = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365;
        int ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        int fromMarch = (5 * ofYear + 2) / 153;
        long full = yearOfEra + era * 400 + (fromMarch >= 10 ? 1 : 0) - 1900;
        if (full != (int) full) {
            return false;
        }
        year = (int) full;
        month = fromMarch < 10 ? fromMarch + 2 : fromMarch - 10;
        day = ofYear - (153 * fromMarch + 2) / 5 + 1;
        hour = rest / 3600;
        minute = rest / 60 % 60;
        second = rest % 60;
        weekday = (int) Math.floorMod(days + 4, 7L);
        yearday = DAYS_BEFORE[leap() + month] + day - 1;
        return true;
    }

    /** Seconds since 1970, if this is universal time. */
    long seconds() {
        return days() * DAY + hour * 3600L + minute * 60L + second;
    }

    /** Days from 1970. */
    private long days() {
        long full = 1900L + year + Math.floorDiv(month, 12);
        int ofYear = Math.floorMod(month, 12);
        long before = full - 1;
        long leapDays = Math.floorDiv(before, 4L) - Math.floorDiv(before, 100L) + Math.floorDiv(before, 400L);
        return before * 365 + leapDays - 719_162 + DAYS_BEFORE[(leap(full) ? LEAP : 0) + ofYear] + day - 1L;
    }

    /** Seconds since 1970, if this is a time of the zone; skipped times are taken to be after the gap. */
    long seconds(ZoneId zone) {
        long local = seconds();
        if (Math.abs(local) > Instant.MAX.getEpochSecond() - DAY) {
            return local - zone.getRules().getOffset(Instant.EPOCH).getTotalSeconds();
        }
        return ZonedDateTime.of(LocalDateTime.ofEpochSecond(local, 0, ZoneOffset.UTC), zone)
                .toEpochSecond();
    }

    /** Where days of this year begin in the table. */
    private int leap() {
        return leap(1900L + year) ? LEAP : 0;
    }

    private static boolean leap(long full) {
        return full % 4 == 0 && (full % 100 != 0 || full % 400 == 0);
    }

    /** Whether the month is one. */
    boolean hasMonth() {
        return month >= 0 && month <= 11;
    }

    /** Finds the day of the week of the date; a month that is none counts as far as the table reaches. */
    void findWeekday() {
        int full = 1900 + year - (month < 2 ? 1 : 0);
        int leapDays = Math.floorDiv(full, 4) - Math.floorDiv(full, 100) + Math.floorDiv(full, 400);
        int before = month < 0 ? 0 : DAYS_BEFORE[month];
        weekday = Math.floorMod(365 * (year - 70) + leapDays - 473 + before + day - 1, 7);
    }

    /** Finds the day of the year of the date. */
    void findYearday() {
        yearday = DAYS_BEFORE[leap() + month] + day - 1;
    }

    /** Finds the month or the day of the month, or both, by the day of the year, as the C library does beyond a year's end. */
    void findDate(boolean wantMonth, boolean wantDay) {
        int row = leap();
        int after = 0;
        while (row + after < DAYS_BEFORE.length && DAYS_BEFORE[row + after] <= yearday) {
            after++;
        }
        if (wantMonth) {
            month = after - 1;
        }
        if (wantDay) {
            int index = row + after - 1;
            day = yearday - (index < 0 ? 0 : DAYS_BEFORE[index]) + 1;
        }
    }

    /**
     * The week of ISO 8601.
     *
     * @return the week, and its year times 100 before
     */
    long isoWeek() {
        long full = 1900L + year;
        int week = isoWeek(yearday);
        if (week < 0) {
            full--;
            week = isoWeek(yearday + (leap(full) ? 366 : 365));
        } else {
            int next = isoWeek(yearday - (leap(full) ? 366 : 365));
            if (next >= 0) {
                full++;
                week = next;
            }
        }
        return full * 100 + week / 7 + 1;
    }

    /** Days since the Monday of the first week, negative before it. */
    private int isoWeek(int yearday) {
        int adjusted = Math.floorMod(yearday - weekday + 382, 7);
        return yearday - adjusted + 4 - 1;
    }
}
