package io.atoll.kit.internal;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.atoll.spi.IntegrationException.Unexpected;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;

/** Reads answers as JSON, or says what they are instead. */
final class JsonBody {

    private static final long MOST_TOKENS = 5_000_000;

    /** For JSON of any length. */
    static final ObjectMapper JSON = mapper(Long.MAX_VALUE);

    /** For what is held as a whole: a few bytes each become many times as much in memory. */
    private static final ObjectMapper WHOLE = mapper(MOST_TOKENS);

    /** Reads one value of several. */
    static final ObjectReader ITEM =
            JSON.readerFor(JsonNode.class).without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private JsonBody() {}

    private static ObjectMapper mapper(long tokens) {
        return new JsonMapper(new JsonFactoryBuilder()
                        .streamReadConstraints(StreamReadConstraints.builder()
                                .maxNestingDepth(500)
                                .maxStringLength(64 << 20)
                                .maxNumberLength(1000)
                                .maxTokenCount(tokens)
                                .build())
                        .build())
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    }

    /**
     * Reads all of it.
     *
     * @return missing if it is empty
     * @throws BreaksOff if it breaks off, so that it may be asked for again
     * @throws Unexpected if it is no JSON
     */
    static JsonNode read(Received received) throws IOException, Unexpected {
        if (received.body().size() == 0) {
            return MissingNode.getInstance();
        }
        requireJson(received);
        try (InputStream in = received.body().open()) {
            return WHOLE.readTree(in);
        } catch (StreamConstraintsException e) {
            throw new Unexpected("the answer is more than can be held: " + e.getOriginalMessage());
        } catch (JsonEOFException e) {
            throw new BreaksOff(broken(e).getMessage());
        } catch (JsonProcessingException e) {
            throw broken(e);
        }
    }

    /** An answer that arrived whole, as far as its length tells, and is the beginning of some JSON. */
    static final class BreaksOff extends EOFException {

        private static final long serialVersionUID = 1L;

        private BreaksOff(String message) {
            super(message);
        }
    }

    static Unexpected broken(JsonProcessingException e) {
        return new Unexpected("the answer is no JSON: "
                + (e.getOriginalMessage() == null
                        ? ""
                        : e.getOriginalMessage().lines().findFirst().orElse(""))
                + (e.getLocation() == null
                        ? ""
                        : " (line " + e.getLocation().getLineNr() + ", column "
                                + e.getLocation().getColumnNr() + ")"));
    }

    /** Refuses what is a page for people. */
    static void requireJson(Received received) throws Unexpected {
        String type = received.header("content-type").orElse("").toLowerCase(Locale.ROOT);
        String start = received.start(256).stripLeading();
        if (type.startsWith("text/html") || start.startsWith("<")) {
            throw new Unexpected("the answer is "
                    + (start.startsWith("<?xml") ? "XML" : "a web page")
                    + " and no JSON: probably of a login page or of a proxy on the way;"
                    + " check the address, the credentials and the network");
        }
    }
}
