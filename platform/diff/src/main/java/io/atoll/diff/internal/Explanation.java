package io.atoll.diff.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.model.Entity;
import io.atoll.pipeline.Change.Difference;
import io.atoll.pipeline.Reconciler.Judgement;
import io.atoll.pipeline.Reconciler.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says which fields a step changes, and which contradict an earlier production and are not to be written.
 *
 * @param entity what was produced
 * @param step what happens by it
 * @param hash by which the step names fields
 */
record Explanation(Entity entity, State.Step step, ValueHash hash) {

    /**
     * The judgement.
     *
     * @param held what the catalog holds, by path; {@code null} if no differences are wanted
     */
    Judgement judgement(Verdict verdict, @Nullable ObjectNode held) {
        List<Difference> differences = new ArrayList<>();
        List<String> conflicts = new ArrayList<>();
        List<Field> written = new ArrayList<>();
        for (Field field : Field.of(entity)) {
            long name = Fingerprint.name(field, hash);
            if (step.conflicts(name)) {
                conflicts.add(field.path());
                continue;
            }
            written.add(field);
            if (held != null && step.changes(name)) {
                JsonNode before = held.get(field.path());
                differences.add(
                        new Difference(field.path(), before == null ? NullNode.getInstance() : before, field.value()));
            }
        }
        return new Judgement(verdict, conflicts.isEmpty() ? entity : with(written), differences, conflicts);
    }

    /** The entity with some of its fields only. */
    private Entity with(List<Field> fields) {
        JsonNode title = null;
        JsonNode icon = null;
        JsonNode team = null;
        ObjectNode properties = entity.properties().objectNode();
        ObjectNode relations = entity.relations().objectNode();
        for (Field field : fields) {
            switch (field.part()) {
                case TITLE -> title = field.value();
                case ICON -> icon = field.value();
                case TEAM -> team = field.value();
                case PROPERTY -> properties.set(field.name(), field.value());
                case RELATION -> relations.set(field.name(), field.value());
            }
        }
        return new Entity(entity.blueprint(), entity.identifier(), title, icon, team, properties, relations);
    }
}
