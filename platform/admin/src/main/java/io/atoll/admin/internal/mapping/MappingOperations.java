package io.atoll.admin.internal.mapping;

import static io.atoll.operation.Operation.post;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.admin.internal.operation.InstanceNames;
import io.atoll.model.Mapping;
import io.atoll.model.Resource;
import io.atoll.model.Spelling;
import io.atoll.operation.Help;
import io.atoll.operation.Operation;
import io.atoll.operation.OperationGroup;
import io.atoll.operation.Refused;
import io.atoll.operation.Role;
import io.atoll.pipeline.Integrations;
import io.atoll.pipeline.Mapper;
import io.atoll.pipeline.Mapper.Mapped;
import io.atoll.spi.IntegrationId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Trying out a mapping; nothing is changed. */
@Component
public final class MappingOperations implements OperationGroup {

    static final String DOCUMENT = "the mapping: as JSON, or as a text that is YAML";
    static final String RESOURCE = "only this resource: its kind, or kind and position such as issue-0";

    private final Mapper mapper;
    private final Integrations integrations;

    /** Maps by this mapper. */
    @Activate
    public MappingOperations(@Reference Mapper mapper, @Reference Integrations integrations) {
        this.mapper = mapper;
        this.integrations = integrations;
    }

    @Override
    public List<Operation<?, ?>> operations() {
        return List.of(
                post("mapping eval", "/mapping/eval")
                        .role(Role.INTEGRATOR)
                        .summary("Maps one record by a mapping: what it makes, what was dropped and why")
                        .harmless()
                        .takes(Trial.class)
                        .answers(Evaluation.class)
                        .by((caller, trial) -> evaluate(trial)),
                post("mapping review", "/mapping/review")
                        .role(Role.INTEGRATOR)
                        .summary("Lists what is legal in a mapping but surely not meant")
                        .harmless()
                        .takes(Sample.class)
                        .answers(Review.class)
                        .by((caller, sample) -> review(sample)));
    }

    private Evaluation evaluate(Trial trial) throws Refused {
        @Nullable
        IntegrationId id = trial.integration() == null
                ? null
                : InstanceNames.of(integrations).find(trial.integration());
        Written written = Written.of(trial.mapping());
        Mapping mapping = written.mapping(mapper);
        List<OutcomeView> outcomes = new ArrayList<>();
        for (Resource resource : resources(mapping, trial.resource())) {
            Mapper.RecordMapper prepared = id == null ? mapper.prepare(resource) : mapper.prepare(resource, id);
            for (Mapped mapped : prepared.explain(trial.record())) {
                outcomes.add(OutcomeView.of(resource, mapped, written));
            }
        }
        return new Evaluation(
                outcomes, mapping.resources().stream().map(Resource::label).toList());
    }

    private Review review(Sample sample) throws Refused {
        List<JsonNode> samples = sample.samples() == null ? List.of() : sample.samples();
        Written written = Written.of(sample.mapping());
        List<Finding> findings = new ArrayList<>();
        UnknownKeys.in(written.document()).forEach(found -> findings.add(Finding.of("", found, written)));
        for (Resource resource : resources(written.mapping(mapper), sample.resource())) {
            mapper.review(resource, samples)
                    .forEach(found -> findings.add(Finding.of(resource.label(), found, written)));
        }
        return new Review(findings);
    }

    private static List<Resource> resources(Mapping mapping, @Nullable String only) throws Refused {
        List<Resource> meant = mapping.resources().stream()
                .filter(resource -> only == null
                        || resource.label().equals(only)
                        || resource.kind().name().equals(only))
                .toList();
        if (meant.isEmpty() && only != null) {
            throw Refused.unknown(
                    "resource",
                    "there is no resource '" + only + "' in the mapping"
                            + Spelling.hint(
                                    only,
                                    mapping.resources().stream()
                                            .map(Resource::label)
                                            .toList()));
        }
        return meant;
    }

    record Trial(
            @Help(value = DOCUMENT, most = 1_000_000) JsonNode mapping,

            @Help(value = "the raw record", most = 1_000_000)
            JsonNode record,

            @Help(RESOURCE) @Nullable String resource,

            @Help("whose values of prefixes such as file:// count; " + InstanceNames.HELP) @Nullable
            String integration) {}

    record Sample(
            @Help(value = DOCUMENT, most = 1_000_000) JsonNode mapping,

            @Help("raw records, to compare with what the mapping reads") @Nullable
            List<JsonNode> samples,

            @Help(RESOURCE) @Nullable String resource) {}

    /** What became of a record. */
    record Evaluation(
            @Help("one for each resource and item, in the order of the mapping")
            List<OutcomeView> outcomes,

            @Help("all resources of the mapping, each as kind and position")
            List<String> resources) {}

    /** How it ended. */
    enum Result {
        /** It made an entity. */
        MADE,
        /** It makes none, and shall not. */
        FILTERED,
        /** It should have made one and could not. */
        BROKEN
    }

    /** What one resource makes of one record, or of one item of it. */
    record OutcomeView(
            @Help("kind and position in the mapping") String resource,
            @Help("how it ended") Result result,

            @Help("the entity; of a filtered record, the one that it would have made, if that is known")
            Optional<JsonNode> entity,

            @Help("why it made none; else empty") String reason,

            @Help("the part of the resource that failed, as a dotted path; else empty")
            String part,

            @Help("the line of that part, if the mapping was sent as a text")
            Optional<Integer> line,

            @Help("the mapped fields that are null") List<NullField> nulls) {

        static OutcomeView of(Resource resource, Mapped mapped, Written written) {
            String label = resource.label();
            return switch (mapped) {
                case Mapped.Made made ->
                    new OutcomeView(
                            label,
                            Result.MADE,
                            Optional.of(made.entity().json()),
                            "",
                            "",
                            Optional.empty(),
                            nulls(resource, made.nulls(), written));
                case Mapped.Filtered filtered ->
                    new OutcomeView(
                            label,
                            Result.FILTERED,
                            Optional.ofNullable(filtered.entity()).map(entity -> entity.json()),
                            filtered.reason(),
                            "",
                            Optional.empty(),
                            nulls(resource, filtered.nulls(), written));
                case Mapped.Broken broken ->
                    new OutcomeView(
                            label,
                            Result.BROKEN,
                            Optional.empty(),
                            broken.reason(),
                            broken.part(),
                            written.line(resource.index(), broken.part()),
                            List.of());
            };
        }

        private static List<NullField> nulls(Resource resource, List<Mapper.Null> nulls, Written written) {
            return nulls.stream()
                    .map(each -> new NullField(each.path(), each.reason(), written.line(resource.index(), each.path())))
                    .toList();
        }
    }

    /** A mapped field that is null. */
    record NullField(
            @Help("dotted") String path,

            @Help("what its expression did instead of giving a value; empty if it gave null")
            String reason,

            @Help("its line, if the mapping was sent as a text")
            Optional<Integer> line) {}

    /** What a person should look at. */
    record Review(@Help("in the order of the mapping") List<Finding> findings) {}

    /** One thing to look at. */
    record Finding(
            @Help("kind and position in the mapping; empty if it is about none")
            String resource,

            @Help("where in the mapping") String path,

            @Help("what is wrong and what to do; may have several lines")
            String message,

            @Help("its line, if the mapping was sent as a text")
            Optional<Integer> line) {

        static Finding of(String resource, Mapper.Finding found, Written written) {
            return new Finding(
                    resource,
                    found.path(),
                    found.message(),
                    written.text().flatMap(text -> written.line(found.path())).map(Located.Line::number));
        }
    }
}
