package io.atoll.trigger.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atoll.pipeline.RunId;
import io.atoll.pipeline.RunReport.Mode;
import io.atoll.pipeline.RunReport.Status;
import io.atoll.pipeline.Triggers.Message;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WishesTest {

    @TempDir
    Path folder;

    private final FakePlatform platform = new FakePlatform();
    private boolean ready = true;
    private Wishes wishes;

    @BeforeEach
    void open() throws IOException {
        wishes = new Wishes(
                FakePlatform.ID, new Notebook(folder.resolve("git~one.json")), platform, new FakeClock(), () -> ready);
    }

    @Test
    void beginsARunAndTellsIt() {
        assertThat(wishes.anew(Wish.of("posted", true))).contains(new RunId("run-001"));
        assertThat(wishes.running()).isTrue();
    }

    @Test
    void cancelsTheRunUnderWayForANewerWishAndServesBoth() {
        wishes.anew(Wish.of("posted", true));

        wishes.anew(Wish.of("told by Kafka", true));

        assertThat(platform.runs.values())
                .extracting(run -> run.status() + " " + run.trigger())
                .containsExactly("INTERRUPTED posted", "RUNNING posted; told by Kafka");
    }

    @Test
    void keepsAWishThatCannotBeServedYet() throws IOException {
        ready = false;
        assertThat(wishes.anew(Wish.of("posted", true))).isEmpty();

        open(); // another process
        ready = true;
        wishes.begin();

        assertThat(platform.started).hasSize(1);
    }

    @Test
    void makesOneWishOfAHundredAtOnce() throws Exception {
        ready = false;
        try (var callers = Executors.newFixedThreadPool(16)) {
            for (int i = 0; i < 100; i++) {
                callers.execute(() -> wishes.anew(Wish.of("posted", true)));
            }
        }
        ready = true;
        wishes.begin();
        wishes.begin();

        assertThat(platform.started).hasSize(1);
        assertThat(platform.newest().trigger()).isEqualTo("posted");
    }

    @Test
    void beginsAgainARunThatWasLostBeforeItWasRemembered() throws IOException {
        wishes.anew(Wish.of("posted", true));
        platform.runs.clear();

        open();
        wishes.follow();
        wishes.begin();

        assertThat(platform.started).hasSize(2);
    }

    @Test
    void followsARunIntoTheNextProcess() throws IOException {
        wishes.anew(Wish.of("posted", true));
        platform.end(Status.SUSPENDED);

        open();
        wishes.follow();
        wishes.begin();
        assertThat(platform.started).hasSize(1);

        platform.end(Status.COMPLETE);
        wishes.follow();
        assertThat(wishes.notes().wish()).isEmpty();
        assertThat(wishes.notes().lastRun()).contains(new RunId("run-001"));
    }

    @Test
    void isServedByAFullRunThatSomebodyElseBegan() {
        wishes.anew(Wish.of("posted", true));
        RunId manual = platform.begin(Mode.FULL, "manual");

        wishes.follow();
        platform.end(manual, Status.FAILED);
        wishes.follow();
        assertThat(wishes.notes().wish())
                .hasValueSatisfying(wish -> assertThat(wish.failures()).isEqualTo(1));
    }

    @Test
    void beginsAgainAfterARunThatServesNobody() {
        wishes.anew(Wish.of("posted", true));
        RunId plan = platform.begin(Mode.PLAN, "plan");

        wishes.follow();
        wishes.begin();
        assertThat(platform.started).hasSize(1);

        platform.end(plan, Status.COMPLETE);
        wishes.follow();
        wishes.begin();
        assertThat(platform.started).hasSize(2);
    }

    @Test
    void givesUpWhatAPersonCancelled() {
        wishes.anew(Wish.of("posted", true));
        platform.end(Status.INTERRUPTED);

        wishes.follow();
        wishes.begin();

        assertThat(platform.started).hasSize(1);
        assertThat(wishes.notes().wish()).isEmpty();
    }

    @Test
    void hearsAMessageOnceAlsoAfterItsProcessWasKilled() throws IOException {
        var sent = Instant.parse("2026-03-01T00:00:00Z");
        var message = new Message("org.change.log-0", 7, sent);
        assertThat(wishes.anew(Wish.of("told by Kafka", true), message)).isPresent();

        open();
        assertThat(wishes.anew(Wish.of("told by Kafka", true), message)).isEmpty();
        assertThat(wishes.anew(Wish.of("told by Kafka", true), new Message("org.change.log-0", 8, sent)))
                .isPresent();
        assertThat(wishes.anew(
                        Wish.of("told by Kafka", true), new Message("org.change.log-0", 0, sent.plusSeconds(60))))
                .as("the log began anew")
                .isPresent();
        assertThat(platform.started).hasSize(3);
    }

    @Test
    void saysThatAWishCouldNotBeKept() throws IOException {
        ready = false;
        Files.createDirectory(folder.resolve("git~one.json.new"));

        assertThatThrownBy(() -> wishes.anew(Wish.of("posted", true)))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("git~one.json");
        assertThat(wishes.notes().wish()).isEmpty();
    }

    @Test
    void putsNotesAsideThatNobodyCanRead() throws IOException {
        Files.writeString(folder.resolve("git~one.json"), "{\"wish\": {\"why\"");

        open();

        assertThat(wishes.notes()).isEqualTo(Notes.NONE);
        assertThat(folder.resolve("git~one.json.damaged")).exists();
    }
}
