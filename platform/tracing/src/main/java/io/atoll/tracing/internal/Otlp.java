package io.atoll.tracing.internal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;

/**
 * Spans in the JSON encoding of OTLP.
 *
 * @param service the name of this platform
 * @param version of it
 */
record Otlp(String service, String version) {

    private static final int INTERNAL = 1;
    private static final int CLIENT = 3;
    private static final int ERROR = 2;
    private static final long NANOS = 1_000_000_000L;

    /** The body of a request that exports spans. */
    ObjectNode request(List<Span> spans) {
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        ObjectNode resource = request.putArray("resourceSpans").addObject();
        ArrayNode known = resource.putObject("resource").putArray("attributes");
        attribute(known, "service.name", service);
        attribute(known, "service.version", version);
        ObjectNode scope = resource.putArray("scopeSpans").addObject();
        scope.putObject("scope").put("name", "io.atoll").put("version", version);
        ArrayNode all = scope.putArray("spans");
        spans.forEach(span -> add(all.addObject(), span));
        return request;
    }

    private static void add(ObjectNode object, Span span) {
        object.put("traceId", span.trace()).put("spanId", span.id());
        if (span.parent() != null) {
            object.put("parentSpanId", span.parent());
        }
        object.put("name", span.name())
                .put("kind", span.name().equals("request") ? CLIENT : INTERNAL)
                .put("startTimeUnixNano", nanos(span.begun()))
                .put("endTimeUnixNano", nanos(span.ended()));
        ArrayNode attributes = object.putArray("attributes");
        span.attributes().forEach((key, value) -> attribute(attributes, "atoll." + key, value));
        ObjectNode status = object.putObject("status");
        if (span.failure() != null) {
            status.put("code", ERROR).put("message", span.failure());
        }
    }

    private static void attribute(ArrayNode attributes, String key, String value) {
        attributes.addObject().put("key", key).putObject("value").put("stringValue", value);
    }

    /** Whole numbers of 64 bits are texts in the JSON of protobuf. */
    private static String nanos(Instant moment) {
        return String.valueOf(Math.addExact(Math.multiplyExact(moment.getEpochSecond(), NANOS), moment.getNano()));
    }
}
