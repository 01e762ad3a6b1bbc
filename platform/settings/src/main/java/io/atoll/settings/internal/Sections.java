package io.atoll.settings.internal;

import io.atoll.settings.internal.Value.Entry;
import io.atoll.settings.internal.Value.Keys;
import io.atoll.spi.IntegrationId;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.osgi.service.cm.Configuration;

/**
 * What instances say to stages: the key of an instance's file that is the name of a stage holds settings of that stage for this instance
 * alone; those that it does not hold are taken from the file of the stage.
 *
 * <p>They become a factory configuration of {@link Deployed#instancePid}, one for each instance, with {@code atoll.integration} and
 * {@code atoll.instance}.
 */
final class Sections {

    private final Configurations configurations;
    private final Secrets secrets;

    private Map<String, Schema> schemas = Map.of();

    /** The last good content of the files of stages, by stage. */
    private Map<String, Map<String, Object>> defaults = Map.of();

    private Map<String, Map<String, Object>> earlier = Map.of();
    private final Set<String> unknown = new HashSet<>();

    Sections(Configurations configurations, Secrets secrets) {
        this.configurations = configurations;
        this.secrets = secrets;
    }

    /** Begins a reading, with the stages that have settings for each instance; the files of stages come first in it. */
    void begin(Map<String, Schema> stages) {
        schemas = stages;
        earlier = defaults;
        defaults = new HashMap<>();
        unknown.clear();
    }

    boolean has(String stage) {
        return schemas.containsKey(stage);
    }

    /** What stages may be configured with for each instance, by the name of the stage. */
    Map<String, Schema> schemas() {
        return schemas;
    }

    /** What the file of a stage says for all instances, as read last without a fault. */
    Map<String, Object> defaults(String stage) {
        return defaults.getOrDefault(stage, Map.of());
    }

    /** The names of the stages, and others. */
    Set<String> names(Collection<String> others) {
        var names = new TreeSet<>(schemas.keySet());
        names.addAll(others);
        return names;
    }

    /** Takes the file of a stage; a faulty one leaves what was read last. */
    void defaults(String stage, Keys file, Faults faults) {
        Schema schema = schemas.get(stage);
        if (schema == null) {
            return;
        }
        var properties = schema.properties(file, List.of(), secrets, faults);
        Map<String, Object> last = earlier.get(stage);
        if (faults.isEmpty()) {
            defaults.put(stage, properties);
        } else if (last != null) {
            defaults.put(stage, last);
        } else {
            unknown.add(stage);
        }
    }

    /** What the file of an instance says, by stage. */
    Map<String, Map<String, Object>> of(IntegrationId id, Keys file, Faults faults) {
        var all = new TreeMap<String, Map<String, Object>>();
        schemas.forEach((stage, schema) -> {
            Entry entry = file.entries().get(stage);
            if (entry != null && !(entry.value() instanceof Keys)) {
                faults.add(
                        entry.value().place(),
                        stage,
                        "holds keys, each written 'key: value', but here is "
                                + entry.value().description());
                return;
            }
            Keys section =
                    entry != null && entry.value() instanceof Keys keys ? keys : new Keys(file.place(), Map.of());
            var properties = new HashMap<String, Object>();
            properties.putAll(defaults.getOrDefault(stage, Map.of()));
            var inside = new Faults();
            properties.putAll(schema.properties(section, List.of(), secrets, inside));
            faults.addAll(stage, inside);
            properties.put("atoll.integration", id.type());
            properties.put("atoll.instance", id.instance());
            all.put(stage, properties);
        });
        return all;
    }

    /**
     * Brings the configurations of an instance into line.
     *
     * @param good whether its file has no fault; else they stay as they are
     */
    void put(IntegrationId id, String source, Map<String, Map<String, Object>> sections, boolean good)
            throws IOException {
        for (String stage : schemas.keySet()) {
            Configuration configuration = configurations.instance(Deployed.instancePid(stage), id.toString());
            Map<String, Object> properties = sections.get(stage);
            if (good && properties != null && !unknown.contains(stage)) {
                configurations.put(configuration, source, properties);
            } else {
                configurations.keep(configuration);
            }
        }
    }
}
