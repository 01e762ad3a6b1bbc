package io.atoll.admin.internal.runs;

import static org.assertj.core.api.Assertions.assertThat;

import io.atoll.pipeline.RunId;
import io.atoll.pipeline.RunReport;
import io.atoll.pipeline.RunReport.Deletion;
import io.atoll.pipeline.RunReport.KindReport;
import io.atoll.pipeline.RunReport.Mode;
import io.atoll.pipeline.RunReport.Status;
import io.atoll.spi.IntegrationId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ProgressViewTest {

    private static final Instant BEGAN = Instant.parse("2026-11-22T10:00:00Z");

    private static RunReport run(String id, long fetched, Status status) {
        KindReport kind =
                new KindReport("issue-0", "issue", "running", fetched, 1, 2, 3, 4, 5, List.of(), List.of(), List.of());
        return new RunReport(
                new RunId(id),
                new IntegrationId("jira", "a"),
                Mode.FULL,
                1,
                "manual",
                status,
                "",
                BEGAN,
                status == Status.RUNNING ? Optional.empty() : Optional.of(BEGAN.plusSeconds(40)),
                0,
                List.of(kind),
                Deletion.none());
    }

    private static ProgressView after(long seconds, RunReport run, Optional<RunReport> before) {
        return ProgressView.of(run, before, BEGAN.plusSeconds(seconds));
    }

    @Test
    void guessesTheRestByTheLastCompleteRun() {
        ProgressView progress = after(10, run("2", 500, Status.RUNNING), Optional.of(run("1", 2_000, Status.COMPLETE)));

        assertThat(progress.recordsPerSecond()).isEqualTo(50.0);
        assertThat(progress.remainingSeconds()).contains(30L);
        assertThat(progress.remainingReason()).isEqualTo("run 1 read 2000 records, at the pace of this one so far");
    }

    @Test
    void saysWhyItCannotTellTheRest() {
        RunReport before = run("1", 100, Status.COMPLETE);

        assertThat(after(10, run("2", 5, Status.RUNNING), Optional.empty()).remainingReason())
                .isEqualTo("there is no complete run to compare with");
        assertThat(after(1, run("2", 5, Status.RUNNING), Optional.of(before)).remainingReason())
                .isEqualTo("it has only just begun");
        assertThat(after(10, run("2", 200, Status.RUNNING), Optional.of(before)).remainingReason())
                .isEqualTo("it has read more than run 1, which read 100");
        assertThat(after(90, run("2", 5, Status.COMPLETE), Optional.of(before)))
                .returns(40L, ProgressView::seconds)
                .returns("it is not under way", ProgressView::remainingReason);
    }
}
