package io.atoll.admin.internal.config;

import static io.atoll.operation.Operation.delete;
import static io.atoll.operation.Operation.get;
import static io.atoll.operation.Operation.post;
import static io.atoll.operation.Operation.put;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.admin.internal.config.Running.Named;
import io.atoll.admin.internal.integrations.ConnectionChecks;
import io.atoll.admin.internal.integrations.ConnectionChecks.Step;
import io.atoll.operation.Caller;
import io.atoll.operation.Help;
import io.atoll.operation.Operation;
import io.atoll.operation.OperationGroup;
import io.atoll.operation.Refused;
import io.atoll.operation.Role;
import io.atoll.operation.Secret;
import io.atoll.pipeline.ConfigurationFiles;
import io.atoll.pipeline.ConfigurationFiles.Document;
import io.atoll.pipeline.ConfigurationFiles.Edit;
import io.atoll.pipeline.ConfigurationFiles.Rehearsal;
import io.atoll.pipeline.ConfigurationFiles.Rejected;
import io.atoll.pipeline.ConfigurationFiles.Schema;
import io.atoll.pipeline.ConfigurationFiles.Written;
import io.atoll.pipeline.Integrations;
import io.atoll.spi.ConnectionCheck.Outcome;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Looking at one configuration, checking a change of it, and making it in its file. */
@Component
public final class ConfigChanges implements OperationGroup {

    static final String VALUES = "by key: what it is to be; null takes the key out, and keys that are not named stay;"
            + " a secret is env:NAME, file:/path or the value, and stays if it is sent as "
            + ConfigurationFiles.MASK;

    private final ConfigurationFiles files;
    private final Running running;
    private final Names names;
    private final ConnectionChecks checks;

    /** Changes these files. */
    @Activate
    public ConfigChanges(
            @Reference ConfigurationFiles files,
            @Reference ConfigurationAdmin admin,
            @Reference Integrations integrations,
            @Reference ConnectionChecks checks) {
        this.files = files;
        this.running = new Running(admin);
        this.names = new Names(files, integrations);
        this.checks = checks;
    }

    @Override
    public List<Operation<?, ?>> operations() {
        return List.of(
                get("config show", "/config/{name}")
                        .role(Role.VIEWER)
                        .summary("Shows a configuration, as its file has it and as it is in force, with secrets masked")
                        .takes(One.class)
                        .answers(ConfigView.class)
                        .by((caller, one) -> show(one.name())),
                put("config set", "/config/{name}")
                        .role(Role.INTEGRATOR)
                        .summary(
                                "Changes the file of an integration or, for an administrator, of a stage; or makes that of a new instance")
                        .takes(Change.class)
                        .answers(Saved.class)
                        .changing((caller, change) -> show(change.name()))
                        .by(this::set),
                post("config check", "/config/{name}/check")
                        .role(Role.INTEGRATOR)
                        .summary(
                                "Finds out what would be wrong with a change of a configuration, and whether the integration could then connect")
                        .harmless()
                        .takes(Trial.class)
                        .answers(Checked.class)
                        .by(this::check),
                delete("config remove", "/config/{name}")
                        .role(Role.INTEGRATOR)
                        .summary(
                                "Deletes the file of an instance or, for an administrator, of a stage; it is then not in force any more")
                        .takes(One.class)
                        .answers(Removed.class)
                        .changing((caller, one) -> show(one.name()))
                        .by((caller, one) -> remove(caller, one.name())));
    }

    private ConfigView show(String written) throws Refused {
        String name = names.find(written);
        Optional<Document> file = files.find(name);
        Optional<Named> inForce = running.find(name);
        if (file.isEmpty() && inForce.isEmpty()) {
            throw Refused.unknown("name", "'" + name + "' is not configured");
        }
        return ConfigView.of(name, file, inForce);
    }

    private static Edit edit(Caller caller, ObjectNode values) {
        return new Edit(values, caller.role().includes(Role.ADMIN));
    }

    private Saved set(Caller caller, Change change) throws Refused {
        String name = names.findToChange(caller, change.name());
        if (Boolean.TRUE.equals(change.create()) && files.find(name).isPresent()) {
            throw Refused.conflict("'" + name + "' is there already; give the new instance another name");
        }
        try {
            Written written = files.set(name, edit(caller, change.values()));
            return new Saved(name, written.file(), written.commentsKept());
        } catch (Rejected rejected) {
            throw Names.refused(rejected);
        }
    }

    private Removed remove(Caller caller, String written) throws Refused {
        String name = names.findToChange(caller, written);
        try {
            return new Removed(name, files.remove(name));
        } catch (Rejected rejected) {
            throw Names.refused(rejected);
        }
    }

    private Checked check(Caller caller, Trial trial) throws Refused, InterruptedException {
        String name = names.findToChange(caller, trial.name());
        Edit edit = edit(caller, trial.values());
        try {
            List<FaultView> faults = files.check(name, edit).stream()
                    .map(fault -> new FaultView(fault.key(), fault.message()))
                    .toList();
            if (!Boolean.TRUE.equals(trial.connect())) {
                return new Checked(faults.isEmpty(), faults, List.of(), "only the values were looked at");
            }
            return faults.isEmpty()
                    ? connected(name, edit)
                    : new Checked(false, faults, List.of(), "no connection was tried, as values are wrong");
        } catch (Rejected rejected) {
            throw Names.refused(rejected);
        }
    }

    private Checked connected(String name, Edit edit) throws Rejected, InterruptedException {
        if (!files.schema(name).map(Schema::checkable).orElse(false)) {
            return new Checked(
                    true, List.of(), List.of(), "it brings no check of its connection; only the values were looked at");
        }
        try (Rehearsal rehearsal = files.rehearse(name, edit)) {
            Optional<List<Step>> steps = checks.runSoon(rehearsal.id());
            return steps.map(taken -> new Checked(
                            taken.stream().noneMatch(step -> step.outcome() == Outcome.FAILED), List.of(), taken, ""))
                    .orElseGet(() -> new Checked(
                            true,
                            List.of(),
                            List.of(),
                            "the values are right; whether it can connect is only known when they are saved, because its check"
                                    + " needs what only a configured instance has"));
        }
    }

    record One(@Help(Names.HELP) String name) {}

    record Change(
            @Help(Names.HELP + "; type~instance may be new") String name,

            @Help(VALUES) @Secret ObjectNode values,
            @Help("whether it must be a new one") @Nullable Boolean create) {}

    record Trial(
            @Help(Names.HELP + "; type~instance may be new") String name,

            @Help(VALUES) @Secret ObjectNode values,

            @Help("whether a connection is to be tried with these values, too") @Nullable
            Boolean connect) {}

    /** A file that was written. */
    record Saved(
            @Help("the name of the stage, or type~instance") String name,
            @Help("the file that was written") String file,

            @Help("whether all comments are still in it; else the file was written anew")
            boolean commentsKept) {}

    /** A file that was deleted. */
    record Removed(
            @Help("the name of the stage, or type~instance") String name,
            @Help("the file that was deleted") String file) {}

    /** What a check found. */
    record Checked(
            @Help("whether nothing is wrong") boolean passed,
            @Help("what is wrong with values") List<FaultView> faults,

            @Help("what was tried to connect, in its order") List<Step> steps,

            @Help("what was not checked, and why; else empty")
            String note) {}

    /** What is wrong with a value. */
    record FaultView(
            @Help("under which it stands; empty for the whole")
            String key,

            @Help("what is wrong, and what to do") String message) {}
}
