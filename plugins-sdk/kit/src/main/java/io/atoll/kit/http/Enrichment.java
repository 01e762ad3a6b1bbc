package io.atoll.kit.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.kit.Fanout;
import io.atoll.spi.IntegrationException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;

/** Completes the records of a page before they are pushed: what the list does not tell is asked for, or computed. */
@ConsumerType
@FunctionalInterface
public interface Enrichment {

    /**
     * Completes records.
     *
     * @param page the records of a page, to be changed in place
     * @throws IntegrationException if they cannot be completed; the reading then ends
     * @throws InterruptedException if the run was cancelled
     */
    void enrich(List<ObjectNode> page) throws IntegrationException, InterruptedException;

    /** This one, and then another. */
    default Enrichment then(Enrichment next) {
        return page -> {
            enrich(page);
            next.enrich(page);
        };
    }

    /** Puts a value into each record; a missing one becomes JSON null. */
    static Enrichment put(String field, ValueOf value) {
        return put(field, 1, value);
    }

    /**
     * Puts a value into each record; a missing one becomes JSON null.
     *
     * {@snippet class="io.atoll.kit.example.ProjectResync" region="enrichment"}
     *
     * @param width for how many records it is asked at once
     */
    static Enrichment put(String field, int width, ValueOf value) {
        return page -> Fanout.each(page, width, record -> {
            JsonNode found = value.of(record);
            record.set(field, found.isMissingNode() ? JsonNodeFactory.instance.nullNode() : found);
        });
    }

    /**
     * Asks for something about many records at once, and puts into each record the array of what is about it, empty if nothing is.
     *
     * @param field where the array is put
     * @param key JSON pointer to what others call a record by, such as {@code /id}; records without it get an empty array
     * @param batch how many keys go into one call at most
     * @param itemKey JSON pointer to the key within what was found
     * @param lookup asks for all keys of a batch; answers with an array
     */
    static Enrichment join(String field, String key, int batch, String itemKey, Lookup lookup) {
        return page -> {
            var keys = new LinkedHashSet<String>();
            page.forEach(record -> keys.add(record.at(key).asText("")));
            keys.remove("");
            Map<String, ArrayNode> found = new HashMap<>();
            List<String> all = new ArrayList<>(keys);
            for (int from = 0; from < all.size(); from += batch) {
                for (JsonNode item : lookup.of(all.subList(from, Math.min(all.size(), from + batch)))) {
                    found.computeIfAbsent(item.at(itemKey).asText(""), none -> JsonNodeFactory.instance.arrayNode())
                            .add(item);
                }
            }
            for (ObjectNode record : page) {
                ArrayNode about = found.get(record.at(key).asText(""));
                record.set(field, about == null ? JsonNodeFactory.instance.arrayNode() : about);
            }
        };
    }

    /** Finds a value for one record. */
    @ConsumerType
    @FunctionalInterface
    interface ValueOf {

        /**
         * Finds the value.
         *
         * @throws IntegrationException if it could not be had
         * @throws InterruptedException if the run was cancelled
         */
        JsonNode of(ObjectNode record) throws IntegrationException, InterruptedException;
    }

    /** Finds what is about many records. */
    @ConsumerType
    @FunctionalInterface
    interface Lookup {

        /**
         * Finds everything about the records with some keys.
         *
         * @throws IntegrationException if it could not be had
         * @throws InterruptedException if the run was cancelled
         */
        Iterable<JsonNode> of(List<String> keys) throws IntegrationException, InterruptedException;
    }
}
