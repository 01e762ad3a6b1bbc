package io.atoll.console.gogo.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.atoll.pipeline.Deployments;
import io.atoll.pipeline.Deployments.Deployment;
import io.atoll.pipeline.Fetcher.ProviderStatus;
import io.atoll.pipeline.Integrations.State;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectMapper YAML = new YAMLMapper();
    private static final String PROGRESS =
            "run 20261121-9: 0 of 1 kinds read; 5 fetched, 0 written, 0 unchanged, 0 filtered, 0 failed\n";

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
    void integrationsAreATable() throws Exception {
        platform.integrations.add(
                FakePlatform.integration("jira~prod", "", State.MISSING, "no bundle of type jira is deployed"));

        assertThat(gogo.run("atoll:integrations").out()).isEqualTo("""
                ID         STATE    VERSION  PROBLEM                             SOURCE
                git~demo   ready    1.2.0                                        integrations/git~demo.yaml
                jira~prod  missing           no bundle of type jira is deployed  integrations/jira~prod.yaml
                """);
    }

    @Test
    void integrationsAreJson() throws Exception {
        assertThat(gogo.run("atoll:integrations -o json").out()).isEqualTo("""
                [ {
                  "id" : "git~demo",
                  "title" : "Git",
                  "version" : "1.2.0",
                  "state" : "ready",
                  "problem" : "",
                  "source" : "integrations/git~demo.yaml",
                  "resyncOnStart" : true,
                  "ownMapping" : false
                } ]
                """);
    }

    @Test
    void tellsThatNothingIsConfiguredAndKeepsJsonJson() throws Exception {
        platform.integrations.clear();

        assertThat(gogo.run("atoll:integrations").out()).isEqualTo("no integration is configured\n");
        assertThat(gogo.run("atoll:integrations --output json").out()).isEqualTo("[ ]\n");
    }

    @Test
    void providersAreNamedByKindWithTheReasonWhyTheyCannotRun() throws Exception {
        platform.providers.add(provider("git~demo", List.of("repo", "file"), List.of(), "active", ""));
        platform.providers.add(provider("", List.of("*"), List.of("repo"), "unsatisfied", "no configuration"));

        assertThat(gogo.run("atoll:providers").out()).isEqualTo("""
                KIND           INTEGRATION  PROVIDER            BUNDLE              STATE        REASON
                repo           git~demo     io.atoll.git.Repos  io.atoll.git 1.2.0  active
                file           git~demo     io.atoll.git.Repos  io.atoll.git 1.2.0  active
                * except repo               io.atoll.git.Repos  io.atoll.git 1.2.0  unsatisfied  no configuration
                """);
        assertThat(gogo.run("atoll:providers git -o json").out()).isEqualTo("""
                [ {
                  "integration" : "git~demo",
                  "kinds" : [ "repo", "file" ],
                  "except" : [ ],
                  "component" : "io.atoll.git.Repos",
                  "bundle" : "io.atoll.git 1.2.0",
                  "state" : "active",
                  "reason" : ""
                } ]
                """);
    }

    @Test
    void resyncStartsARunAndPrintsNothingButItsId() throws Exception {
        assertThat(gogo.run("atoll:resync git --allow-deletes 12")).isEqualTo(new Gogo.Said("20261121-9\n", ""));
        assertThat(gogo.run("atoll:resync git~demo -o json").out()).isEqualTo("""
                {
                  "run" : "20261121-9",
                  "integration" : "git~demo"
                }
                """);
        assertThat(platform.asked)
                .containsExactly(
                        "start git~demo Manual[by=shell, deletionAllowance=12]",
                        "start git~demo Manual[by=shell, deletionAllowance=0]");
    }

    @Test
    void resyncCanBeFollowedToItsReport() throws Exception {
        platform.runs
                .clear(); // with no earlier run to compare with, the time that is left, which grows with the clock, is
        // not told
        platform.awaited.add(FakePlatform.running("20261121-9", "git~demo", 5));
        platform.awaited.add(FakePlatform.running("20261121-9", "git~demo", 5));
        platform.awaited.add(FakePlatform.complete("20261121-9", "git~demo"));

        Gogo.Said said = gogo.run("atoll:resync --wait git~demo");

        assertThat(withoutRate(said.err())).isEqualTo("""
                run 20261121-9 began
                """ + PROGRESS);
        assertThat(said.out()).isEqualTo("""
                run 20261121-9 of git~demo is complete
                  mode     full, epoch 1
                  trigger  manual (shell)
                  started  2026-11-21T12:00:00Z
                  ended    2026-11-21T12:00:05Z, after 5 s
                  held     7 entities when it began

                KIND    STATE     FETCHED  CREATED  UPDATED  UNCHANGED  FILTERED  FAILED
                repo-0  complete       10        2        3          4         1       0

                deletion: 1 deleted of 1 no longer produced
                """);
    }

    @Test
    void aFollowedRunThatIsNotCompleteIsAFailureAfterItsReport() {
        platform.awaited.add(FakePlatform.troubled("20261121-9"));

        assertThatThrownBy(() -> gogo.run("atoll:resync --wait git~demo"))
                .isInstanceOf(CommandException.class)
                .hasMessage("run 20261121-9 of git~demo is held: 2 deletions exceed the budget of 1");
    }

    @Test
    void aFollowedRunThatTheEngineForgotIsAFailure() {
        assertThatThrownBy(() -> gogo.run("atoll:resync --wait git~demo"))
                .hasMessageStartingWith("there is no run '20261121-9'");
    }

    @Test
    void aRunUnderWayCanBeWatchedToItsEnd() throws Exception {
        platform.awaited.add(FakePlatform.running("20261121-9", "git~demo", 5));
        platform.awaited.add(FakePlatform.complete("20261121-9", "git~demo"));

        Gogo.Said said = gogo.run("atoll:watch 20261121-9");

        assertThat(withoutRate(said.err())).isEqualTo(PROGRESS);
        assertThat(said.out()).startsWith("run 20261121-9 of git~demo is complete\n");
    }

    @Test
    void theOutcomeOfAWatchedRunIsTheStatus() {
        platform.awaited.add(FakePlatform.troubled("20261121-9"));

        assertThatThrownBy(() -> gogo.run("atoll:watch 20261121-9"))
                .isInstanceOfSatisfying(
                        CommandException.class,
                        failure -> assertThat(failure.status()).isEqualTo(CommandException.NEGATIVE));
        assertThatThrownBy(() -> gogo.run("atoll:watch nowhere"))
                .isInstanceOfSatisfying(
                        CommandException.class,
                        failure -> assertThat(failure.status()).isEqualTo(CommandException.REFUSED));
    }

    @Test
    void tellsWhyARunWasRefused() {
        platform.refusal = "no bundle of type git is deployed\n\u001b[2J";

        assertThatThrownBy(() -> gogo.run("atoll:resync git~demo"))
                .isInstanceOf(CommandException.class)
                .hasMessage("no bundle of type git is deployed\\n\\u001b[2J");
    }

    @Test
    void anAmbiguousShortFormStartsNothing() {
        platform.integrations.add(FakePlatform.ready("git~other"));

        assertThatThrownBy(() -> gogo.run("atoll:resync git"))
                .hasMessage("'git' has several instances; name one of git~demo, git~other");
        assertThat(platform.asked).isEmpty();
    }

    @Test
    void anUnknownInstanceBringsTheNearestNames() {
        assertThatThrownBy(() -> gogo.run("atoll:resync git~dmeo"))
                .hasMessage("there is no integration 'git~dmeo'; did you mean 'git~demo'? known: git~demo");
        assertThatThrownBy(() -> gogo.run("atoll:providers gti~x"))
                .hasMessage("there is no integration 'gti~x'; known: git~demo");
    }

    @Test
    void runsAreATableNewestFirst() throws Exception {
        platform.runs.addFirst(FakePlatform.running("20261121-2", "jira~prod", 1200));

        assertThat(gogo.run("atoll:runs").out()).isEqualTo("""
                RUN         INTEGRATION  MODE  STATUS    STARTED AT            FETCHED  CREATED  UPDATED  FAILED  DELETED  REASON
                20261121-2  jira~prod    full  running   2026-11-21T12:00:00Z     1200        0        0       0        0
                20261121-1  git~demo     full  complete  2026-11-21T12:00:00Z       10        2        3       0        1
                """);
        assertThat(gogo.run("atoll:runs -n 1").out()).contains("20261121-2").doesNotContain("20261121-1");
        assertThat(gogo.run("atoll:runs git~demo").out()).contains("20261121-1").doesNotContain("20261121-2");
        assertThat(gogo.run("atoll:runs jira~prod").out())
                .contains("20261121-2")
                .doesNotContain("20261121-1");
    }

    @Test
    void runsAreJson() throws Exception {
        assertThat(gogo.run("atoll:runs -o json").out()).isEqualTo("""
                [ {
                  "run" : "20261121-1",
                  "integration" : "git~demo",
                  "mode" : "full",
                  "trigger" : "manual (shell)",
                  "status" : "complete",
                  "reason" : "",
                  "startedAt" : "2026-11-21T12:00:00Z",
                  "endedAt" : "2026-11-21T12:00:05Z",
                  "held" : 7,
                  "fetched" : 10,
                  "created" : 2,
                  "updated" : 3,
                  "unchanged" : 4,
                  "filtered" : 1,
                  "failed" : 0,
                  "deleted" : 1,
                  "stale" : 1
                } ]
                """);
    }

    @Test
    void theReportOfARunNamesGapsFailuresAndWhatWaitsForApproval() throws Exception {
        platform.runs.add(FakePlatform.troubled("20261121-3"));

        assertThat(gogo.run("atoll:run 20261121-3").out()).isEqualTo("""
                run 20261121-3 of git~demo is held: 2 deletions exceed the budget of 1
                  mode     full, epoch 1
                  trigger  manual (shell)
                  started  2026-11-21T12:00:00Z
                  ended    2026-11-21T12:00:05Z, after 5 s
                  held     7 entities when it began

                KIND     STATE       FETCHED  CREATED  UPDATED  UNCHANGED  FILTERED  FAILED
                repo-0   complete         10        2        3          4         0       1
                issue-1  incomplete        0        0        0          0         0       0

                not read, and nothing of it deleted
                  issue-1: repo demo: answered 500\\nthree times

                failed
                  repo-0, map: .identifier is null
                    {"id":7,"name":"\\u001b[2J"}

                deletion: 0 deleted of 2 no longer produced
                  withheld: the budget is 1
                  pending:  service/a
                  pending:  service/b
                  to list: atoll:changes 20261121-3 --state held
                  to decide: atoll:approve 20261121-3, or atoll:reject 20261121-3
                """);
    }

    @Test
    void theReportOfARunIsJson() throws Exception {
        platform.runs.add(FakePlatform.troubled("20261121-3"));
        platform.certificate = List.of("repo-0 was read whole");

        JsonNode run = json("atoll:run 20261121-3 -o json");

        assertThat(run.at("/summary/run").asText()).isEqualTo("20261121-3");
        assertThat(run.at("/summary/status").asText()).isEqualTo("held");
        assertThat(run.at("/kinds/0/failures/0/item").asText()).isEqualTo("{\"id\":7,\"name\":\"\u001b[2J\"}");
        assertThat(run.at("/kinds/1/gaps/0").asText()).isEqualTo("repo demo: answered 500\nthree times");
        assertThat(run.at("/pending/1/identifier").asText()).isEqualTo("b");
        assertThat(run.path("certificate").toString()).isEqualTo("[\"repo-0 was read whole\"]");
    }

    @Test
    void whatIsPrintedForProgramsActsOnNoTerminal() throws Exception {
        platform.runs.add(FakePlatform.troubled("20261121-3"));

        assertThat(gogo.run("atoll:run 20261121-3 -o json").out()).doesNotContain("\u001b");
        assertThat(gogo.run("atoll:run 20261121-3 -o yaml").out()).doesNotContain("\u001b");
    }

    @Test
    void everythingIsYamlToo() throws Exception {
        platform.runs.addFirst(FakePlatform.running("20261121-2", "jira~prod", 1200));

        JsonNode runs = YAML.readTree(gogo.run("atoll:runs -o yaml").out());
        JsonNode run = YAML.readTree(gogo.run("atoll:run 20261121-1 -o yaml").out());

        assertThat(runs).hasSize(2);
        assertThat(runs.at("/1/startedAt").asText()).isEqualTo("2026-11-21T12:00:00Z");
        assertThat(run.at("/kinds/0/created").asInt()).isEqualTo(2);
        platform.integrations.clear();
        assertThat(gogo.run("atoll:integrations -o yaml").out()).isEqualTo("[]\n");
    }

    @Test
    void aPartOfAListTellsProgramsAndPeopleWhereItGoesOn() throws Exception {
        for (int i = 2; i < 600; i++) {
            platform.runs.add(FakePlatform.complete("20261121-" + i, "git~demo"));
        }

        JsonNode part = json("atoll:runs --limit 3 -o json");
        assertThat(part.path("items")).hasSize(3);
        assertThat(json("atoll:runs --limit 3 -o json --cursor "
                                + part.path("next").asText())
                        .at("/items/0/run")
                        .asText())
                .isEqualTo("20261121-4");
        assertThat(json("atoll:runs -o json")).hasSize(599);
        assertThat(gogo.run("atoll:runs").out().lines())
                .hasSize(102)
                .last()
                .isEqualTo("… and more; --all lists them, --cursor 100 goes on here");
        assertThat(gogo.run("atoll:runs --all").out().lines()).hasSize(600);
        assertThat(gogo.run("atoll:runs -n 550").out().lines()).hasSize(552);
    }

    @Test
    void wideShowsEveryColumn() throws Exception {
        assertThat(gogo.run("atoll:runs -o wide").out()).contains("TRIGGER", "STALE", "manual (shell)");
        assertThat(gogo.run("atoll:run 20261121-1 -o wide").out()).contains("epoch", "KIND", "repo-0");
    }

    @Test
    void aThingIsShownByNamesAndValues() throws Exception {
        assertThat(gogo.run("atoll:integration git").out()).isEqualTo("""
                id             git~demo
                title          Git
                version        1.2.0
                state          ready
                problem
                source         integrations/git~demo.yaml
                resyncOnStart  true
                ownMapping     false
                """);
    }

    @Test
    void nestedThingsAreNamedInATable() throws Exception {
        platform.runs.addFirst(FakePlatform.running("20261121-2", "git~demo", 1200));

        assertThat(gogo.run("atoll:status").out()).isEqualTo("""
                INTEGRATION  HEALTH   VERSION  RUNNING     LAST        OWNED  REASON
                git~demo     healthy  1.2.0    20261121-2  20261121-1      7
                """);
    }

    @Test
    void anUnknownRunBringsTheNearestNames() {
        assertThatThrownBy(() -> gogo.run("atoll:run 20261121-7"))
                .hasMessage("there is no run '20261121-7'; did you mean 20261121-1?");
        assertThatThrownBy(() -> gogo.run("atoll:cancel 0")).hasMessageStartingWith("there is no run '0'");
    }

    @Test
    void cancelsARunUnderWayAndTellsIfItHasEnded() throws Exception {
        platform.runs.add(FakePlatform.running("20261121-2", "git~demo", 1));

        assertThat(gogo.run("atoll:cancel 20261121-2").out()).isEqualTo("run 20261121-2 was asked to end\n");
        assertThat(platform.asked).containsExactly("cancel 20261121-2 cancelled by shell");
        assertThatThrownBy(() -> gogo.run("atoll:cancel 20261121-1"))
                .hasMessage("run 20261121-1 has ended: it is complete");
    }

    @Test
    void deployStatusIsATableAndJsonUnderBothOfItsNames() throws Exception {
        platform.deployments.add(
                new Deployment("git.jar", "io.atoll.git", "1.2.0", Deployments.State.LIVE, "", FakePlatform.NOON));
        platform.deployments.add(
                new Deployment("x.jar", "", "", Deployments.State.REFUSED, "not a bundle", FakePlatform.NOON));

        assertThat(gogo.run("atoll:deploy-status").out()).isEqualTo("""
                FILE     BUNDLE        VERSION  STATE    REASON        SINCE
                git.jar  io.atoll.git  1.2.0    live                   2026-11-21T12:00:00Z
                x.jar                           refused  not a bundle  2026-11-21T12:00:00Z
                """);
        platform.deployments.removeLast();
        assertThat(gogo.run("atoll:deploy-status -o json").out())
                .isEqualTo(gogo.run("atoll:deployStatus -o json").out())
                .isEqualTo("""
                [ {
                  "file" : "git.jar",
                  "bundle" : "io.atoll.git",
                  "version" : "1.2.0",
                  "state" : "live",
                  "reason" : "",
                  "since" : "2026-11-21T12:00:00Z"
                } ]
                """);
    }

    @Test
    void refusesWhatItDoesNotUnderstand() {
        assertThatThrownBy(() -> gogo.run("atoll:runs -o xml"))
                .hasMessage("the output is one of table, wide, json, yaml, but was 'xml'");
        assertThatThrownBy(() -> gogo.run("atoll:runs --statis running"))
                .hasMessageStartingWith("atoll:runs has no option '--statis'; did you mean '--status'?");
        assertThatThrownBy(() -> gogo.run("atoll:runs --wait")).hasMessageStartingWith("atoll:runs has no option");
        assertThatThrownBy(() -> gogo.run("atoll:runs --status ended"))
                .hasMessageStartingWith("'status' must be one of");
        assertThatThrownBy(() -> gogo.run("atoll:runs -n many"))
                .hasMessage("-n takes a whole number from 0, but was 'many'");
        assertThatThrownBy(() -> gogo.run("atoll:runs -n")).hasMessage("-n needs a value");
        assertThatThrownBy(() -> gogo.run("atoll:resync git~demo --allow-deletes -3"))
                .hasMessage("'allowDeletes' must not be negative");
        assertThatThrownBy(() -> gogo.run("atoll:resync git~demo --allow-deletes some"))
                .hasMessage("'allowDeletes' must be a whole number");
        assertThatThrownBy(() -> gogo.run("atoll:run"))
                .hasMessageStartingWith("atoll:run needs RUN: the id of the run")
                .hasMessageEndingWith("see 'help run'");
        assertThatThrownBy(() -> gogo.run("atoll:run 1 2"))
                .hasMessage("atoll:run does not know what '2' is for; see 'help run'");
        assertThatThrownBy(() -> gogo.run("atoll:integrations git"))
                .hasMessage("atoll:integrations does not know what 'git' is for; see 'help integrations'");
        assertThat(platform.asked).isEmpty();
    }

    @Test
    void helpSaysWhatACommandTakes() throws Exception {
        assertThat(gogo.run("atoll:help resync").out())
                .isEqualTo(gogo.run("atoll:resync --help").out())
                .startsWith("Begins a run")
                .contains(
                        "usage: atoll:resync INTEGRATION [OPTION…]", "--allow-deletes", "-w, --wait", "--incremental");
        assertThat(gogo.run("atoll:help runs").out())
                .contains("usage: atoll:runs [INTEGRATION] [OPTION…]", "complete, incomplete", "-n, --limit");
        assertThat(gogo.run("atoll:help abort").out()).contains("usage: atoll:abort RUN [REASON…] [OPTION…]");
        assertThat(platform.asked).isEmpty();
    }

    @Test
    void aTableFitsTheTerminalButNotAPipe() throws Exception {
        gogo.with(new Reader(), "read");
        platform.integrations.add(FakePlatform.integration("jira~prod", "", State.MISSING, "x".repeat(200)));

        assertThat(gogo.run("atoll:integrations", 80).out().lines()).allMatch(line -> line.length() <= 80);
        assertThat(gogo.run("atoll:integrations | atoll:read", 80).out()).contains("x".repeat(200));
    }

    @Test
    void aResultIsCaughtAsText() throws Exception {
        platform.runs.add(FakePlatform.complete("20261121-9", "git~demo"));

        assertThat(gogo.run("id = (atoll:resync git~demo); atoll:run $id -o json")
                        .out())
                .contains("\"run\" : \"20261121-9\"");
    }

    private static ProviderStatus provider(
            String integration, List<String> kinds, List<String> except, String state, String reason) {
        return new ProviderStatus(
                integration, kinds, except, "io.atoll.git.Repos", "io.atoll.git 1.2.0", state, reason);
    }

    private JsonNode json(String line) throws Exception {
        return JSON.readTree(gogo.run(line).out());
    }

    /** How fast a run is depends on the clock. */
    private static String withoutRate(String progress) {
        return progress.replaceAll("; [0-9.E]+ records/s(; about [0-9]+ s left)?", "");
    }

    /** Passes its input on. */
    public static final class Reader {

        public void read() throws java.io.IOException {
            System.in.transferTo(System.out);
        }
    }
}
