package io.atoll.runner.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The raw records of one kind and selector, kept in a file so that mappings can be tried on them again.
 *
 * @param file one JSON object a line
 * @param count how many
 * @param gaps what was not read
 * @param fatal whether reading anything else is in vain
 */
record Kept(Path file, long count, List<Problem> gaps, boolean fatal) {

    private static final JsonMapper JSON = new JsonMapper();

    /** Copies the list. */
    Kept {
        gaps = List.copyOf(gaps);
    }

    /** Takes one record after another. */
    interface Use {
        void record(JsonNode record) throws IOException, InterruptedException;
    }

    void each(Use use) throws IOException, InterruptedException {
        try (MappingIterator<JsonNode> records = JSON.readerFor(JsonNode.class).readValues(file.toFile())) {
            while (records.hasNext()) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                use.record(records.next());
            }
        }
    }

    /** The first records. */
    List<JsonNode> first(int most) throws IOException {
        var first = new ArrayList<JsonNode>();
        try (MappingIterator<JsonNode> records = JSON.readerFor(JsonNode.class).readValues(file.toFile())) {
            while (first.size() < most && records.hasNext()) {
                first.add(records.next());
            }
        }
        return first;
    }
}
