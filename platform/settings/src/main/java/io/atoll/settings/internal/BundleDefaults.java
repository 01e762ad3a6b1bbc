package io.atoll.settings.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.pipeline.Integrations.Defaults;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;

/** Reads what the bundle of an integration brings for its first installation. */
final class BundleDefaults {

    private static final String FOLDER = ".port/resources/";

    private BundleDefaults() {}

    /**
     * Reads the blueprints and the mapping.
     *
     * @throws IllegalStateException if one of them cannot be read; the message names the file, line and column
     */
    static Defaults of(Bundle bundle) {
        var blueprints = new ArrayList<JsonNode>();
        JsonNode document = read(bundle, "blueprints", List.of(".json", ".yaml", ".yml"));
        if (document != null && document.isArray()) {
            document.forEach(blueprints::add);
        } else if (document != null) {
            blueprints.add(document);
        }
        return new Defaults(blueprints, read(bundle, "port-app-config", List.of(".yaml", ".yml", ".json")));
    }

    private static @Nullable JsonNode read(Bundle bundle, String name, List<String> endings) {
        for (String ending : endings) {
            URL entry = bundle.getEntry(FOLDER + name + ending);
            if (entry != null) {
                return read(bundle.getSymbolicName() + "/" + FOLDER + name + ending, entry);
            }
        }
        return null;
    }

    private static @Nullable JsonNode read(String name, URL entry) {
        try (InputStream in = entry.openStream()) {
            var faults = new Faults();
            Value value = Yaml.read(name, new String(in.readAllBytes(), StandardCharsets.UTF_8), faults);
            JsonNode json = value == null ? null : Json.of(value, faults);
            if (!faults.isEmpty()) {
                throw new IllegalStateException(faults.toString());
            }
            return json;
        } catch (IOException e) {
            throw new IllegalStateException(name + " cannot be read", e);
        }
    }
}
