package io.atoll.admin.internal.config;

import static io.atoll.operation.Operation.get;

import io.atoll.admin.internal.config.Running.Named;
import io.atoll.admin.internal.operation.Paging;
import io.atoll.operation.Help;
import io.atoll.operation.Operation;
import io.atoll.operation.OperationGroup;
import io.atoll.operation.Role;
import io.atoll.operation.Slice;
import io.atoll.pipeline.Integrations;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What is configured, without its secrets, and what is wrong with files. */
@Component
public final class ConfigOperations implements OperationGroup {

    private final Running running;
    private final Integrations integrations;

    /** Shows these. */
    @Activate
    public ConfigOperations(@Reference ConfigurationAdmin admin, @Reference Integrations integrations) {
        this.running = new Running(admin);
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
                                Paging.of(part.limit(), part.cursor()).of(running.all()), ConfigSummary::of)),
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

    record Part(
            @Help(Paging.LIMIT) @Nullable Integer limit,
            @Help(Paging.CURSOR) @Nullable String cursor) {}

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

    /** What is wrong with a file. */
    record FileProblem(
            @Help("its path") String file,
            @Help("one line for each fault, with its place") String problem) {}
}
