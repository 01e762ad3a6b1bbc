package io.atoll.console.gogo.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atoll.pipeline.Deployments;
import io.atoll.pipeline.Deployments.Deployment;
import io.atoll.pipeline.Fetcher.ProviderStatus;
import io.atoll.pipeline.Integrations.State;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CommandsTest {

    private final FakePlatform platform = FakePlatform.withOneRun();
    private final Gogo gogo = new Gogo()
            .with(new IntegrationsCommand(platform), "integrations")
            .with(new ProvidersCommand(platform, platform), "providers")
            .with(new ResyncCommand(platform, platform), "resync")
            .with(new RunsCommand(platform, platform), "runs", "run", "cancel", "abort")
            .with(new PlanCommand(platform, platform), "plan", "apply")
            .with(new ApprovalCommand(platform), "approve", "reject")
            .with(new ChangesCommand(platform), "changes", "failures")
            .with(new DeployStatusCommand(platform.folder()), "deploy-status", "deployStatus");

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
                  "source" : "integrations/git~demo.yaml"
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
        platform.awaited.add(FakePlatform.running("20261121-9", "git~demo", 5));
        platform.awaited.add(FakePlatform.running("20261121-9", "git~demo", 5));
        platform.awaited.add(FakePlatform.complete("20261121-9", "git~demo"));

        Gogo.Said said = gogo.run("atoll:resync --wait git~demo");

        assertThat(said.err()).isEqualTo("""
                run 20261121-9 began
                run 20261121-9: 0 of 1 kinds read; 5 fetched, 0 written, 0 unchanged, 0 filtered, 0 failed
                """);
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
                .hasMessageStartingWith("the engine does not know run 20261121-9 any more");
    }

    @Test
    void tellsWhyARunWasRefused() {
        platform.refusal = "no bundle of type git is deployed\n\u001b[2J";

        assertThatThrownBy(() -> gogo.run("atoll:resync git~demo"))
                .isInstanceOf(CommandException.class)
                .hasMessage("git~demo cannot run: no bundle of type git is deployed\\n\\u001b[2J");
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
                .hasMessage("there is no integration 'git~dmeo'; did you mean git~demo?");
        assertThatThrownBy(() -> gogo.run("atoll:runs gti~x"))
                .hasMessage("there is no integration 'gti~x'; 'atoll:integrations' lists those there are");
    }

    @Test
    void runsAreATableNewestFirst() throws Exception {
        platform.runs.addFirst(FakePlatform.running("20261121-2", "jira~prod", 1200));

        assertThat(gogo.run("atoll:runs").out()).isEqualTo("""
                RUN         INTEGRATION  MODE  EPOCH  STATUS    STARTED               FETCHED  WRITTEN  FAILED  DELETED  REASON
                20261121-2  jira~prod    full      1  running   2026-11-21T12:00:00Z     1200        0       0        0
                20261121-1  git~demo     full      1  complete  2026-11-21T12:00:00Z       10        5       0        1
                """);
        assertThat(gogo.run("atoll:runs -n 1").out()).contains("20261121-2").doesNotContain("20261121-1");
        assertThat(gogo.run("atoll:runs git~demo").out()).contains("20261121-1").doesNotContain("20261121-2");
        assertThat(gogo.run("atoll:runs jira").out()).contains("20261121-2").doesNotContain("20261121-1");
    }

    @Test
    void runsAreJson() throws Exception {
        assertThat(gogo.run("atoll:runs -o json").out()).isEqualTo("""
                [ {
                  "run" : "20261121-1",
                  "integration" : "git~demo",
                  "mode" : "full",
                  "epoch" : 1,
                  "trigger" : "manual (shell)",
                  "status" : "complete",
                  "reason" : "",
                  "startedAt" : "2026-11-21T12:00:00Z",
                  "endedAt" : "2026-11-21T12:00:05Z",
                  "fetched" : 10,
                  "upserted" : 5,
                  "unchanged" : 4,
                  "filtered" : 1,
                  "failed" : 0,
                  "deleted" : 1
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

        assertThat(gogo.run("atoll:run 20261121-3 -o json").out()).isEqualTo("""
                {
                  "run" : "20261121-3",
                  "integration" : "git~demo",
                  "mode" : "full",
                  "epoch" : 1,
                  "trigger" : "manual (shell)",
                  "status" : "held",
                  "reason" : "2 deletions exceed the budget of 1",
                  "startedAt" : "2026-11-21T12:00:00Z",
                  "endedAt" : "2026-11-21T12:00:05Z",
                  "held" : 7,
                  "kinds" : [ {
                    "label" : "repo-0",
                    "kind" : "repo",
                    "state" : "complete",
                    "fetched" : 10,
                    "created" : 2,
                    "updated" : 3,
                    "unchanged" : 4,
                    "filtered" : 0,
                    "failed" : 1,
                    "gaps" : [ ],
                    "notes" : [ ],
                    "failures" : [ {
                      "stage" : "map",
                      "item" : "{\\"id\\":7,\\"name\\":\\"\\u001B[2J\\"}",
                      "reason" : ".identifier is null"
                    } ]
                  }, {
                    "label" : "issue-1",
                    "kind" : "issue",
                    "state" : "incomplete",
                    "fetched" : 0,
                    "created" : 0,
                    "updated" : 0,
                    "unchanged" : 0,
                    "filtered" : 0,
                    "failed" : 0,
                    "gaps" : [ "repo demo: answered 500\\nthree times" ],
                    "notes" : [ ],
                    "failures" : [ ]
                  } ],
                  "deletion" : {
                    "stale" : 2,
                    "deleted" : 0,
                    "withheld" : [ "the budget is 1" ],
                    "pending" : [ {
                      "blueprint" : "service",
                      "identifier" : "a"
                    }, {
                      "blueprint" : "service",
                      "identifier" : "b"
                    } ]
                  },
                  "certificate" : [ "repo-0 was read whole" ]
                }
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
        assertThat(platform.asked).containsExactly("cancel 20261121-2 cancelled from the shell");
        assertThatThrownBy(() -> gogo.run("atoll:cancel 20261121-1"))
                .hasMessage("run 20261121-1 has ended already; see 'atoll:run 20261121-1'");
    }

    @Test
    void deployStatusIsATableAndJsonUnderBothOfItsNames() throws Exception {
        platform.settled = false;
        platform.deployments.add(
                new Deployment("git.jar", "io.atoll.git", "1.2.0", Deployments.State.LIVE, "", FakePlatform.NOON));
        platform.deployments.add(
                new Deployment("x.jar", "", "", Deployments.State.REFUSED, "not a bundle", FakePlatform.NOON));

        assertThat(gogo.run("atoll:deploy-status").out()).isEqualTo("""
                FILE     BUNDLE        VERSION  STATE    SINCE                 REASON
                git.jar  io.atoll.git  1.2.0    live     2026-11-21T12:00:00Z
                x.jar                           refused  2026-11-21T12:00:00Z  not a bundle
                not all files were dealt with yet
                """);
        platform.deployments.removeLast();
        assertThat(gogo.run("atoll:deploy-status -o json").out())
                .isEqualTo(gogo.run("atoll:deployStatus -o json").out())
                .isEqualTo("""
                {
                  "settled" : false,
                  "files" : [ {
                    "file" : "git.jar",
                    "bundle" : "io.atoll.git",
                    "version" : "1.2.0",
                    "state" : "live",
                    "reason" : "",
                    "since" : "2026-11-21T12:00:00Z"
                  } ]
                }
                """);
    }

    @Test
    void refusesWhatItDoesNotUnderstand() {
        assertThatThrownBy(() -> gogo.run("atoll:runs -o xml"))
                .hasMessage("the output is 'table' or 'json', but was 'xml'");
        assertThatThrownBy(() -> gogo.run("atoll:runs --all"))
                .hasMessage("atoll:runs has no option '--all'; see 'help atoll:runs'");
        assertThatThrownBy(() -> gogo.run("atoll:runs -n many"))
                .hasMessage("-n takes a whole number from 0, but was 'many'");
        assertThatThrownBy(() -> gogo.run("atoll:resync git~demo --allow-deletes -3"))
                .hasMessage("--allow-deletes takes a whole number from 0, but was '-3'");
        assertThatThrownBy(() -> gogo.run("atoll:run"))
                .hasMessage("atoll:run takes one run and nothing else; see 'help atoll:run'");
        assertThatThrownBy(() -> gogo.run("atoll:integrations git"))
                .hasMessage("atoll:integrations takes no argument, but was given 'git'");
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

    /** Passes its input on. */
    public static final class Reader {

        public void read() throws java.io.IOException {
            System.in.transferTo(System.out);
        }
    }
}
