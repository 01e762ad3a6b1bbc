package io.atoll.engine.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.model.Entity;
import io.atoll.model.Entity.Ref;
import io.atoll.model.Mapping;
import io.atoll.pipeline.Catalog.CatalogException;
import io.atoll.pipeline.Catalog.Installation;
import io.atoll.pipeline.Catalog.Outcome;
import io.atoll.pipeline.Ledger.Fenced;
import io.atoll.pipeline.Ledger.Journal;
import io.atoll.pipeline.Ledger.Refused;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Writes once more what the catalog refused: it may have lacked what an entity relates to.
 *
 * <p>The whole entities are written, those first to which others relate; those that relate to one another first without these relations.
 * It goes on in rounds until nothing more succeeds.
 */
final class Retry {

    /** So many refused entities are ordered at a time. */
    private static final int WINDOW = 5_000;

    private final Installation installation;
    private final Mapping.Options options;
    private final Journal journal;
    private final Consumer<String> written;

    /**
     * Prepares the writing.
     *
     * @param written is told the label of the resource of each entity that was written after all
     */
    Retry(Installation installation, Mapping.Options options, Journal journal, Consumer<String> written) {
        this.installation = installation;
        this.options = options;
        this.journal = journal;
        this.written = written;
    }

    void work() throws Exception {
        long[] succeeded = {1};
        while (succeeded[0] > 0) {
            succeeded[0] = 0;
            Batches.<Refused>of(WINDOW, journal::refused, window -> succeeded[0] += round(window));
            FailPoint.REFUSED_RETRIED.pass();
        }
    }

    private long round(List<Refused> window) throws CatalogException, Fenced, InterruptedException {
        var nodes = new LinkedHashMap<Ref, Refused>();
        var searched = new ArrayList<Refused>();
        for (Refused refused : window) {
            if (refused.entity().searched()) {
                searched.add(refused);
            } else {
                nodes.put(refused.entity().ref(), refused);
            }
        }
        long succeeded = 0;
        for (List<Refused> level : Levels.of(nodes)) {
            var names = new HashSet<String>();
            level.forEach(refused -> names.add(refused.entity().identifier().asText()));
            List<Refused> tied =
                    level.stream().filter(refused -> relatesTo(refused, names)).toList();
            bare(tied, names);
            succeeded += whole(level);
        }
        return succeeded + whole(searched);
    }

    private static boolean relatesTo(Refused refused, Set<String> names) {
        return Levels.targets(refused.entity()).stream().anyMatch(names::contains);
    }

    /** Writes entities without their relations to one another, whatever comes of it. */
    private void bare(List<Refused> tied, Set<String> names) throws CatalogException, Fenced, InterruptedException {
        for (List<Refused> bulk : bulks(tied)) {
            write(bulk.stream().map(refused -> without(refused.entity(), names)).toList());
        }
    }

    private static Entity without(Entity entity, Set<String> names) {
        ObjectNode relations = entity.relations().deepCopy();
        relations.properties().removeIf(relation -> pointsTo(relation.getValue(), names));
        return new Entity(
                entity.blueprint(),
                entity.identifier(),
                entity.title(),
                entity.icon(),
                entity.team(),
                entity.properties(),
                relations);
    }

    private static boolean pointsTo(JsonNode value, Set<String> names) {
        if (value.isArray()) {
            for (JsonNode element : value) {
                if (pointsTo(element, names)) {
                    return true;
                }
            }
            return false;
        }
        return value.isValueNode() && names.contains(value.asText());
    }

    private long whole(List<Refused> level) throws CatalogException, Fenced, InterruptedException {
        long succeeded = 0;
        for (List<Refused> bulk : bulks(level)) {
            var outcomes = write(bulk.stream().map(Refused::entity).toList());
            var done = new ArrayList<Long>();
            for (int i = 0; i < bulk.size(); i++) {
                if (outcomes.get(i) instanceof Outcome.Done) {
                    done.add(bulk.get(i).number());
                    written.accept(bulk.get(i).label());
                }
            }
            if (!done.isEmpty()) {
                journal.retried(done);
            }
            succeeded += done.size();
        }
        return succeeded;
    }

    private List<Outcome> write(List<Entity> entities) throws CatalogException, Fenced, InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        journal.ensureHeld();
        return installation.upsert(entities, options, journal.opening().run().value());
    }

    /** Bulks of one blueprint each. */
    private static List<List<Refused>> bulks(List<Refused> all) {
        var open = new LinkedHashMap<String, List<Refused>>();
        var bulks = new ArrayList<List<Refused>>();
        for (Refused refused : all) {
            var bulk = open.computeIfAbsent(refused.entity().blueprint(), name -> new ArrayList<>());
            bulk.add(refused);
            if (bulk.size() == Writer.BULK) {
                bulks.add(bulk);
                open.remove(refused.entity().blueprint());
            }
        }
        for (Map.Entry<String, List<Refused>> rest : open.entrySet()) {
            bulks.add(rest.getValue());
        }
        return bulks;
    }
}
