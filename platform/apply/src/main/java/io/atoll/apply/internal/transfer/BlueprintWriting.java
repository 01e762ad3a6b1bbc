package io.atoll.apply.internal.transfer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.apply.internal.client.Body;
import io.atoll.apply.internal.client.Call;
import io.atoll.apply.internal.client.Refusal;
import io.atoll.apply.internal.client.Route;
import io.atoll.apply.internal.client.Session;
import io.atoll.pipeline.Catalog.CatalogException;
import io.atoll.pipeline.Catalog.Outcome;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Creates blueprints, all of an export at once.
 *
 * <p>As they may refer to one another in circles, this goes in three stages: without relations and computed properties, then with
 * relations, then whole. What a blueprint of the catalog has beyond that of the export stays, for entities may have values for it. Blueprints whose names begin
 * with {@code _} are the catalog's own, and are only extended.
 */
final class BlueprintWriting implements Writing {

    private static final Set<String> COMPUTED =
            Set.of("calculationProperties", "mirrorProperties", "aggregationProperties");
    private static final List<String> PARTS =
            List.of("schema", "relations", "calculationProperties", "mirrorProperties", "aggregationProperties");
    private static final Set<String> LINKS = Set.of("relations", "ownership", "teamInheritance");

    private final Session session;
    private final boolean pages;

    /**
     * Makes one.
     *
     * @param pages whether the catalog shall make a page for each new blueprint
     */
    BlueprintWriting(Session session, boolean pages) {
        this.session = session;
        this.pages = pages;
    }

    @Override
    public int most() {
        return Integer.MAX_VALUE;
    }

    @Override
    public boolean together(Line one, Line other) {
        return true;
    }

    @Override
    public List<Outcome> write(List<Line> lines) throws CatalogException, InterruptedException {
        Map<Line, Outcome> refused = new HashMap<>();
        Map<Line, ObjectNode> whole = new HashMap<>();
        for (Line line : lines) {
            ObjectNode present = present(line.identifier());
            if (present == null) {
                ObjectNode bare = line.document().deepCopy();
                bare.remove(COMPUTED);
                bare.remove(LINKS);
                Call create = Call.repeatablePost(Route.of("blueprints").with("create_catalog_page", pages), bare);
                note(line, create, refused);
                whole.put(line, line.document());
            } else {
                whole.put(
                        line,
                        present.path("identifier").asText().startsWith("_")
                                ? extended(present, line.document())
                                : joined(present, line.document()));
            }
        }
        for (Line line : lines) {
            if (!refused.containsKey(line) && line.document().path("relations").size() > 0) {
                ObjectNode related = whole.getOrDefault(line, line.document()).deepCopy();
                related.remove(COMPUTED);
                note(line, change(line, related), refused);
            }
        }
        for (Line line : lines) {
            if (!refused.containsKey(line)) {
                note(line, change(line, whole.getOrDefault(line, line.document())), refused);
            }
        }
        return lines.stream()
                .map(line -> refused.getOrDefault(line, new Outcome.Done()))
                .toList();
    }

    private void note(Line line, Call call, Map<Line, Outcome> refused) throws CatalogException, InterruptedException {
        try {
            session.send(call, Body.DONE);
        } catch (Refusal refusal) {
            refused.put(line, new Outcome.Refused(refusal.status(), refusal.reason()));
        }
    }

    private static Call change(Line line, ObjectNode document) {
        return Call.patch(Route.of("blueprints", line.identifier()), document);
    }

    private @Nullable ObjectNode present(String identifier) throws CatalogException, InterruptedException {
        return session.find(Call.get(Route.of("blueprints", identifier)), Body.OBJECT)
                .map(answer -> answer.path("blueprint") instanceof ObjectNode found ? found : null)
                .orElse(null);
    }

    /** The parts of a blueprint that belongs to the catalog, with what the document has beyond them. */
    private static ObjectNode extended(ObjectNode present, ObjectNode document) {
        ObjectNode parts = present.deepCopy();
        parts.retain(PARTS);
        return joined(document, parts);
    }

    /** The document with what another one has beyond it. */
    private static ObjectNode joined(ObjectNode present, ObjectNode document) {
        ObjectNode joined = document.deepCopy();
        JsonNode properties = present.path("schema").path("properties");
        if (joined.path("schema").path("properties") instanceof ObjectNode own) {
            add(properties, own);
        }
        for (String part : PARTS) {
            if (!part.equals("schema") && present.path(part) instanceof ObjectNode more && !more.isEmpty()) {
                add(more, joined.withObjectProperty(part));
            }
        }
        return joined;
    }

    private static void add(JsonNode more, ObjectNode own) {
        more.properties().forEach(entry -> {
            if (!own.has(entry.getKey())) {
                own.set(entry.getKey(), entry.getValue());
            }
        });
    }
}
