package io.atoll.trigger.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.atoll.pipeline.Integrations;
import io.atoll.pipeline.RunReport.Mode;
import io.atoll.pipeline.RunReport.Status;
import io.atoll.pipeline.Trigger;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchTest {

    private static final Instant NOON = Instant.parse("2026-02-28T12:00:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @TempDir
    Path folder;

    private final FakePlatform platform = new FakePlatform();
    private final FakeClock clock = new FakeClock();
    private final Map<String, Object> keys = new HashMap<>();
    private Wishes wishes;
    private Watch watch;

    @BeforeEach
    void start() throws IOException {
        var settings = Settings.of(Configured.by(keys), FakePlatform.ID);
        var readiness = new Readiness(platform, platform);
        wishes = new Wishes(
                FakePlatform.ID,
                new Notebook(folder.resolve("notes.json")),
                platform,
                clock,
                () -> platform.find(FakePlatform.ID).filter(readiness::ready).isPresent());
        watch = new Watch(
                FakePlatform.ID,
                settings,
                new Watch.Services(
                        platform,
                        platform,
                        platform,
                        platform,
                        run -> Optional.ofNullable(platform.openings.get(run)),
                        platform::read,
                        clock),
                wishes);
    }

    @Test
    void startsOneRunWhenAnIntegrationBecomesReady() throws Exception {
        watch.look();
        assertThat(platform.started).isEmpty();

        platform.configured = true;
        watch.look();
        assertThat(platform.started).isEmpty();

        platform.provider = "satisfied";
        watch.look();
        watch.look();
        assertThat(reasons()).containsExactly("first installation");

        platform.end(Status.COMPLETE);
        start();
        watch.look();
        watch.look();
        assertThat(reasons()).containsExactly("first installation", "at start");
    }

    @Test
    void triesAgainWhatWasRefusedAtTheLastMoment() throws Exception {
        platform.arrive();
        platform.refusals = 1;

        watch.look();
        assertThat(platform.started).isEmpty();

        watch.look();
        assertThat(platform.started).hasSize(1);
    }

    @Test
    void leavesAloneWhatDoesNotWantIt() throws Exception {
        platform.arrive();
        platform.wanted = false;

        watch.look();

        assertThat(platform.started).isEmpty();
    }

    @Test
    void doesNotStartWhatIsFaulty() throws Exception {
        platform.arrive();
        platform.state = Integrations.State.FAULTY;

        watch.look();

        assertThat(platform.started).isEmpty();
    }

    @Test
    void goesAtStartOnWithARunThatWasCutOff() throws Exception {
        platform.arrive();

        watch.look();

        assertThat(platform.started).containsExactly(new Trigger.Requested("first installation", false));
    }

    @Test
    void beginsARunWhenSomebodyHasAskedTheCatalog() throws Exception {
        quiet();
        platform.asked = NOON;

        watch.look();
        assertThat(platform.started).containsExactly(new Trigger.Requested("asked for in the catalog", true));

        platform.end(Status.COMPLETE);
        later(10 * 60);
        assertThat(platform.started).hasSize(1);

        platform.asked = NOON.plusSeconds(1);
        later(60);
        assertThat(platform.started).hasSize(2);
    }

    @Test
    void asksTheCatalogOnlyOnceInAnInterval() throws Exception {
        quiet();
        keys.put("interval", 300);
        start();

        watch.look();
        later(299);
        assertThat(platform.questions).isEqualTo(1);

        later(1);
        assertThat(platform.questions).isEqualTo(2);
    }

    @Test
    void keepsAWishUntilARunForItWasCarriedOut() throws Exception {
        quiet();
        platform.asked = NOON;
        watch.look();

        platform.end(Status.FAILED);
        watch.look();
        assertThat(platform.started).hasSize(1);
        start(); // another process
        later(29);
        assertThat(platform.started).hasSize(1);
        later(1);
        assertThat(platform.started).hasSize(2);

        platform.end(Status.FAILED);
        later(1);
        later(59);
        assertThat(platform.started).hasSize(2);
        later(1);
        assertThat(platform.started).hasSize(3);

        platform.end(Status.INCOMPLETE);
        later(3600);
        assertThat(platform.started).hasSize(3);
    }

    @Test
    void goesOnAskingAfterARunWasAborted() throws Exception {
        quiet();
        platform.asked = NOON;
        watch.look();

        platform.end(Status.INTERRUPTED);
        later(60);
        assertThat(platform.started).hasSize(1);

        platform.asked = NOON.plusSeconds(5);
        later(60);
        assertThat(platform.started).hasSize(2);
    }

    @Test
    void servesEverybodyWhoAskedBeforeARunByThatRun() throws Exception {
        platform.arrive();
        platform.asked = NOON;

        watch.look();
        assertThat(reasons()).containsExactly("first installation; asked for in the catalog");

        platform.end(Status.COMPLETE);
        later(600);
        assertThat(platform.started).hasSize(1);
    }

    @Test
    void beginsARunThoughTheCatalogCannotBeAsked() throws Exception {
        platform.arrive();
        platform.away = true;

        watch.look();

        assertThat(platform.started).hasSize(1);
    }

    @Test
    void doesNotAskWhileARunIsUnderWay() throws Exception {
        quiet();
        platform.begin(Mode.FULL, "manual");
        platform.asked = NOON;

        watch.look();
        assertThat(platform.started).isEmpty();

        platform.end(Status.COMPLETE);
        later(60);
        assertThat(platform.started).hasSize(1);
    }

    @Test
    void noticesThatTheMappingInTheCatalogChanged() throws Exception {
        platform.arrive();
        watch.look();
        platform.end(Status.COMPLETE);
        later(60);
        assertThat(platform.started).hasSize(1);

        platform.mapping = "m2";
        later(60);
        assertThat(reasons()).last().isEqualTo("the mapping changed");
        platform.end(Status.COMPLETE);

        platform.mapping = "m3";
        platform.begin(Mode.FULL, "manual");
        platform.end(Status.COMPLETE);
        later(60);
        assertThat(platform.started).hasSize(2);
    }

    @Test
    void aMappingThatWasSavedWithoutARunBeginsNone() throws Exception {
        platform.arrive();
        watch.look();
        platform.end(Status.COMPLETE);
        later(60);
        wishes.note(notes -> notes.saving("m2"));
        later(60);
        platform.mapping = "m2";
        later(60);
        wishes.note(notes -> notes.saving("m3"));
        later(60);
        platform.mapping = "m3";
        later(60);
        assertThat(platform.started).hasSize(1);
        assertThat(new Notebook(folder.resolve("notes.json")).notes().saved()).containsExactly("m2", "m3");

        platform.mapping = "m4";
        later(60);
        assertThat(reasons()).last().isEqualTo("the mapping changed");
        platform.end(Status.COMPLETE);
        platform.mapping = "m3";
        later(60);
        assertThat(platform.started).as("somebody else has brought it back").hasSize(3);
    }

    @Test
    void beginsAnewWhenTheConfigurationChanges() throws Exception {
        platform.arrive();
        watch.look();

        platform.configuration = "c2";
        watch.look();
        watch.look();

        assertThat(reasons()).containsExactly("first installation", "first installation; the configuration changed");
        assertThat(platform.runs.values())
                .extracting(run -> run.status())
                .containsExactly(Status.INTERRUPTED, Status.RUNNING);
    }

    @Test
    void beginsAnewWhenAVersionOrAProviderArrives() throws Exception {
        platform.arrive();
        watch.look();
        platform.end(Status.COMPLETE);

        platform.version = "1.1.0";
        watch.look();
        assertThat(reasons()).last().isEqualTo("version 1.1.0 arrived");
        platform.end(Status.COMPLETE);

        platform.components = List.of("Repositories", "Issues");
        later(5);
        assertThat(reasons()).last().isEqualTo("a provider arrived");
        platform.end(Status.COMPLETE);

        platform.components = List.of("Issues");
        later(5);
        platform.components = List.of("Repositories", "Issues");
        later(5);
        assertThat(platform.started).hasSize(3);
    }

    @Test
    void leavesAnInstanceAloneThatWantsNoRunWhenThingsChange() throws Exception {
        quiet();
        watch.look();

        platform.configuration = "c2";
        platform.version = "1.1.0";
        watch.look();

        assertThat(platform.started).isEmpty();
    }

    @Test
    void runsByTheClockFromTheFirstLookOn() throws Exception {
        quiet();
        keys.put("scheduledResyncInterval", 60);
        keys.put("scheduledResyncJitter", 0);
        start();

        later(0);
        later(3599);
        assertThat(platform.started).isEmpty();
        later(1);
        assertThat(platform.started).containsExactly(new Trigger.Requested("schedule", false));
        platform.end(Status.COMPLETE);
        later(3600);
        assertThat(platform.started).hasSize(2);
    }

    @Test
    void tellsWhenTheClockBeginsTheNextRun() throws Exception {
        quiet();
        keys.put("scheduledResyncInterval", 60);
        keys.put("incrementalSyncEnabled", true);
        keys.put("incrementalSyncInterval", 15);
        start();
        assertThat(watch.next()).isEmpty();

        later(0);

        assertThat(watch.next()).contains(clock.instant().plus(Duration.ofMinutes(15)));
    }

    @Test
    void catchesUpOnceWhatWasMissed() throws Exception {
        quiet();
        keys.put("scheduledResyncInterval", 60);
        keys.put("scheduledResyncJitter", 0);
        start();
        later(0);

        clock.pass(Duration.ofHours(5).plus(MINUTE));
        start(); // the platform was away
        watch.look();
        assertThat(platform.started).hasSize(1);
        platform.end(Status.COMPLETE);
        later(58 * 60);
        assertThat(platform.started).hasSize(1);
        later(60);
        assertThat(platform.started).hasSize(2);
    }

    @Test
    void runsNothingTwiceWhenTheClockGoesBack() throws Exception {
        quiet();
        keys.put("scheduledResyncInterval", 60);
        keys.put("scheduledResyncJitter", 0);
        start();
        later(0);
        later(3600);
        platform.end(Status.COMPLETE);

        later(-3600);
        later(3600);
        later(3599);

        assertThat(platform.started).hasSize(1);
    }

    @Test
    void letsARunUnderWayServeTheSchedule() throws Exception {
        keys.put("scheduledResyncInterval", 60);
        keys.put("scheduledResyncJitter", 0);
        start();
        platform.arrive();
        watch.look();

        later(3600);

        assertThat(platform.started).hasSize(1);
        assertThat(platform.newest().status()).isEqualTo(Status.RUNNING);
    }

    @Test
    void runsIncrementallyBetweenFullRuns() throws Exception {
        quiet();
        keys.put("incrementalSyncEnabled", true);
        start();
        later(0);

        later(15 * 60);
        assertThat(platform.incremental).hasSize(1);

        platform.begin(Mode.FULL, "manual");
        later(15 * 60);
        assertThat(platform.incremental).hasSize(1);

        platform.end(Status.COMPLETE);
        later(15 * 60);
        assertThat(platform.incremental).hasSize(2);
        assertThat(platform.started).isEmpty();
    }

    @Test
    void readsOnlyWhatHasChangedIfItRunsOnceInThatWay() throws Exception {
        keys.put("type", "ONCE");
        keys.put("incrementalSyncEnabled", true);
        platform.arrive();
        platform.begin(Mode.FULL, "manual");
        start();

        watch.look();
        assertThat(platform.incremental).isEmpty();

        platform.end(Status.COMPLETE);
        watch.look();
        watch.look();
        assertThat(platform.incremental).hasSize(1);
        assertThat(platform.started).isEmpty();
    }

    @Test
    void runsOnceIfThatIsAll() throws Exception {
        keys.put("type", "ONCE");
        keys.put("scheduledResyncInterval", 60);
        start();
        platform.arrive();
        watch.look();
        platform.end(Status.COMPLETE);

        platform.asked = NOON;
        platform.configuration = "c2";
        later(7200);

        assertThat(platform.started).hasSize(1);
    }

    @Test
    void beginsNoRunsForThoseThatHaveNone() throws Exception {
        for (String type : List.of("WEBHOOKS_ONLY", "ACTIONS_ONLY")) {
            keys.put("type", type);
            start();
            platform.arrive();
            platform.asked = NOON;
            watch.look();
            assertThat(platform.started).as(type).isEmpty();
        }
        keys.put("shouldResync", "true");
        start();
        watch.look();
        assertThat(platform.started).hasSize(1);
    }

    @Test
    void tellsTheCatalogWhereToTellOfChanges() throws Exception {
        quiet();
        keys.put("type", "KAFKA");
        start();

        watch.look();
        later(60);

        assertThat(platform.installed).isEqualTo(1);
        assertThat(platform.questions).isZero();
    }

    /** Ready, and without a wish for a run at start. */
    private void quiet() {
        platform.arrive();
        platform.wanted = false;
    }

    private void later(int seconds) throws InterruptedException {
        clock.pass(Duration.ofSeconds(seconds));
        watch.look();
    }

    private List<String> reasons() {
        return platform.started.stream().map(Trigger::label).toList();
    }
}
