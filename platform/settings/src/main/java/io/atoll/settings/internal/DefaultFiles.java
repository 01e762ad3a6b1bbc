package io.atoll.settings.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.pipeline.Integrations.Defaults;
import io.atoll.pipeline.Integrations.Scorecards;
import io.atoll.settings.internal.Value.Entry;
import io.atoll.settings.internal.Value.Form;
import io.atoll.settings.internal.Value.Keys;
import io.atoll.settings.internal.Value.Scalar;
import io.atoll.settings.internal.Value.Sequence;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The files with what an integration brings for its first installation, in Ocean's layout: {@code blueprints}, {@code actions}, {@code
 * scorecards}, {@code pages} and {@code port-app-config}, each as {@code .json}, {@code .yaml} or {@code .yml}. Others are passed over.
 */
final class DefaultFiles {

    private static final List<String> ENDINGS = List.of(".json", ".yaml", ".yml");
    private static final List<String> STEMS =
            List.of("blueprints", "actions", "scorecards", "pages", "port-app-config");

    private final Map<String, String> names = new TreeMap<>();
    private final Map<String, Text> texts = new TreeMap<>();
    private final Faults faults;

    /**
     * Takes what is wrong with the files.
     *
     * @param faults where that goes
     */
    DefaultFiles(Faults faults) {
        this.faults = faults;
    }

    /** The content of a file. */
    interface Text {
        byte[] bytes() throws IOException;
    }

    /**
     * Takes a file of the folder.
     *
     * @param folder what people call the folder, with a last {@code /}
     * @param name of the file
     */
    void add(String folder, String name, Text text) {
        int dot = name.indexOf('.');
        String stem = dot < 0 ? name : name.substring(0, dot);
        if (!STEMS.contains(stem)) {
            return;
        }
        String other = names.get(stem);
        if (!ENDINGS.contains(name.substring(stem.length()))) {
            faults.add(
                    Place.whole(folder + name), "is none of " + String.join(", ", ENDINGS) + "; rename or convert it");
        } else if (other != null) {
            faults.add(Place.whole(folder + name), "says the same as " + other + "; remove one of them");
        } else {
            names.put(stem, folder + name);
            texts.put(stem, text);
        }
    }

    /** Whether there are none. */
    boolean isEmpty() {
        return names.isEmpty();
    }

    /** Reads them; what is faulty is left out. */
    Defaults read() {
        return new Defaults(
                documents("blueprints", true),
                documents("actions", false),
                scorecards(),
                documents("pages", false),
                mapping());
    }

    private @Nullable JsonNode mapping() {
        Value value = value("port-app-config");
        if (value instanceof Keys keys) {
            return Json.of(keys, faults);
        }
        refuse(value, "a mapping, which begins with the key 'resources'");
        return null;
    }

    private List<JsonNode> documents(String stem, boolean named) {
        Value value = value(stem);
        var documents = new ArrayList<JsonNode>();
        for (Value each : list(value)) {
            if (each instanceof Keys keys && (!named || text(keys, "identifier") != null)) {
                documents.add(Json.of(keys, faults));
            } else {
                refuse(each, named ? "an object with a text 'identifier'" : "an object");
            }
        }
        return documents;
    }

    private List<Scorecards> scorecards() {
        var all = new ArrayList<Scorecards>();
        for (Value each : list(value("scorecards"))) {
            String blueprint = each instanceof Keys keys ? text(keys, "blueprint") : null;
            Entry data = each instanceof Keys keys ? keys.entries().get("data") : null;
            if (blueprint != null && data != null && data.value() instanceof Sequence documents) {
                var cards = documents.values().stream().map(card -> Json.of(card, faults));
                all.add(new Scorecards(blueprint, cards.toList()));
            } else {
                refuse(each, "an object with a text 'blueprint' and a list 'data'");
            }
        }
        return all;
    }

    /** A document that stands alone counts as a list of one. */
    private List<Value> list(@Nullable Value value) {
        return switch (value) {
            case null -> List.of();
            case Sequence sequence -> sequence.values();
            case Keys single -> List.of(single);
            case Scalar other -> {
                refuse(other, "a list");
                yield List.of();
            }
        };
    }

    private void refuse(@Nullable Value value, String wanted) {
        if (value != null && !(value instanceof Scalar scalar && scalar.form() == Form.NULL)) {
            faults.add(value.place(), "is " + wanted + ", but here is " + value.description());
        }
    }

    private static @Nullable String text(Keys keys, String key) {
        Entry entry = keys.entries().get(key);
        return entry != null && entry.value() instanceof Scalar scalar && scalar.form() == Form.TEXT
                ? scalar.text()
                : null;
    }

    private @Nullable Value value(String stem) {
        String name = names.get(stem);
        Text text = texts.get(stem);
        if (name == null || text == null) {
            return null;
        }
        try {
            return Yaml.read(name, new String(text.bytes(), StandardCharsets.UTF_8), faults);
        } catch (IOException e) {
            faults.add(Place.whole(name), "cannot be read (" + e.getClass().getSimpleName() + ")");
            return null;
        }
    }
}
