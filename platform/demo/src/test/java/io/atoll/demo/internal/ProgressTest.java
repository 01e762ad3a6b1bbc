package io.atoll.demo.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.atoll.pipeline.RunId;
import io.atoll.pipeline.RunReport;
import io.atoll.pipeline.RunReport.Deletion;
import io.atoll.pipeline.RunReport.Failure;
import io.atoll.pipeline.RunReport.KindReport;
import io.atoll.pipeline.RunReport.Status;
import io.atoll.spi.IntegrationId;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Progress progress = new Progress(new PrintStream(bytes, true, StandardCharsets.UTF_8));

    @Test
    void tellsEachKindOnceWhenItIsOver() {
        progress.tell(report(Status.RUNNING, "running"));
        assertThat(printed()).isEmpty();

        progress.tell(report(Status.RUNNING, "complete"));
        progress.tell(report(Status.RUNNING, "complete"));

        assertThat(printed().lines().filter(line -> line.contains("commit")))
                .singleElement()
                .asString()
                .contains("3 read");
    }

    @Test
    void concludesWithHowItEndedAndHowLongItTook() {
        progress.conclude(report(Status.INCOMPLETE, "incomplete"));

        assertThat(printed()).contains("Incomplete: 2 written, 0 deleted, in 1.5 s", "the reason");
    }

    @Test
    void letsNoThirdPartyTalkToTheTerminal() {
        progress.conclude(report(Status.INCOMPLETE, "incomplete"));

        assertThat(printed()).contains("bad [31m name").doesNotContain("\u001b");
    }

    private String printed() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static RunReport report(Status status, String state) {
        return new RunReport(
                new RunId("1"),
                new IntegrationId("git", "demo"),
                RunReport.Mode.FULL,
                1,
                "at start",
                status,
                status == Status.RUNNING ? "" : "the reason",
                Instant.EPOCH,
                Optional.of(Instant.ofEpochMilli(1500)),
                0,
                List.of(new KindReport(
                        "commit-0",
                        "commit",
                        state,
                        3,
                        2,
                        0,
                        0,
                        0,
                        1,
                        List.of(),
                        List.of(),
                        List.of(new Failure("map", "{}", "bad\u001b[31m name")))),
                Deletion.none());
    }
}
