package io.atoll.redis.internal;

import io.atoll.spi.IntegrationId;

/**
 * One stream, as Ocean's ingest service names it.
 *
 * @param integration whose events it holds
 * @param key of the stream in Redis
 */
record EventStream(IntegrationId integration, String key) {

    private static final String MARK = "/live-events/";

    /**
     * Reads {@code type~instance=address}, where the address holds {@code /live-events/<id>} or is that id.
     *
     * @throws IllegalArgumentException if it is none
     */
    static EventStream of(String text) {
        var equals = text.indexOf('=');
        if (equals < 0) {
            throw new IllegalArgumentException("'" + text + "' is not of the form type~instance=address");
        }
        var address = text.substring(equals + 1).trim();
        var mark = address.indexOf(MARK);
        var id = mark < 0 ? address : address.substring(mark + MARK.length()).replaceAll("[/?#].*", "");
        if (!id.matches("[A-Za-z0-9_-]+")) {
            throw new IllegalArgumentException("'" + address + "' holds no id: it has to contain " + MARK + "<id>");
        }
        return new EventStream(
                IntegrationId.parse(text.substring(0, equals).trim()), id + "/live-events/raw/event-stream");
    }

    /** The consumer group, as Ocean names it. */
    String group() {
        return integration.type() + "." + integration.instance();
    }
}
