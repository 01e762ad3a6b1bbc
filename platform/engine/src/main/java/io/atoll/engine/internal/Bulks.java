package io.atoll.engine.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects writes by blueprint, so that each bulk is of one blueprint and as full as can be. Used by one thread. */
final class Bulks {

    private final Conveyor<List<Write>> out;
    private final Map<String, List<Write>> byBlueprint = new LinkedHashMap<>();

    Bulks(Conveyor<List<Write>> out) {
        this.out = out;
    }

    /** Takes one write; passes a bulk on when it is full. */
    void add(Write write) throws InterruptedException {
        String blueprint = write.judged().entity().blueprint();
        var bulk = byBlueprint.computeIfAbsent(blueprint, name -> new ArrayList<>(Writer.BULK));
        bulk.add(write);
        if (bulk.size() == Writer.BULK) {
            byBlueprint.remove(blueprint);
            out.put(bulk);
        }
    }

    /** Passes on what is there, full or not. */
    void flush() throws InterruptedException {
        for (var bulk : byBlueprint.values()) {
            out.put(bulk);
        }
        byBlueprint.clear();
    }
}
