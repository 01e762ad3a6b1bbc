package io.atoll.admin.internal.why;

import static io.atoll.operation.Operation.get;

import io.atoll.admin.internal.operation.InstanceNames;
import io.atoll.admin.internal.operation.Paging;
import io.atoll.model.Entity.Ref;
import io.atoll.operation.Help;
import io.atoll.operation.Operation;
import io.atoll.operation.OperationGroup;
import io.atoll.operation.Refused;
import io.atoll.operation.Role;
import io.atoll.operation.Slice;
import io.atoll.pipeline.Explanations;
import io.atoll.pipeline.Explanations.Found;
import io.atoll.pipeline.Explanations.Unanswered;
import io.atoll.pipeline.Explanations.Watch;
import io.atoll.pipeline.Integrations;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Why an entity is there, or missing. */
@Component
public final class WhyOperations implements OperationGroup {

    private final Explanations explanations;
    private final Integrations integrations;

    /** Asks these explanations. */
    @Activate
    public WhyOperations(@Reference Explanations explanations, @Reference Integrations integrations) {
        this.explanations = explanations;
        this.integrations = integrations;
    }

    @Override
    public List<Operation<?, ?>> operations() {
        return List.of(
                get("why", "/integrations/{integration}/why")
                        .role(Role.VIEWER)
                        .summary("Explains why an entity is in the catalog, or why it is missing, from the records that"
                                + " the latest runs read")
                        .takes(About.class)
                        .answers(WhyView.class)
                        .by((caller, about) -> explain(about)),
                get("why search", "/integrations/{integration}/why/search")
                        .role(Role.VIEWER)
                        .summary("Finds entities, made or dropped, by a part of their identifier or title")
                        .takes(Part.class)
                        .lists(FoundView.class)
                        .by((caller, part) -> search(part)));
    }

    private WhyView explain(About about) throws Refused, InterruptedException {
        int slash = about.entity().indexOf('/');
        if (slash < 1 || slash == about.entity().length() - 1) {
            throw Refused.invalid(
                    "entity",
                    "'entity' is blueprint/identifier, for example service/payments-api; 'why search' finds it");
        }
        var ref = new Ref(about.entity().substring(0, slash), about.entity().substring(slash + 1));
        try {
            return WhyView.of(
                    explanations.explain(InstanceNames.of(integrations).find(about.integration()), ref, Watch.USUAL));
        } catch (Unanswered e) {
            throw Refused.conflict(e.getMessage());
        }
    }

    private Slice<FoundView> search(Part part) throws Refused, InterruptedException {
        if (part.part().isBlank()) {
            throw Refused.invalid("part", "'part' must not be blank");
        }
        try {
            var findings = explanations.search(
                    InstanceNames.of(integrations).find(part.integration()),
                    part.part(),
                    Paging.limit(part.limit()),
                    Watch.USUAL);
            return new Slice<>(findings.found().stream().map(FoundView::of).toList(), Optional.empty());
        } catch (Unanswered e) {
            throw Refused.conflict(e.getMessage());
        }
    }

    record About(
            @Help(InstanceNames.HELP) String integration,
            @Help("blueprint/identifier") String entity) {}

    record Part(
            @Help(InstanceNames.HELP) String integration,

            @Help("a part of the identifier or title, in upper or lower case")
            String part,

            @Help(Paging.LIMIT) @Nullable Integer limit) {}

    /** An entity, made or not. */
    record FoundView(
            @Help("blueprint/identifier") String entity,
            @Help("its title; empty if it has none") String title,
            @Help("whether a record makes it") boolean made,
            @Help("why not; else empty") String reason,
            @Help("where its record was read") WhyView.PlaceView place) {

        static FoundView of(Found found) {
            return new FoundView(
                    found.entity().toString(),
                    found.title(),
                    found.made(),
                    found.reason(),
                    WhyView.PlaceView.of(found.place()));
        }
    }
}
