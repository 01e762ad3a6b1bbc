package io.atoll.apply.internal.transfer;

import io.atoll.apply.internal.client.Session;
import io.atoll.apply.internal.client.Unrepeatable;
import io.atoll.apply.internal.endpoint.EntityWire;
import io.atoll.apply.internal.endpoint.Occasion;
import io.atoll.apply.internal.endpoint.Upserts;
import io.atoll.model.Entity;
import io.atoll.model.Mapping;
import io.atoll.pipeline.Catalog.CatalogException;
import io.atoll.pipeline.Catalog.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Creates and changes entities by bulk requests, each in the name of the owner of its entities.
 *
 * <p>The catalog makes up the targets of relations that are still to come, so that the order of entities does not matter, and relations
 * may go in circles.
 */
final class EntityWriting implements Writing {

    private static final int BULK = 20;
    private static final Mapping.Options OPTIONS = new Mapping.Options(true, false, true, 0);
    private static final Occasion IMPORT = new Occasion("import", Optional.empty());

    private final Session session;
    private final Map<String, Upserts> byOwner = new HashMap<>();

    /**
     * Makes one.
     *
     * @param session by which everything is written that no integration owns
     */
    EntityWriting(Session session) {
        this.session = session;
    }

    @Override
    public int most() {
        return BULK;
    }

    @Override
    public boolean together(Line one, Line other) {
        return one.owner().equals(other.owner()) && one.blueprint().equals(other.blueprint());
    }

    @Override
    public List<Outcome> write(List<Line> lines) throws CatalogException, InterruptedException {
        List<Entity> entities = new ArrayList<>(lines.size());
        for (Line line : lines) {
            entities.add(entity(line));
        }
        String owner = lines.getFirst().owner();
        Upserts upserts =
                byOwner.computeIfAbsent(owner, name -> new Upserts(name.isEmpty() ? session : session.stamped(name)));
        return upserts.write(entities, OPTIONS, IMPORT);
    }

    private static Entity entity(Line line) {
        try {
            return EntityWire.read(line.document());
        } catch (Unrepeatable e) {
            throw new IllegalStateException("every line was checked", e);
        }
    }
}
