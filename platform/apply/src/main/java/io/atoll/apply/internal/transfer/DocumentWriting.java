package io.atoll.apply.internal.transfer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.apply.internal.client.Body;
import io.atoll.apply.internal.client.Call;
import io.atoll.apply.internal.client.Refusal;
import io.atoll.apply.internal.client.Route;
import io.atoll.apply.internal.client.Session;
import io.atoll.pipeline.Catalog.CatalogException;
import io.atoll.pipeline.Catalog.Outcome;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes documents one by one: changes what is there, else creates it. */
final class DocumentWriting implements Writing {

    private final Session session;
    private @Nullable Set<String> folders;

    DocumentWriting(Session session) {
        this.session = session;
    }

    @Override
    public int most() {
        return 1;
    }

    @Override
    public boolean together(Line one, Line other) {
        return false;
    }

    @Override
    public List<Outcome> write(List<Line> lines) throws CatalogException, InterruptedException {
        Line line = lines.getFirst();
        try {
            if (present(line)) {
                change(line);
            } else {
                session.send(Call.post(collection(line), line.document()), Body.DONE);
            }
            return List.of(new Outcome.Done());
        } catch (Refusal refusal) {
            return List.of(new Outcome.Refused(refusal.status(), refusal.reason()));
        }
    }

    private boolean present(Line line) throws CatalogException, InterruptedException {
        return line.section() == Section.FOLDER
                ? folders().contains(line.identifier())
                : session.find(Call.get(one(line)), Body.DONE).isPresent();
    }

    /** What the catalog made itself beside a document, such as the key of a webhook, stays. */
    private void change(Line line) throws Refusal, CatalogException, InterruptedException {
        ObjectNode document = line.document();
        switch (line.section()) {
            case SCORECARD, ACTION -> session.send(Call.put(one(line), document), Body.DONE);
            case WEBHOOK, FOLDER, PAGE -> session.send(Call.patch(one(line), document), Body.DONE);
            case INTEGRATION -> {
                ObjectNode config = Json.MAPPER.createObjectNode().set("config", document.path("config"));
                session.send(Call.patch(one(line).to("config"), config).skippingResync(), Body.DONE);
            }
            case BLUEPRINT, ENTITY -> throw new IllegalArgumentException(line + " is no document");
        }
    }

    private static Route collection(Line line) {
        return switch (line.section()) {
            case INTEGRATION -> Route.of("integration");
            case SCORECARD -> Route.of("blueprints", line.blueprint(), "scorecards");
            case ACTION -> Route.of("actions");
            case WEBHOOK -> Route.of("webhooks");
            case FOLDER -> Route.of("sidebars", "catalog", "folders");
            case PAGE -> Route.of("pages");
            case BLUEPRINT, ENTITY -> throw new IllegalArgumentException(line + " is no document");
        };
    }

    private static Route one(Line line) {
        return collection(line).to(line.identifier());
    }

    private Set<String> folders() throws CatalogException, InterruptedException {
        Set<String> known = folders;
        if (known == null) {
            known = new HashSet<>();
            for (ObjectNode item : new Reading(session).sidebar()) {
                known.add(item.path("identifier").asText());
            }
            folders = known;
        }
        return known;
    }
}
