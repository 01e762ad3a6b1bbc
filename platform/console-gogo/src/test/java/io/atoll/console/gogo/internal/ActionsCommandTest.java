package io.atoll.console.gogo.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atoll.pipeline.ActionDesk;
import io.atoll.spi.IntegrationId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ActionsCommandTest {

    private final List<ActionDesk> desks = new ArrayList<>();
    private final Gogo gogo = new Gogo().with(new ActionsCommand(desks), "actions");

    @AfterEach
    void close() throws Exception {
        gogo.close();
    }

    private record Desk(IntegrationId integration, boolean open, String trouble, List<Run> runs)
            implements ActionDesk {}

    @Test
    void listsWhatRunsAndWhatWaits() throws Exception {
        var since = Instant.parse("2026-11-22T04:00:00.5Z");
        desks.add(new Desk(IntegrationId.parse("jira~prod"), false, "", List.of()));
        desks.add(new Desk(
                IntegrationId.parse("git~demo"),
                true,
                "the catalog does not answer",
                List.of(
                        new ActionDesk.Run("r_1", "restart", ActionDesk.State.RUNNING, since, ""),
                        new ActionDesk.Run(
                                "r_2", "restart", ActionDesk.State.WAITING, since, "waits for the rate limit"))));

        assertThat(gogo.run("atoll:actions").out()).isEqualTo("""
                INTEGRATION  ACTIONS   RUN  ACTION   STATE    SINCE                 DETAIL
                git~demo     enabled                                                the catalog does not answer
                                       r_1  restart  running  2026-11-22T04:00:00Z
                                       r_2  restart  waiting  2026-11-22T04:00:00Z  waits for the rate limit
                jira~prod    disabled
                """);
        assertThat(gogo.run("atoll:actions jira -o json").out()).isEqualTo("""
                [ {
                  "integration" : "jira~prod",
                  "state" : "disabled",
                  "trouble" : "",
                  "runs" : [ ]
                } ]
                """);
    }

    @Test
    void saysThatNothingIsConfigured() throws Exception {
        assertThat(gogo.run("atoll:actions").out()).isEqualTo("no integration is configured\n");
    }

    @Test
    void namesTheInstanceThatIsNotThere() throws Exception {
        desks.add(new Desk(IntegrationId.parse("git~demo"), true, "", List.of()));

        assertThatThrownBy(() -> gogo.run("atoll:actions gti"))
                .isInstanceOf(CommandException.class)
                .hasMessageContaining("there is no integration 'gti'; did you mean git");
    }
}
