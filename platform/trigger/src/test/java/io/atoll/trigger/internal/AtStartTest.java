package io.atoll.trigger.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.atoll.model.Resource;
import io.atoll.pipeline.Change;
import io.atoll.pipeline.Fetcher;
import io.atoll.pipeline.Integrations;
import io.atoll.pipeline.Ledger;
import io.atoll.pipeline.RunId;
import io.atoll.pipeline.RunReport;
import io.atoll.pipeline.SyncEngine;
import io.atoll.pipeline.Trigger;
import io.atoll.spi.IntegrationId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class AtStartTest {

    private static final IntegrationId ID = new IntegrationId("git", "one");

    private final FakePlatform platform = new FakePlatform();
    private final AtStart trigger = new AtStart(new Readiness(platform, platform), platform);

    @Test
    void startsOneRunWhenAnIntegrationBecomesReady() {
        trigger.look();
        assertThat(platform.started).isEmpty();

        platform.configured = true;
        trigger.look();
        assertThat(platform.started).isEmpty();

        platform.provider = "satisfied";
        trigger.look();
        trigger.look();
        assertThat(platform.started).containsExactly(ID);
    }

    @Test
    void triesAgainWhatWasRefusedAtTheLastMoment() {
        platform.configured = true;
        platform.provider = "active";
        platform.refusals = 1;

        trigger.look();
        assertThat(platform.started).isEmpty();

        trigger.look();
        assertThat(platform.started).containsExactly(ID);
    }

    @Test
    void leavesAloneWhatDoesNotWantIt() {
        platform.configured = true;
        platform.provider = "active";
        platform.wanted = false;

        trigger.look();

        assertThat(platform.started).isEmpty();
    }

    @Test
    void doesNotStartWhatIsFaulty() {
        platform.configured = true;
        platform.provider = "active";
        platform.state = Integrations.State.FAULTY;

        trigger.look();

        assertThat(platform.started).isEmpty();
    }

    /** As much of a platform as the trigger sees. */
    static final class FakePlatform implements Integrations, Fetcher, SyncEngine {

        final List<Change> changes = new ArrayList<>();
        private final List<IntegrationId> started = new ArrayList<>();
        private boolean configured;
        private boolean wanted = true;
        private int refusals;
        private State state = State.READY;
        private String provider = "unsatisfied";

        @Override
        public List<Integration> all() {
            return configured
                    ? List.of(new Integration(ID, "Git", "1.0.0", state, "", "", wanted, null, ""))
                    : List.of();
        }

        @Override
        public Optional<Integration> find(IntegrationId id) {
            return all().stream().findFirst();
        }

        @Override
        public Optional<Defaults> defaults(IntegrationId id) {
            return Optional.empty();
        }

        @Override
        public Fetched starting(IntegrationId integration) {
            return new Fetched(List.of(), false, false);
        }

        @Override
        public Fetched completed(IntegrationId integration) {
            return new Fetched(List.of(), false, false);
        }

        @Override
        public Fetched fetch(IntegrationId integration, Resource resource, Progress progress, PageSink sink) {
            return new Fetched(List.of(), false, false);
        }

        @Override
        public List<ProviderStatus> providers() {
            return List.of(new ProviderStatus(ID.toString(), List.of("*"), List.of(), "x", "x", provider, ""));
        }

        @Override
        public RunId start(IntegrationId integration, Trigger trigger) throws RunRefused {
            if (refusals-- > 0) {
                throw new RunRefused("just left");
            }
            started.add(integration);
            assertThat(trigger).isEqualTo(new Trigger.AtStart());
            return new RunId("1");
        }

        @Override
        public RunId plan(IntegrationId integration, Trigger trigger) throws RunRefused {
            throw new RunRefused("not here");
        }

        @Override
        public RunId apply(RunId plan, Trigger trigger) throws RunRefused {
            throw new RunRefused("not here");
        }

        @Override
        public RunId approve(RunId run, String by) throws RunRefused {
            throw new RunRefused("not here");
        }

        @Override
        public long reject(RunId run, String by) throws RunRefused {
            throw new RunRefused("not here");
        }

        @Override
        public void changes(RunId run, Consumer<Change> consumer) {
            changes.forEach(consumer);
        }

        @Override
        public void failures(RunId run, Consumer<Ledger.Failed> consumer) {}

        @Override
        public List<String> certificate(RunId run) {
            return List.of();
        }

        @Override
        public boolean cancel(RunId run, String reason) {
            return false;
        }

        @Override
        public List<RunReport> recent(int limit) {
            return List.of();
        }

        @Override
        public Optional<RunReport> report(RunId run) {
            return Optional.empty();
        }

        @Override
        public Optional<RunReport> await(RunId run, Duration atMost) {
            return Optional.empty();
        }
    }
}
