package io.atoll.console.gogo.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atoll.admin.internal.audit.AuditLog;
import io.atoll.admin.internal.operation.Dispatcher;
import io.atoll.operation.Operation;
import io.atoll.operation.OperationGroup;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WhyCommandTest {

    @TempDir
    Path data;

    private String verdict = "made";
    private Gogo gogo;

    private record Entity(String entity) {}

    private record Answer(String entity, String verdict) {}

    @BeforeEach
    void open() {
        OperationGroup why = () -> List.of(Operation.get("why", "/why")
                .takes(Entity.class)
                .answers(Answer.class)
                .by((caller, about) -> new Answer(about.entity(), verdict)));
        gogo = Shell.of(new Dispatcher(new AuditLog(data, 1 << 20, InstantSource.system()), List.of(why)));
    }

    @AfterEach
    void close() throws Exception {
        gogo.close();
    }

    @Test
    void hasAGoodOutcomeIfThereIsAnExplanation() throws Exception {
        assertThat(gogo.run("atoll:why service/a").out()).contains("made");
        verdict = "dropped";
        assertThat(gogo.run("atoll:why service/a -o json").out()).contains("dropped");
    }

    @Test
    void hasABadOneIfNoRecordHasToDoWithIt() {
        verdict = "unseen";

        assertThatThrownBy(() -> gogo.run("atoll:why service/a -o json"))
                .isInstanceOfSatisfying(
                        CommandException.class,
                        failure -> assertThat(failure.status()).isEqualTo(1))
                .hasMessage("no record that is kept has to do with it");
    }
}
