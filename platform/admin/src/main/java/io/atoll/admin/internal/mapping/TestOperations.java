package io.atoll.admin.internal.mapping;

import static io.atoll.operation.Operation.post;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.admin.internal.operation.InstanceNames;
import io.atoll.model.Mapping;
import io.atoll.operation.Help;
import io.atoll.operation.Operation;
import io.atoll.operation.OperationGroup;
import io.atoll.operation.Refused;
import io.atoll.operation.Role;
import io.atoll.pipeline.Catalog;
import io.atoll.pipeline.Integrations;
import io.atoll.pipeline.Mapper;
import io.atoll.pipeline.MappingTests;
import io.atoll.pipeline.MappingTests.Result;
import io.atoll.pipeline.MappingTests.Unsaved;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The saved mapping tests of an instance. */
@Component
public final class TestOperations implements OperationGroup {

    private final MappingTests tests;
    private final Mapper mapper;
    private final Integrations integrations;
    private final MappingInForce inForce;

    /** Runs these tests. */
    @Activate
    public TestOperations(
            @Reference MappingTests tests,
            @Reference Mapper mapper,
            @Reference Integrations integrations,
            @Reference Catalog catalog) {
        this.tests = tests;
        this.mapper = mapper;
        this.integrations = integrations;
        this.inForce = new MappingInForce(integrations, catalog);
    }

    @Override
    public List<Operation<?, ?>> operations() {
        return List.of(
                post("mapping test", "/integrations/{integration}/mapping/test")
                        .role(Role.INTEGRATOR)
                        .summary("Runs the saved mapping tests of an integration against a mapping")
                        .harmless()
                        .takes(Trial.class)
                        .answers(Outcome.class)
                        .by((caller, trial) -> run(trial)),
                post("mapping keep", "/integrations/{integration}/mapping/tests")
                        .role(Role.INTEGRATOR)
                        .summary("Saves a record as a mapping test that expects what the mapping makes of it now")
                        .takes(Sample.class)
                        .answers(Saved.class)
                        .by((caller, sample) -> save(sample)));
    }

    private Outcome run(Trial trial) throws Refused, InterruptedException {
        var id = InstanceNames.of(integrations).find(trial.integration());
        return Outcome.of(tests.run(id, mapping(trial.integration(), trial.mapping())));
    }

    private Saved save(Sample sample) throws Refused, InterruptedException {
        var id = InstanceNames.of(integrations).find(sample.integration());
        try {
            return new Saved(tests.save(
                    id,
                    sample.name(),
                    mapping(sample.integration(), sample.mapping()),
                    sample.resource(),
                    sample.record()));
        } catch (Unsaved e) {
            throw Refused.conflict(e.getMessage());
        }
    }

    private Mapping mapping(String integration, @Nullable JsonNode sent) throws Refused, InterruptedException {
        return (sent == null ? Written.plain(inForce.show(integration).mapping()) : Written.of(sent)).mapping(mapper);
    }

    record Trial(
            @Help(InstanceNames.HELP) String integration,

            @Help(value = MappingOperations.DOCUMENT + "; the one in force if not said", most = 1_000_000) @Nullable
            JsonNode mapping) {}

    record Sample(
            @Help(InstanceNames.HELP) String integration,

            @Help(value = "what the test shows, in a few words", most = 100)
            String name,

            @Help("the resource of the mapping: kind and position such as issue-0")
            String resource,

            @Help(value = "the raw record; what looks like a secret is masked", most = 1_000_000)
            JsonNode record,

            @Help(value = MappingOperations.DOCUMENT + "; the one in force if not said", most = 1_000_000) @Nullable
            JsonNode mapping) {}

    /** What the tests came to. */
    record Outcome(
            @Help("how many passed") long passed,
            @Help("those that failed") List<Failed> failed,
            @Help("the names of those that passed") List<String> names) {

        static Outcome of(List<Result> results) {
            return new Outcome(
                    passing(results),
                    Failed.of(results),
                    results.stream().filter(Result::passed).map(Result::name).toList());
        }
    }

    /** How many pass. */
    static long passing(List<Result> results) {
        return results.stream().filter(Result::passed).count();
    }

    /** A test that failed. */
    public record Failed(
            @Help("the file that has it") String file,
            @Help("its name") String name,
            @Help("the resource that it is about") Optional<String> resource,
            @Help("what differs, or why it cannot be run") List<String> differences) {

        static List<Failed> of(List<Result> results) {
            return results.stream()
                    .filter(result -> !result.passed())
                    .map(result -> new Failed(result.file(), result.name(), result.label(), result.differences()))
                    .toList();
        }
    }

    /** Where a test was saved. */
    record Saved(@Help("the file") String file) {}
}
