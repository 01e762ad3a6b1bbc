package io.atoll.apply.internal.endpoint;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Moments as the Port API is told them: in UTC, with microseconds. */
final class Timestamps {

    private static final DateTimeFormatter OFFSET =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSSxxx").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter ZULU =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private Timestamps() {}

    /** For example {@code 2026-11-21T16:23:16.303299+00:00}. */
    static String offset(Instant moment) {
        return OFFSET.format(moment);
    }

    /** For example {@code 2026-11-21T16:23:16.303299Z}. */
    static String zulu(Instant moment) {
        return ZULU.format(moment);
    }
}
