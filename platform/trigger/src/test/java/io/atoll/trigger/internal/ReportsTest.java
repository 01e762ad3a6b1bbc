package io.atoll.trigger.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.atoll.model.Entity.Ref;
import io.atoll.pipeline.Integrations.Integration;
import io.atoll.pipeline.Integrations.State;
import io.atoll.pipeline.RunId;
import io.atoll.pipeline.RunReport;
import io.atoll.pipeline.RunReport.Deletion;
import io.atoll.pipeline.RunReport.Failure;
import io.atoll.pipeline.RunReport.KindReport;
import io.atoll.pipeline.RunReport.Status;
import io.atoll.spi.IntegrationId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReportsTest {

    private static final IntegrationId ID = new IntegrationId("git", "one");

    private final Reports reports = new Reports();

    @Test
    void areCompleteOnlyIfEveryRunIs() {
        assertThat(reports.allComplete()).isFalse();
        reports.add(report(Status.COMPLETE, ""));
        assertThat(reports.allComplete()).isTrue();
        reports.add(report(Status.HELD, "too many"));
        assertThat(reports.allComplete()).isFalse();
    }

    @Test
    void areNotCompleteIfAnIntegrationWasRefused() {
        reports.add(report(Status.COMPLETE, ""));
        reports.refused(new Integration(ID, "Git", "", State.FAULTY, "bad", "", true, null, ""), "bad key");

        assertThat(reports.allComplete()).isFalse();
        assertThat(reports.json().at("/refused/0/reason").asText()).isEqualTo("bad key");
        assertThat(reports.text()).contains("git~one: bad key");
    }

    @Test
    void tellEverythingAsJson() {
        reports.add(report(Status.INCOMPLETE, "commit-0 incomplete"));

        var json = reports.json();

        assertThat(json.path("complete").asBoolean()).isFalse();
        assertThat(json.at("/runs/0/mode").asText()).isEqualTo("full");
        assertThat(json.at("/runs/0/epoch").asInt()).isEqualTo(1);
        assertThat(json.at("/runs/0/kinds/0/notes/0").asText()).isEqualTo("a twice");
        assertThat(json.at("/runs/0/status").asText()).isEqualTo("incomplete");
        assertThat(json.at("/runs/0/kinds/0/created").asInt()).isEqualTo(2);
        assertThat(json.at("/runs/0/kinds/0/gaps/0").asText()).isEqualTo("repo: away");
        assertThat(json.at("/runs/0/kinds/0/failures/0/stage").asText()).isEqualTo("map");
        assertThat(json.at("/runs/0/deletion/pending/0/identifier").asText()).isEqualTo("x");
    }

    @Test
    void tellPeopleWhatIsMissing() {
        reports.add(report(Status.INCOMPLETE, "commit-0 incomplete"));

        assertThat(reports.text())
                .contains(
                        "git~one: incomplete",
                        "not read: repo: away",
                        "note: a twice",
                        "failed in map: no name",
                        "kept: why");
    }

    @Test
    void sayWhatToDoIfNothingIsConfigured() {
        assertThat(reports.text()).contains("conf/integrations");
    }

    private static RunReport report(Status status, String reason) {
        return new RunReport(
                new RunId("1"),
                ID,
                RunReport.Mode.FULL,
                1,
                "once",
                status,
                reason,
                Instant.EPOCH,
                Optional.of(Instant.EPOCH),
                7,
                List.of(new KindReport(
                        "commit-0",
                        "commit",
                        "incomplete",
                        3,
                        2,
                        0,
                        0,
                        0,
                        1,
                        List.of("repo: away"),
                        List.of("a twice"),
                        List.of(new Failure("map", "{}", "no name")))),
                new Deletion(1, 0, List.of("why"), List.of(new Ref("gitCommit", "x"))));
    }
}
