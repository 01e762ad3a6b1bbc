package io.atoll.console.gogo.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.atoll.pipeline.Change;
import io.atoll.pipeline.Change.Action;
import io.atoll.pipeline.Change.Difference;
import io.atoll.pipeline.Change.State;
import io.atoll.pipeline.Ledger.Failed;
import io.atoll.pipeline.RunId;
import io.atoll.pipeline.RunReport;
import io.atoll.pipeline.RunReport.Deletion;
import io.atoll.pipeline.RunReport.KindReport;
import io.atoll.pipeline.RunReport.Mode;
import io.atoll.pipeline.RunReport.Status;
import io.atoll.spi.IntegrationId;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanCommandsTest {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    @TempDir
    Path data;

    private final FakePlatform platform = FakePlatform.withOneRun();
    private Gogo gogo;

    @BeforeEach
    void open() {
        gogo = Shell.of(platform, data);
    }

    @AfterEach
    void close() throws Exception {
        gogo.close();
    }

    @Test
    void aPlanIsPrintedByWhatBecomesOfEntities() throws Exception {
        platform.awaited.add(FakePlatform.plan(
                "20261121-9",
                Status.HELD,
                new KindReport(
                        "issue-1",
                        "issue",
                        "incomplete",
                        3,
                        0,
                        0,
                        0,
                        0,
                        2,
                        List.of("repo x: 500"),
                        List.of(),
                        List.of())));
        everyKindOfChange();

        Gogo.Said said = gogo.run("atoll:plan git");

        assertThat(platform.asked).containsExactly("plan git~demo Manual[by=shell, deletionAllowance=0]");
        assertThat(said.out()).isEqualTo("""
                plan 20261121-9 of git~demo: 1 to create, 1 to update, 1 to delete, 1 unknown until written, 1 held for approval, 1 withheld

                to create
                  service/new

                to update
                  service/changed
                    title: "x" → "y"
                    properties.size: null → {"a":1}

                to delete
                  service/gone

                unknown until written
                  service/{"combinator":"and"}: the catalog tells

                held for approval
                  service/many: over the budget

                withheld
                  service/kept: repo-0 is incomplete

                unknown, because it could not be read or mapped
                  issue-1: repo x: 500
                  issue-1: 2 records failed; see 'atoll:failures 20261121-9'

                to apply: atoll:apply 20261121-9
                """);
    }

    @Test
    void aPlanWithoutChangesSaysSo() throws Exception {
        platform.awaited.add(FakePlatform.plan("20261121-9", Status.COMPLETE));

        assertThat(gogo.run("atoll:plan git").out()).isEqualTo("plan 20261121-9 of git~demo: nothing to change\n");
    }

    @Test
    void aPlanThatDidNotComeToItsEndIsAFailure() {
        platform.awaited.add(FakePlatform.plan("20261121-9", Status.FAILED));

        assertThatThrownBy(() -> gogo.run("atoll:plan git")).hasMessage("run 20261121-9 of git~demo is failed: why");
    }

    @Test
    void aPlanThatIsNotWholeIsPrintedAndAFailure() {
        platform.awaited.add(FakePlatform.plan("20261121-9", Status.INCOMPLETE));

        assertThatThrownBy(() -> gogo.run("atoll:plan git"))
                .isInstanceOfSatisfying(
                        CommandException.class,
                        failure -> assertThat(failure.status()).isEqualTo(CommandException.NEGATIVE));
    }

    @Test
    void aPlanIsOneJsonDocument() throws Exception {
        platform.awaited.add(FakePlatform.plan("20261121-9", Status.COMPLETE));
        everyKindOfChange();

        JsonNode plan = JsonMapper.builder()
                .build()
                .readTree(gogo.run("atoll:plan git -o json").out());

        assertThat(plan.at("/plan/summary/mode").asText()).isEqualTo("plan");
        assertThat(plan.at("/changes")).hasSize(6);
        assertThat(plan.at("/changes/1/differences/0").toString())
                .isEqualTo("{\"path\":\"title\",\"before\":\"x\",\"after\":\"y\"}");
        assertThat(plan.at("/changes/3/identifier/combinator").asText()).isEqualTo("and");
    }

    @Test
    void longListsEndWithAHint() throws Exception {
        for (int i = 0; i < 250; i++) {
            platform.changes.add(FakePlatform.change(Action.CREATE, "e" + i, State.PLANNED, ""));
        }
        platform.awaited.add(FakePlatform.plan("20261121-9", Status.COMPLETE));

        assertThat(gogo.run("atoll:plan git").out())
                .contains("service/e99\n  … and 150 more; --all prints them\n")
                .doesNotContain("service/e100\n");
        assertThat(gogo.run("atoll:plan --all git").out())
                .contains("service/e249\n")
                .doesNotContain("more;");
        assertThat(gogo.run("atoll:changes -n 3 20261121-1").out())
                .endsWith("service/e2\n… and more; --all lists them, --cursor 3 goes on here\n");
        assertThat(gogo.run("atoll:changes --all 20261121-1").out().lines()).hasSize(250);
        assertThat(JsonMapper.builder()
                        .build()
                        .readTree(gogo.run("atoll:changes 20261121-1 -o json").out()))
                .hasSize(250);
    }

    @Test
    void changesAreFilteredByActionAndState() throws Exception {
        everyKindOfChange();

        assertThat(gogo.run("atoll:changes 20261121-1 --action delete --state held")
                        .out())
                .isEqualTo("held      delete  service/many: over the budget\n");
        assertThat(gogo.run("atoll:changes 20261121-1 --state done").out()).isEqualTo("no such change\n");
        assertThat(gogo.run("atoll:changes 20261121-1 --state done -o json").out())
                .isEqualTo("[ ]\n");
        assertThatThrownBy(() -> gogo.run("atoll:changes 20261121-1 --state helt"))
                .hasMessage("'state' must be one of planned, done, refused, held, rejected, withheld");
    }

    @Test
    void failuresComeWithTheirRawRecords() throws Exception {
        platform.failures.add(new Failed(
                "repo-0", "main", "map", JSON.objectNode().put("name", "\u001b[2J"), ".identifier\nis null"));

        assertThat(gogo.run("atoll:failures 20261121-1").out()).isEqualTo("""
                repo-0 in main, map: .identifier\\nis null
                  {"name":"\\u001B[2J"}
                """);
        assertThat(gogo.run("atoll:failures 20261121-1 -o json").out()).isEqualTo("""
                [ {
                  "resource" : "repo-0",
                  "partition" : "main",
                  "stage" : "map",
                  "reason" : ".identifier\\nis null",
                  "item" : {
                    "name" : "\\u001B[2J"
                  }
                } ]
                """);
        platform.failures.clear();
        assertThat(gogo.run("atoll:failures 20261121-1").out()).isEqualTo("nothing failed\n");
    }

    @Test
    void appliesAPlan() throws Exception {
        platform.runs.add(FakePlatform.plan("20261121-5", Status.COMPLETE));

        assertThat(gogo.run("atoll:apply 20261121-5").out()).isEqualTo("20261121-9\n");
        assertThat(platform.asked).containsExactly("apply 20261121-5 Manual[by=shell, deletionAllowance=0]");
    }

    @Test
    void aPersonApprovesOrRejects() throws Exception {
        platform.runs.add(FakePlatform.troubled("20261121-3"));
        platform.awaited.add(FakePlatform.complete("20261121-9", "git~demo"));

        assertThat(gogo.run("atoll:approve --wait 20261121-3").out())
                .startsWith("run 20261121-9 of git~demo is complete");
        assertThat(gogo.run("atoll:reject 20261121-3").out())
                .isEqualTo("2 deletions of run 20261121-3 were rejected; what is still not produced will wait again"
                        + " after the next run\n");
        assertThat(platform.asked).containsExactly("approve 20261121-3 by shell", "reject 20261121-3 by shell");
    }

    @Test
    void saysWhyNothingCanBeDecided() {
        platform.refusal = "nothing waits\n\u001b[2J";
        platform.runs.add(FakePlatform.plan("20261121-5", Status.COMPLETE));

        assertThatThrownBy(() -> gogo.run("atoll:approve 20261121-1")).hasMessage("nothing waits\\n\\u001b[2J");
        assertThatThrownBy(() -> gogo.run("atoll:reject 20261121-1")).hasMessageStartingWith("nothing waits");
        assertThatThrownBy(() -> gogo.run("atoll:apply 20261121-5")).hasMessageStartingWith("nothing waits");
        assertThatThrownBy(() -> gogo.run("atoll:plan git")).hasMessageStartingWith("nothing waits");
    }

    @Test
    void abortsWithAReason() throws Exception {
        platform.runs.add(FakePlatform.running("20261121-2", "git~demo", 1));

        gogo.run("atoll:abort 20261121-2 the source is in maintenance");
        gogo.run("atoll:abort 20261121-2");

        assertThat(platform.asked)
                .containsExactly(
                        "cancel 20261121-2 cancelled by shell: the source is in maintenance",
                        "cancel 20261121-2 cancelled by shell");
    }

    @Test
    void anUnambiguousPartNamesARun() throws Exception {
        platform.runs.addFirst(FakePlatform.running("20261122-31", "git~demo", 1));

        assertThat(gogo.run("atoll:run 20261122").out()).startsWith("run 20261122-31");
        assertThat(gogo.run("atoll:run 31").out()).startsWith("run 20261122-31");
        assertThatThrownBy(() -> gogo.run("atoll:run 2026"))
                .hasMessage("'2026' is part of the ids of 2 runs; the newest is 20261122-31");
    }

    @Test
    void aRunTellsItsModeEpochNotesAndCertificate() throws Exception {
        platform.certificate = List.of("Nothing may be deleted: the mapping\n was changed.");
        platform.runs.add(new RunReport(
                new RunId("20261121-4"),
                IntegrationId.parse("git~demo"),
                Mode.FULL,
                2,
                "at start",
                Status.SUSPENDED,
                "the platform stopped",
                FakePlatform.NOON,
                Optional.empty(),
                7,
                List.of(new KindReport(
                        "repo-0", "repo", "running", 1, 1, 0, 0, 0, 0, List.of(), List.of("a twice"), List.of())),
                Deletion.none()));

        assertThat(gogo.run("atoll:run 20261121-4").out())
                .contains("is suspended: the platform stopped\n")
                .contains("mode     full, epoch 2\n")
                .contains("notes\n  repo-0: a twice\n")
                .contains("certificate\n  Nothing may be deleted: the mapping\\n was changed.\n");
    }

    private void everyKindOfChange() {
        platform.changes.add(FakePlatform.change(Action.CREATE, "new", State.PLANNED, ""));
        platform.changes.add(new Change(
                Action.UPDATE,
                "service",
                JSON.textNode("changed"),
                "repo-0",
                JSON.objectNode(),
                List.of(
                        new Difference("title", JSON.textNode("x"), JSON.textNode("y")),
                        new Difference(
                                "properties.size",
                                JSON.nullNode(),
                                JSON.objectNode().put("a", 1))),
                State.PLANNED,
                ""));
        platform.changes.add(FakePlatform.change(Action.DELETE, "gone", State.PLANNED, ""));
        platform.changes.add(new Change(
                Action.WRITE,
                "service",
                JSON.objectNode().put("combinator", "and"),
                "repo-0",
                JSON.objectNode(),
                List.of(),
                State.PLANNED,
                "the catalog tells"));
        platform.changes.add(FakePlatform.change(Action.DELETE, "many", State.HELD, "over the budget"));
        platform.changes.add(FakePlatform.change(Action.DELETE, "kept", State.WITHHELD, "repo-0 is incomplete"));
    }
}
