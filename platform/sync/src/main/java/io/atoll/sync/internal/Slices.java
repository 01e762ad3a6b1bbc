package io.atoll.sync.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cuts what a caller gives into slices, reading no further than it has to; {@code null} becomes JSON null. */
final class Slices {

    private Slices() {}

    static Iterable<List<JsonNode>> of(Iterable<? extends @Nullable JsonNode> items, int size) {
        return () -> new Iterator<>() {

            private final Iterator<? extends @Nullable JsonNode> rest = items.iterator();

            @Override
            public boolean hasNext() {
                return rest.hasNext();
            }

            @Override
            public List<JsonNode> next() {
                List<JsonNode> slice = new ArrayList<>();
                while (slice.size() < size && rest.hasNext()) {
                    JsonNode item = rest.next();
                    slice.add(item == null ? NullNode.getInstance() : item);
                }
                return slice;
            }
        };
    }
}
