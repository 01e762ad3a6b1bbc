package io.atoll.settings.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.atoll.pipeline.Integrations.Terms;
import io.atoll.settings.internal.Value.Entry;
import io.atoll.settings.internal.Value.Form;
import io.atoll.settings.internal.Value.Keys;
import io.atoll.settings.internal.Value.Scalar;
import io.atoll.settings.internal.Value.Sequence;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the file of one instance says to the platform; the other keys are the integration's.
 *
 * @param keys all keys of the file
 * @param enabled whether the instance is to run at all
 * @param resyncOnStart whether a run is wanted when the instance becomes ready for the first time
 * @param mapping the mapping in the file, or in the file that it names; {@code null} if it names none
 * @param terms on which the instance works with the catalog
 */
record InstanceFile(
        Keys keys,
        boolean enabled,
        boolean resyncOnStart,
        @Nullable JsonNode mapping,
        Terms terms) {

    static final String ENABLED = "enabled";
    static final String RESYNC_ON_START = "resyncOnStart";
    static final String MAPPING = "mapping";

    /** The keys of the platform. */
    static final Set<String> RESERVED = Set.of(ENABLED, RESYNC_ON_START, MAPPING);

    /** Reads a file, and the mapping file that it names; whatever is wrong becomes a fault. */
    static InstanceFile read(Path file, Folder folder, Faults faults) {
        return of(keys(folder.name(file), folder.content(file), faults), file, folder, faults);
    }

    /** The same of keys that stand in a file, or are to stand there. */
    static InstanceFile of(Keys keys, Path file, Folder folder, Faults faults) {
        return new InstanceFile(
                keys,
                truth(ENABLED, keys, faults),
                truth(RESYNC_ON_START, keys, faults),
                mapping(keys.entries().get(MAPPING), file, folder, faults),
                Terms.USUAL);
    }

    /** The same without one of its keys. */
    InstanceFile without(String key) {
        var entries = new LinkedHashMap<>(keys.entries());
        entries.remove(key);
        return new InstanceFile(new Keys(keys.place(), entries), enabled, resyncOnStart, mapping, terms);
    }

    /** The keys of a document that is nothing else; no keys if it is empty or faulty. */
    static Keys keys(String name, Folder.Content content, Faults faults) {
        Value document = document(name, content, faults);
        if (document instanceof Keys keys) {
            return keys;
        }
        if (document != null && !(document instanceof Scalar scalar && scalar.form() == Form.NULL)) {
            faults.add(
                    document.place(), "holds keys, each written 'key: value', but here is " + document.description());
        }
        return new Keys(Place.whole(name), Map.of());
    }

    private static @Nullable Value document(String name, Folder.Content content, Faults faults) {
        String text = content.text();
        if (text == null) {
            faults.add(Place.whole(name), content.problem());
            return null;
        }
        return Yaml.read(name, text, faults);
    }

    private static boolean truth(String key, Keys keys, Faults faults) {
        Entry entry = keys.entries().get(key);
        if (entry == null) {
            return true;
        }
        if (entry.value() instanceof Scalar scalar && scalar.form() == Form.BOOLEAN) {
            return Boolean.parseBoolean(scalar.text());
        }
        faults.add(
                entry.value().place(),
                key,
                "is true or false, but here is " + entry.value().description());
        return true;
    }

    private static @Nullable JsonNode mapping(@Nullable Entry entry, Path file, Folder folder, Faults faults) {
        if (entry == null) {
            return null;
        }
        return switch (entry.value()) {
            case Keys inline -> Json.of(inline, faults);
            case Scalar scalar ->
                scalar.form() == Form.TEXT ? mappingFile(scalar, file, folder, faults) : refused(scalar, faults);
            case Sequence other -> refused(other, faults);
        };
    }

    private static JsonNode refused(Value value, Faults faults) {
        faults.add(
                value.place(),
                MAPPING,
                "is a mapping, or the path of a file that holds one, but here is " + value.description());
        return JsonNodeFactory.instance.nullNode();
    }

    private static JsonNode mappingFile(Scalar path, Path file, Folder folder, Faults faults) {
        Path other;
        try {
            other = file.resolveSibling(path.text()).normalize();
        } catch (InvalidPathException e) {
            faults.add(path.place(), MAPPING, "names '" + path.text() + "', which is not a path");
            return JsonNodeFactory.instance.nullNode();
        }
        Folder.Content content = folder.referredContent(other);
        String name = folder.name(other);
        if (content.text() == null) {
            faults.add(path.place(), MAPPING, "names the mapping file " + name + ": " + content.problem());
            return JsonNodeFactory.instance.nullNode();
        }
        return Json.of(keys(name, content, faults), faults);
    }
}
