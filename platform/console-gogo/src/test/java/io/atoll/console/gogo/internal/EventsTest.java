package io.atoll.console.gogo.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventsTest {

    private final FakeInbox inbox = new FakeInbox();
    private Gogo gogo;

    @TempDir
    Path data;

    @BeforeEach
    void open() {
        gogo = Shell.of(Shell.operations(FakePlatform.withOneRun(), inbox, data));
    }

    @AfterEach
    void close() throws Exception {
        gogo.close();
    }

    @Test
    void eventsAreCountedByPath() throws Exception {
        assertThat(gogo.run("atoll:events").out()).isEqualTo("""
                INTEGRATION  PATH      WAITING  HANDLING  DEAD  DONE
                git~demo     /webhook        1         0     2     0
                """);
        assertThat(JsonMapper.builder()
                        .build()
                        .readTree(gogo.run("atoll:events -o json").out())
                        .at("/0/dead")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void deadEventsAreListedWithTheirReasonsAndShownWithTheirBodies() throws Exception {
        assertThat(gogo.run("atoll:deadletters").out())
                .contains("no such project", "bad\\u001b[31m")
                .doesNotContain("\u001b");
        assertThat(gogo.run("atoll:deadletters -n 1 git").out()).doesNotContain("bad");
        assertThat(gogo.run("atoll:deadletters 7").out())
                .containsPattern("reason +no such project")
                .containsPattern("x-event +push")
                .contains("{\"id\": 1}");
        assertThatThrownBy(() -> gogo.run("atoll:deadletters 8")).hasMessageContaining("there is no event 8");
    }

    @Test
    void deadEventsAreReplayedAndDroppedByNumberOrInstance() throws Exception {
        assertThat(gogo.run("atoll:replay 7").out()).isEqualTo("1 dead events wait again\n");
        assertThat(inbox.replayed).containsExactly(7L);
        gogo.run("atoll:replay git~demo");
        assertThat(inbox.replayed).containsExactly(7L, 9L);
        assertThat(gogo.run("atoll:deadletters --drop 9").out()).isEqualTo("1 dead events were dropped\n");
        assertThat(inbox.dropped).containsExactly(9L);
        assertThatThrownBy(() -> gogo.run("atoll:replay")).hasMessageContaining("name the events by 'events'");
        assertThatThrownBy(() -> gogo.run("atoll:replay nobody")).hasMessageContaining("nobody");
    }
}
