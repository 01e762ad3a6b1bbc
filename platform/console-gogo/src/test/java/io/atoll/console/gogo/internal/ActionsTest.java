package io.atoll.console.gogo.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.atoll.admin.internal.audit.AuditLog;
import io.atoll.admin.internal.operation.Dispatcher;
import io.atoll.operation.Operation;
import io.atoll.operation.OperationGroup;
import io.atoll.operation.Slice;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ActionsTest {

    private final List<Desk> desks = new ArrayList<>();

    @TempDir
    Path data;

    private Gogo gogo;

    private record Desk(String integration, boolean enabled, String trouble, List<Run> runs) {}

    private record Run(String id, String action, String state, Instant since, String detail) {}

    @BeforeEach
    void open() {
        OperationGroup actions = () -> List.of(Operation.get("actions", "/actions")
                .takes(Part.class)
                .lists(Desk.class)
                .by((caller, part) -> Slice.whole(desks)));
        gogo = Shell.of(new Dispatcher(new AuditLog(data, 1 << 20, InstantSource.system()), List.of(actions)));
    }

    private record Part(@org.jspecify.annotations.Nullable Integer limit) {}

    @AfterEach
    void close() throws Exception {
        gogo.close();
    }

    @Test
    void listsWhatRunsAndWhatWaits() throws Exception {
        var since = Instant.parse("2026-11-22T04:00:00.5Z");
        desks.add(new Desk(
                "git~demo",
                true,
                "the catalog does not answer",
                List.of(
                        new Run("r_1", "restart", "running", since, ""),
                        new Run("r_2", "restart", "waiting", since, "waits for the rate limit"))));
        desks.add(new Desk("jira~prod", false, "", List.of()));

        assertThat(gogo.run("atoll:actions").out()).isEqualTo("""
                INTEGRATION  ACTIONS   RUN  ACTION   STATE    SINCE                 DETAIL
                git~demo     enabled                                                the catalog does not answer
                                       r_1  restart  running  2026-11-22T04:00:00Z
                                       r_2  restart  waiting  2026-11-22T04:00:00Z  waits for the rate limit
                jira~prod    disabled
                """);
        desks.removeFirst();
        assertThat(gogo.run("atoll:actions -o json").out()).isEqualTo("""
                [ {
                  "integration" : "jira~prod",
                  "enabled" : false,
                  "trouble" : "",
                  "runs" : [ ]
                } ]
                """);
    }

    @Test
    void saysThatNothingIsConfigured() throws Exception {
        assertThat(gogo.run("atoll:actions").out()).isEqualTo("no integration is configured\n");
    }
}
