package io.atoll.sync.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.atoll.spi.sync.SyncResult.Failure;
import java.util.ArrayList;
import java.util.List;

/** What could not be done in one call: the first {@value #KEPT} failures, and how many more there were. */
final class Failures {

    /** How many failures are kept with their items. */
    static final int KEPT = 1_000;

    private final List<Failure> kept = new ArrayList<>();
    private long more;

    void add(JsonNode item, String reason) {
        if (kept.size() < KEPT) {
            kept.add(new Failure(item, reason));
        } else {
            more++;
        }
    }

    /** All that were kept; the last one counts the others. */
    List<Failure> all() {
        var all = new ArrayList<>(kept);
        if (more > 0) {
            all.add(new Failure(NullNode.getInstance(), more + " more failed"));
        }
        return all;
    }
}
