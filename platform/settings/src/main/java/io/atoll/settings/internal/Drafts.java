package io.atoll.settings.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.model.Spelling;
import io.atoll.pipeline.ConfigurationFiles.Edit;
import io.atoll.pipeline.ConfigurationFiles.Rejected;
import io.atoll.pipeline.ConfigurationFiles.Why;
import io.atoll.pipeline.Integrations.Integration;
import io.atoll.settings.internal.Target.Instance;
import io.atoll.settings.internal.Value.Keys;
import io.atoll.settings.internal.Value.Scalar;
import io.atoll.settings.internal.Value.Sequence;
import io.atoll.spi.IntegrationId;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Files as they would be after a change, checked as files are. Used under the lock of {@link FileSettings}. */
final class Drafts {

    /** The longest name of a configuration. */
    private static final int LONGEST = 150;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Folder folder;
    private final Deployed deployed;
    private final Reading reading;
    private final Secrets secrets;

    Drafts(Folder folder, Deployed deployed, Reading reading, Secrets secrets) {
        this.folder = folder;
        this.deployed = deployed;
        this.reading = reading;
        this.secrets = secrets;
    }

    /**
     * A file as it would be.
     *
     * @param keys what it would say
     * @param faults what would be wrong with it
     */
    record Draft(Target target, String text, Keys keys, boolean commentsKept, Faults faults) {}

    /** The stages that have a file, by name. */
    Map<String, Schema> stages() {
        var stages = new TreeMap<>(deployed.stages());
        stages.putAll(reading.sections().schemas());
        return stages;
    }

    /**
     * What a name means.
     *
     * @throws Rejected if there cannot be a file of this name
     */
    Target target(String name) throws Rejected {
        if (name.length() > LONGEST) {
            throw new Rejected(Why.UNKNOWN, "a name has " + LONGEST + " characters at most");
        }
        return name.indexOf('~') < 0 ? stage(name) : instance(name);
    }

    private Target stage(String name) throws Rejected {
        Map<String, Schema> stages = stages();
        Schema schema = stages.get(name);
        if (schema == null) {
            throw new Rejected(
                    Why.UNKNOWN,
                    "there is no stage '" + name + "'" + Spelling.hint(name, stages.keySet())
                            + "; an instance is named type~instance");
        }
        return new Target(folder.file(name), schema, Optional.empty());
    }

    private Target instance(String name) throws Rejected {
        IntegrationId id;
        try {
            id = IntegrationId.parse(name);
        } catch (IllegalArgumentException e) {
            throw new Rejected(Why.UNKNOWN, String.valueOf(e.getMessage()));
        }
        Offer offer = deployed.offers().get(id.type());
        if (offer == null) {
            throw new Rejected(
                    Why.UNKNOWN,
                    "no integration of type '" + id.type() + "' is deployed"
                            + Spelling.hint(id.type(), deployed.offers().keySet()));
        }
        Path file = folder.file(name);
        for (Integration integration : reading.integrations()) {
            if (integration.id().equals(id) && !integration.source().equals(folder.name(file))) {
                throw new Rejected(
                        Why.CONFLICT, id + " is configured by " + integration.source() + "; change it there");
            }
        }
        if (folder.oceanAlone()) {
            throw new Rejected(Why.CONFLICT, "the platform runs an Ocean installation alone; change that");
        }
        Schema schema = deployed.present(offer)
                .orElseThrow(() -> new Rejected(
                        Why.CONFLICT,
                        "the bundle of " + id.type()
                                + (offer.live() ? " does not say what can be configured" : " has just left")));
        return new Target(file, schema, Optional.of(new Instance(id, offer)));
    }

    /** How people see the file of a target. */
    Masks masks(Target target) {
        return new Masks(
                target.schema().attributes(),
                target.instance().isPresent() ? reading.sections().schemas() : Map.of());
    }

    /**
     * The file of a target after a change.
     *
     * @throws Rejected if the file must be mended by hand first, or the change needs a right that is not given
     */
    Draft draft(Target target, Edit edit) throws Rejected {
        String label = folder.name(target.file());
        Optional<Folder.Content> present = Folder.now(target.file());
        String text = "";
        Keys before = new Keys(Place.whole(label), Map.of());
        if (present.isPresent()) {
            var faults = new Faults();
            before = InstanceFile.keys(label, present.get(), faults);
            if (!faults.isEmpty()) {
                throw new Rejected(Why.CONFLICT, "this file must be mended by hand first: " + faults);
            }
            text = String.valueOf(present.get().text());
        }
        ObjectNode change = Masks.without(edit.values(), masks(target).shown(before));
        Keys changed = Json.keys(change, Place.whole(label));
        if (!edit.references()) {
            requireNothingElsewhere(target, before, changed);
        }
        var edited = target.file().toString().endsWith(".json")
                ? json(before.with(changed))
                : YamlText.edit(text, before, changed);
        var faults = new Faults();
        Keys after = InstanceFile.keys(label, new Folder.Content(Folder.Stamp.ABSENT, edited.text(), ""), faults);
        review(target, after, faults);
        return new Draft(target, edited.text(), after, edited.commentsKept(), faults);
    }

    private static YamlText.Edited json(Keys keys) {
        try {
            JsonNode document = Json.of(keys, new Faults());
            return new YamlText.Edited(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(document) + "\n", true);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("JSON can be written", e);
        }
    }

    private void review(Target target, Keys keys, Faults faults) {
        if (target.instance().isEmpty()) {
            target.schema().properties(keys, List.of(), secrets, faults);
            return;
        }
        Instance instance = target.instance().get();
        InstanceFile content = InstanceFile.of(keys, target.file(), folder, faults);
        reading.sections().of(instance.id(), keys, faults);
        reading.properties(instance.id(), instance.offer(), content, faults);
    }

    /** What names something elsewhere may show it to whoever may set where it is sent. */
    private void requireNothingElsewhere(Target target, Keys before, Keys changed) throws Rejected {
        var known = new HashSet<String>();
        references(target.schema(), before, known);
        for (Map.Entry<String, Schema> section : reading.sections().schemas().entrySet()) {
            if (value(before, section.getKey()) instanceof Keys inside) {
                references(section.getValue(), inside, known);
            }
        }
        var named = new HashSet<String>();
        references(target.schema(), changed, named);
        for (Map.Entry<String, Schema> section : reading.sections().schemas().entrySet()) {
            if (value(changed, section.getKey()) instanceof Keys inside) {
                references(section.getValue(), inside, named);
            }
        }
        if (target.instance().isPresent()
                && value(changed, InstanceFile.MAPPING) instanceof Scalar path
                && path.form() == Value.Form.TEXT) {
            named.add("mapping " + path.text());
        }
        named.removeAll(known);
        if (!named.isEmpty()) {
            throw new Rejected(
                    Why.REFERENCE,
                    "only an administrator may name what is kept elsewhere (" + String.join(", ", named)
                            + "): it would be sent to wherever this configuration says");
        }
    }

    private static @Nullable Value value(Keys keys, String key) {
        var entry = keys.entries().get(key);
        return entry == null ? null : entry.value();
    }

    private static void references(Schema schema, Keys keys, Set<String> found) {
        keys.entries().forEach((key, entry) -> {
            Attribute attribute = schema.attributes().get(key);
            if (attribute != null && attribute.secret()) {
                List<Value> values =
                        entry.value() instanceof Sequence sequence ? sequence.values() : List.of(entry.value());
                for (Value value : values) {
                    if (value instanceof Scalar scalar && Secrets.reference(scalar.text())) {
                        found.add(key + ": " + scalar.text());
                    }
                }
            }
        });
    }
}
