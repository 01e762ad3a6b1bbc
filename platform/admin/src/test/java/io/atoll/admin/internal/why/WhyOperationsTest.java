package io.atoll.admin.internal.why;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.atoll.admin.internal.why.WhyOperations.About;
import io.atoll.admin.internal.why.WhyOperations.FoundView;
import io.atoll.admin.internal.why.WhyOperations.Part;
import io.atoll.model.Entity;
import io.atoll.model.Entity.Ref;
import io.atoll.operation.Caller;
import io.atoll.operation.Caller.Means;
import io.atoll.operation.Operation;
import io.atoll.operation.Refused;
import io.atoll.operation.Role;
import io.atoll.operation.Slice;
import io.atoll.pipeline.Explanations;
import io.atoll.pipeline.Integrations;
import io.atoll.pipeline.RunId;
import io.atoll.spi.IntegrationId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What people are told of explanations, and how they ask. */
class WhyOperationsTest {

    private static final IntegrationId ID = new IntegrationId("git", "team");
    private static final Caller ANN = new Caller("ann", Role.VIEWER, Means.SESSION);
    private static final Explanations.Place PLACE =
            new Explanations.Place(new RunId("r318"), Instant.EPOCH, "repo-0", "repo", "eu", 7, 41);

    private final WhyOperations group = new WhyOperations(new Told(), new One());

    @SuppressWarnings("unchecked")
    private <I extends Record, O> Operation<I, O> operation(int index) {
        return (Operation<I, O>) group.operations().get(index);
    }

    private WhyView why(String integration, String entity) throws Refused, InterruptedException {
        return this.<About, WhyView>operation(0).perform(ANN, new About(integration, entity));
    }

    @Test
    void tellsTheExpressionThatDropsARecord() throws Exception {
        WhyView view = why("git", "service/acme/payments-api");

        assertThat(view.entity()).isEqualTo("service/acme/payments-api");
        assertThat(view.verdict()).isEqualTo(WhyView.Verdict.DROPPED);
        assertThat(view.made()).isEmpty();
        assertThat(view.candidates()).singleElement().satisfies(candidate -> {
            assertThat(candidate.fate()).isEqualTo(WhyView.Fate.FILTERED);
            assertThat(candidate.expression()).isEqualTo(".archived == false");
            assertThat(candidate.path()).isEqualTo("resources[0].selector.query");
            assertThat(candidate.place().run()).isEqualTo("r318");
            assertThat(candidate.place().page()).isEqualTo(7);
        });
        assertThat(view.held().state()).isEqualTo(Explanations.Held.State.ABSENT);
    }

    @Test
    void anEntityIsAskedForByBlueprintAndIdentifier() {
        for (String wrong : List.of("payments-api", "/payments-api", "service/", "")) {
            assertThatThrownBy(() -> why("git", wrong))
                    .isInstanceOf(Refused.class)
                    .hasMessageContaining("blueprint/identifier");
        }
        assertThatThrownBy(() -> why("jira", "service/a")).isInstanceOf(Refused.class);
    }

    @Test
    void findsByAPart() throws Exception {
        Slice<FoundView> found = this.<Part, Slice<FoundView>>operation(1).perform(ANN, new Part("git", "pay", null));

        assertThat(found.items()).singleElement().satisfies(one -> {
            assertThat(one.entity()).isEqualTo("service/acme/payments-api");
            assertThat(one.made()).isFalse();
        });
        assertThatThrownBy(() -> this.<Part, Slice<FoundView>>operation(1).perform(ANN, new Part("git", " ", null)))
                .isInstanceOf(Refused.class);
    }

    private static final class Told implements Explanations {

        @Override
        public Explanation explain(IntegrationId integration, Ref entity, Watch watch) {
            var record = JsonNodeFactory.instance.objectNode().put("archived", true);
            var made = Entity.of(JsonNodeFactory.instance
                    .objectNode()
                    .put("identifier", entity.identifier())
                    .put("blueprint", entity.blueprint()));
            return new Explanation(
                    integration,
                    entity,
                    new Answer.Dropped(List.of(new Candidate.Filtered(
                            PLACE,
                            record,
                            "resources[0].selector.query",
                            ".archived == false",
                            made,
                            "selector.query is false"))),
                    new Held(Held.State.ABSENT, null, ""),
                    List.of(),
                    List.of(),
                    List.of());
        }

        @Override
        public Findings search(IntegrationId integration, String part, int limit, Watch watch) {
            var ref = new Ref("service", "acme/" + part + "ments-api");
            return new Findings(List.of(new Found(ref, "", false, "selector.query is false", PLACE)), false, List.of());
        }
    }

    private static final class One implements Integrations {

        @Override
        public List<Integration> all() {
            return List.of(new Integration(ID, "Git", "1.0.0", State.READY, "", "", true, null, "c"));
        }

        @Override
        public Optional<Integration> find(IntegrationId id) {
            return all().stream().filter(one -> one.id().equals(id)).findFirst();
        }

        @Override
        public Optional<Defaults> defaults(IntegrationId id) {
            return Optional.empty();
        }
    }
}
