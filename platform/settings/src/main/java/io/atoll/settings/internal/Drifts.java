package io.atoll.settings.internal;

import io.atoll.pipeline.ConfigurationFiles;
import io.atoll.pipeline.ConfigurationFiles.Difference;
import io.atoll.pipeline.ConfigurationFiles.Drift;
import io.atoll.pipeline.ConfigurationFiles.Way;
import io.atoll.settings.internal.Configurations.Wanted;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Compares what files ask for with what is in force. */
final class Drifts {

    private static final String OURS = "io.atoll.";
    private static final Set<String> FRAME =
            Set.of(Configurations.SOURCE, "atoll.integration", "atoll.instance", "felix.fileinstall.filename");

    private Drifts() {}

    /**
     * Where they differ.
     *
     * @param problems what is wrong with files, by file
     * @param wanted what files ask for, by persistent id
     * @param running what is in force, by persistent id
     * @param factories the factory PIDs of integrations
     */
    static List<Drift> of(
            Map<String, String> problems,
            Map<String, Wanted> wanted,
            Map<String, Map<String, Object>> running,
            Set<String> factories) {
        var drifts = new ArrayList<Drift>();
        problems.forEach((file, problem) -> drifts.add(new Drift(
                name(file),
                file,
                Way.REFUSED,
                "the file is refused, and what was good last stays in force:\n" + problem,
                List.of())));
        wanted.forEach((pid, asked) -> {
            if (!asked.equals(Wanted.AS_IT_IS)) {
                changed(pid, asked, running.get(pid)).ifPresent(drifts::add);
            }
        });
        running.forEach((pid, properties) -> {
            if (!wanted.containsKey(pid) && ours(pid, properties, factories)) {
                drifts.add(new Drift(
                        name(pid, properties),
                        "",
                        Way.UNFILED,
                        "it is in force, and no file asks for it: 'config export' writes what a file would have to say; "
                                + "or delete it where it was made",
                        differences(Map.of(), properties)));
            }
        });
        drifts.sort(Comparator.comparing(Drift::name).thenComparing(Drift::file));
        return drifts;
    }

    private static boolean ours(String pid, Map<String, Object> properties, Set<String> factories) {
        return pid.startsWith(OURS) || factories.contains(String.valueOf(properties.get("service.factoryPid")));
    }

    private static Optional<Drift> changed(String pid, Wanted asked, @Nullable Map<String, Object> properties) {
        if (properties == null) {
            return Optional.of(new Drift(
                    name(pid, asked.properties()),
                    asked.source(),
                    Way.GONE,
                    "what this file configures was deleted by other means; the next change of a file brings it back",
                    List.of()));
        }
        List<Difference> differences = differences(asked.properties(), properties);
        return differences.isEmpty()
                ? Optional.empty()
                : Optional.of(new Drift(
                        name(pid, asked.properties()),
                        asked.source(),
                        Way.CHANGED,
                        "what is in force was changed by other means than this file; the next change of a file puts it back:"
                                + " write it into the file to keep it",
                        differences));
    }

    private static List<Difference> differences(Map<String, Object> file, Map<String, Object> running) {
        var keys = new TreeSet<>(file.keySet());
        keys.addAll(running.keySet());
        return keys.stream()
                .filter(key -> !FRAME.contains(key) && !key.startsWith("service.") && !key.startsWith(":"))
                .filter(key -> !Objects.deepEquals(file.get(key), running.get(key)))
                .map(key -> new Difference(
                        key.startsWith(".") ? key.substring(1) : key,
                        shown(key, file.get(key)),
                        shown(key, running.get(key))))
                .toList();
    }

    private static Optional<String> shown(String key, @Nullable Object value) {
        if (value == null) {
            return Optional.empty();
        }
        if (key.startsWith(".")) {
            return Optional.of(ConfigurationFiles.MASK);
        }
        return Optional.of(value instanceof Object[] values ? Arrays.toString(values) : value.toString());
    }

    /** The name of the configuration in a file. */
    private static String name(String file) {
        String name = file.substring(file.lastIndexOf('/') + 1);
        int ending = name.lastIndexOf('.');
        return ending < 0 ? name : name.substring(0, ending);
    }

    private static String name(String pid, Map<String, Object> properties) {
        @Nullable Object type = properties.get("atoll.integration");
        @Nullable Object instance = properties.get("atoll.instance");
        if (type != null && instance != null) {
            return type + "~" + instance;
        }
        return pid.startsWith(OURS) ? pid.substring(OURS.length()) : pid;
    }
}
