package io.atoll.ledger.internal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.pipeline.Change.Difference;
import io.atoll.pipeline.Fetcher.Gap;
import io.atoll.pipeline.RunReport.Effort;
import io.atoll.pipeline.RunReport.Level;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Values of the ledger as JSON texts, and back. Numbers keep all their digits. */
final class Json {

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(Integer.MAX_VALUE)
                            .maxStringLength(Integer.MAX_VALUE)
                            .maxNumberLength(Integer.MAX_VALUE)
                            .build())
                    .streamWriteConstraints(StreamWriteConstraints.builder()
                            .maxNestingDepth(Integer.MAX_VALUE)
                            .build())
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private Json() {}

    static String text(JsonNode value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a value is no JSON: " + e.getOriginalMessage(), e);
        }
    }

    static JsonNode value(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the ledger holds a text that is no JSON: " + e.getOriginalMessage(), e);
        }
    }

    /**
     * A value as a text of bounded length. Of a longer one remains an object with its length and its beginning:
     * {@code {"truncated": 300000, "beginning": "…"}}, both in characters of its JSON text.
     */
    static Bounded bounded(JsonNode value, int most) {
        var written = new Beginning(most);
        try {
            MAPPER.writeValue(written, value);
        } catch (IOException e) {
            throw new UncheckedIOException("a value is no JSON", e);
        }
        if (written.length <= most) {
            return new Bounded(written.kept.toString(), true);
        }
        ObjectNode mark = MAPPER.createObjectNode();
        mark.put("truncated", written.length);
        mark.put("beginning", written.kept.toString());
        return new Bounded(text(mark), false);
    }

    static String gaps(List<Gap> gaps) {
        var array = MAPPER.createArrayNode();
        for (var gap : gaps) {
            array.addObject().put("partition", gap.partition()).put("reason", gap.reason());
        }
        return text(array);
    }

    static List<Gap> gaps(String text) {
        var gaps = new ArrayList<Gap>();
        for (var gap : value(text)) {
            gaps.add(new Gap(gap.path("partition").asText(), gap.path("reason").asText()));
        }
        return gaps;
    }

    static String effort(Effort effort) {
        var object = MAPPER.createObjectNode();
        object.put("until", effort.until().toEpochMilli());
        object.put("took", effort.took().toMillis());
        level(object.putObject("processor"), effort.processor());
        level(object.putObject("memory"), effort.memory());
        return text(object);
    }

    private static void level(ObjectNode object, Level level) {
        object.put("most", level.most()).put("median", level.median()).put("mean", level.mean());
    }

    static Effort effort(String text) {
        var object = value(text);
        return new Effort(
                Instant.ofEpochMilli(object.path("until").asLong()),
                Duration.ofMillis(object.path("took").asLong()),
                level(object.path("processor")),
                level(object.path("memory")));
    }

    private static Level level(JsonNode object) {
        return new Level(
                object.path("most").asDouble(),
                object.path("median").asDouble(),
                object.path("mean").asDouble());
    }

    static String texts(List<String> texts) {
        var array = MAPPER.createArrayNode();
        texts.forEach(array::add);
        return text(array);
    }

    static List<String> texts(String text) {
        var texts = new ArrayList<String>();
        value(text).forEach(each -> texts.add(each.asText()));
        return texts;
    }

    static String differences(List<Difference> differences) {
        var array = MAPPER.createArrayNode();
        for (var difference : differences) {
            var object = array.addObject().put("path", difference.path());
            object.set("before", difference.before());
            object.set("after", difference.after());
        }
        return text(array);
    }

    static List<Difference> differences(String text) {
        var differences = new ArrayList<Difference>();
        for (var difference : value(text)) {
            differences.add(new Difference(
                    difference.path("path").asText(), difference.path("before"), difference.path("after")));
        }
        return differences;
    }

    /**
     * A text of bounded length.
     *
     * @param whole whether it is the value itself, and not a mark in its place
     */
    record Bounded(String text, boolean whole) {}

    /** Keeps the first characters, and counts all. */
    private static final class Beginning extends Writer {

        private final StringBuilder kept = new StringBuilder();
        private final int most;
        private long length;

        Beginning(int most) {
            this.most = most;
        }

        @Override
        public void write(char[] characters, int offset, int count) {
            length += count;
            kept.append(characters, offset, Math.min(count, most - kept.length()));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
