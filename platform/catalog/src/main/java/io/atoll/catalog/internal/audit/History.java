package io.atoll.catalog.internal.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.catalog.internal.model.Blueprint;
import io.atoll.catalog.internal.model.CatalogEntity;
import io.atoll.catalog.internal.model.Json;
import io.atoll.catalog.internal.model.Ref;
import io.atoll.catalog.internal.store.Audit;
import io.atoll.catalog.internal.store.Audit.Subject;
import io.atoll.catalog.internal.store.Recorded;
import io.atoll.catalog.internal.store.View;
import org.jspecify.annotations.Nullable;

/** Tells what audits were about: an audit keeps what it replaced, and what it made is found in the next one or in the catalog. */
public final class History {

    private final View view;

    public History(View view) {
        this.view = view;
    }

    /** What the change made; JSON null after a deletion, or if it cannot be told any more. */
    public JsonNode after(Recorded recorded) {
        var subject = recorded.audit().subject();
        if (recorded.audit().action().equals("DELETE")) {
            return NullNode.getInstance();
        }
        return recorded.next().isPresent() ? orNull(recorded.next().get().before()) : current(subject);
    }

    /** What the change replaced; JSON null if something was made. */
    public JsonNode before(Recorded recorded) {
        return orNull(recorded.audit().before());
    }

    /** The audit as the API shows it. */
    public ObjectNode shown(Recorded recorded, String organization) {
        var audit = recorded.audit();
        var shown = Json.object().put("identifier", audit.identifier()).put("action", audit.action());
        shown.put("resourceType", audit.subject().resource()).put("status", "SUCCESS");
        var trigger =
                shown.putObject("trigger").put("at", Json.time(audit.at())).put("origin", audit.origin());
        trigger.putObject("by").put("orgId", organization).put("userId", audit.by());
        shown.set("context", context(audit));
        var diff = shown.putObject("diff");
        diff.set("before", before(recorded));
        diff.set("after", after(recorded));
        shown.putObject("additionalData").put("userAgent", audit.agent());
        shown.put("message", "");
        return shown;
    }

    private static ObjectNode context(Audit audit) {
        var subject = audit.subject();
        var context = Json.object();
        if (!subject.blueprint().isEmpty()) {
            context.put("blueprint", subject.blueprint());
        }
        context.put(subject.resource(), subject.identifier());
        if (audit.run() != null) {
            context.put("runId", audit.run());
        }
        if (audit.webhook() != null) {
            context.put("webhookId", audit.webhook());
        }
        return context;
    }

    private JsonNode current(Subject subject) {
        return switch (subject.resource()) {
            case "entity" ->
                orNull(view.entity(new Ref(subject.blueprint(), subject.identifier()))
                        .map(CatalogEntity::document)
                        .orElse(null));
            case "blueprint" ->
                orNull(view.blueprint(subject.identifier())
                        .map(Blueprint::shown)
                        .orElse(null));
            default -> orNull(view.document(subject.resource(), key(subject)).orElse(null));
        };
    }

    private static String key(Subject subject) {
        return subject.blueprint().isEmpty() ? subject.identifier() : subject.blueprint() + "\n" + subject.identifier();
    }

    private static JsonNode orNull(@Nullable ObjectNode document) {
        return document == null ? NullNode.getInstance() : document;
    }
}
