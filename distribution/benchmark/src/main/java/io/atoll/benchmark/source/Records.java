package io.atoll.benchmark.source;

import java.nio.charset.StandardCharsets;

/** The records of a third party as JSON, which are in the shape of the catalog's entities, so that a client may pass them on as they are. */
public final class Records {

    /** The blueprint of the entities. */
    public static final String BLUEPRINT = "benchRecord";

    private static final int GROUP = 1000;
    private static final String TEXT = "All work and no play makes a record dull, whatever it is about. ";

    private final String prefix;
    private final Tide tide;

    /** Those of an instance. */
    public Records(String instance, Tide tide) {
        this.prefix = instance;
        this.tide = tide;
    }

    /** The JSON array of those records between two numbers that are there. */
    public byte[] page(long from, long to) {
        var json = new StringBuilder((int) (to - from) * (tide.bytes() + 8)).append('[');
        for (long i = from; i < to; i++) {
            if (tide.holds(i)) {
                json.append(json.length() > 1 ? "," : "");
                add(i, json);
            }
        }
        return json.append(']').toString().getBytes(StandardCharsets.UTF_8);
    }

    private void add(long index, StringBuilder json) {
        int begin = json.length();
        json.append("{\"identifier\":");
        if (tide.manner() == Tide.Manner.BROKEN) {
            json.append("null");
        } else {
            json.append('"').append(prefix).append('-').append(index).append('"');
        }
        json.append(",\"blueprint\":\"")
                .append(BLUEPRINT)
                .append("\",\"title\":\"Record number ")
                .append(index);
        json.append("\",\"properties\":{\"url\":\"https://bench.example/")
                .append(prefix)
                .append('/')
                .append(index);
        json.append("\",\"state\":\"").append(index % 3 == 0 ? "open" : "closed");
        json.append("\",\"cost\":").append(index % 997);
        json.append(
                ",\"created\":\"2026-01-02T03:04:05.000Z\",\"labels\":[\"alpha\",\"beta\",\"gamma\"],\"archived\":false");
        json.append(",\"revision\":\"r").append(tide.revision(index)).append("\",\"text\":\"");
        int rest = tide.bytes() - (json.length() - begin) - "\"},\"relations\":{\"group\":\"g-000\"}}".length();
        for (; rest >= TEXT.length(); rest -= TEXT.length()) {
            json.append(TEXT);
        }
        json.append(TEXT, 0, Math.max(0, rest));
        json.append("\"},\"relations\":{\"group\":\"g-").append(index / GROUP).append("\"}}");
    }
}
