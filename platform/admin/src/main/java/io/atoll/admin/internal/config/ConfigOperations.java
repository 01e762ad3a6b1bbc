package io.atoll.admin.internal.config;

import static io.atoll.operation.Operation.get;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.admin.internal.operation.InstanceNames;
import io.atoll.admin.internal.operation.Paging;
import io.atoll.operation.Help;
import io.atoll.operation.Operation;
import io.atoll.operation.OperationGroup;
import io.atoll.operation.Refused;
import io.atoll.operation.Role;
import io.atoll.operation.Slice;
import io.atoll.pipeline.Integrations;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What is configured, without its secrets, and what is wrong with files. */
@Component
public final class ConfigOperations implements OperationGroup {

    private static final String OURS = "io.atoll.";

    private final ConfigurationAdmin admin;
    private final Integrations integrations;

    /** Shows these. */
    @Activate
    public ConfigOperations(@Reference ConfigurationAdmin admin, @Reference Integrations integrations) {
        this.admin = admin;
        this.integrations = integrations;
    }

    @Override
    public List<Operation<?, ?>> operations() {
        return List.of(
                get("config", "/config")
                        .role(Role.VIEWER)
                        .summary("Lists the configurations of stages and integrations")
                        .takes(Part.class)
                        .lists(ConfigSummary.class)
                        .by((caller, part) -> Paging.map(
                                Paging.of(part.limit(), part.cursor()).of(all()), ConfigSummary::of)),
                get("config show", "/config/{name}")
                        .role(Role.VIEWER)
                        .summary("Shows what is set in a configuration, with secrets masked")
                        .takes(One.class)
                        .answers(ConfigView.class)
                        .by((caller, one) -> ConfigView.of(find(one.name()))),
                get("config problems", "/config-problems")
                        .role(Role.VIEWER)
                        .summary("Lists what is wrong with files of configuration, with line and key")
                        .takes(Part.class)
                        .lists(FileProblem.class)
                        .by((caller, part) -> problems(Paging.of(part.limit(), part.cursor()))));
    }

    private Slice<FileProblem> problems(Paging paging) {
        List<FileProblem> problems = new ArrayList<>();
        new TreeMap<>(integrations.problems()).forEach((file, text) -> problems.add(new FileProblem(file, text)));
        return paging.of(problems);
    }

    private List<Named> all() throws Refused {
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

    /** A stage by its name; an integration as its other operations have it. */
    private Named find(String written) throws Refused {
        List<Named> all = all();
        for (Named each : all) {
            if (each.name().equals(written)) {
                return each;
            }
        }
        String instance = InstanceNames.of(integrations).find(written).toString();
        return all.stream()
                .filter(each -> each.name().equals(instance))
                .findFirst()
                .orElseThrow(() -> Refused.unknown(
                        "name", "'" + instance + "' is not configured now: see 'integration " + instance + "'"));
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

        @Override
        public String toString() {
            return pid;
        }
    }

    record Part(
            @Help(Paging.LIMIT) @Nullable Integer limit,
            @Help(Paging.CURSOR) @Nullable String cursor) {}

    record One(
            @Help("the name of a stage, or " + InstanceNames.HELP)
            String name) {}

    /** A configuration in short. */
    record ConfigSummary(
            @Help("the name of the stage, or type~instance") String name,
            @Help("its persistent id in the container") String pid,
            @Help("which keys are set") List<String> keys) {

        static ConfigSummary of(Named named) {
            return new ConfigSummary(
                    named.name(),
                    named.pid(),
                    List.copyOf(Settings.of(named.values()).keySet()));
        }
    }

    /** A configuration. */
    record ConfigView(
            @Help("the name of the stage, or type~instance") String name,
            @Help("its persistent id in the container") String pid,
            @Help("by key; secrets are masked") Map<String, JsonNode> values) {

        static ConfigView of(Named named) {
            return new ConfigView(named.name(), named.pid(), Settings.of(named.values()));
        }
    }

    /** What is wrong with a file. */
    record FileProblem(
            @Help("its path") String file,
            @Help("one line for each fault, with its place") String problem) {}
}
