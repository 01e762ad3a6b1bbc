package io.atoll.admin.internal.config;

import io.atoll.operation.Refused;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/**
 * The platform's configurations that are in force.
 *
 * @param admin that keeps them
 */
record Running(ConfigurationAdmin admin) {

    private static final String OURS = "io.atoll.";

    /** All of them, by name. */
    List<Named> all() throws Refused {
        try {
            Configuration @Nullable [] found = admin.listConfigurations("(service.pid=" + OURS + "*)");
            return found == null
                    ? List.of()
                    : Arrays.stream(found)
                            .map(Named::of)
                            .sorted(Comparator.comparing(Named::name))
                            .toList();
        } catch (IOException e) {
            throw Refused.unavailable("configurations cannot be read: " + e);
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException("the filter is one", e);
        }
    }

    /** One of them. */
    Optional<Named> find(String name) throws Refused {
        return all().stream().filter(each -> each.name().equals(name)).findFirst();
    }

    /**
     * A configuration by the name of its file.
     *
     * @param name the stage, or {@code type~instance}
     * @param pid its persistent id
     * @param values what is set
     */
    record Named(String name, String pid, Map<String, Object> values) {

        static Named of(Configuration configuration) {
            Map<String, Object> values = new TreeMap<>();
            var properties = configuration.getProperties();
            if (properties != null) {
                properties.keys().asIterator().forEachRemaining(key -> values.put(key, properties.get(key)));
            }
            String pid = configuration.getPid();
            return new Named(pid.substring(OURS.length()), pid, values);
        }

        /** The values are not shown: they may be secrets. */
        @Override
        public String toString() {
            return pid;
        }
    }
}
