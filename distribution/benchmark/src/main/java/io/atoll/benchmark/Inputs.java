package io.atoll.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** What the benchmarks read. */
final class Inputs {

    /** Reads and writes JSON. */
    static final ObjectMapper JSON = new ObjectMapper();

    private Inputs() {}

    /** A small record that has what the samples look for. */
    static JsonNode record() {
        return read("record.json");
    }

    /** An issue as Jira's API gives it. */
    static JsonNode issue() {
        return read("issue.json");
    }

    /** A mapping document that maps issues, with ten properties. */
    static JsonNode mapping() {
        return read("mapping.json");
    }

    private static JsonNode read(String name) {
        try (InputStream content = Inputs.class.getResourceAsStream(name)) {
            return JSON.readTree(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
