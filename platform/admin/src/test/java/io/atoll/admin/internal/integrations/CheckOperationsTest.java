package io.atoll.admin.internal.integrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.atoll.admin.internal.audit.AuditLog;
import io.atoll.admin.internal.operation.Dispatcher;
import io.atoll.admin.it.platform.FakePlatform;
import io.atoll.operation.Caller;
import io.atoll.operation.Caller.Means;
import io.atoll.operation.Refused;
import io.atoll.operation.Role;
import io.atoll.spi.ConnectionCheck;
import io.atoll.spi.ConnectionCheck.Outcome;
import io.atoll.spi.ConnectionCheck.Step;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CheckOperationsTest {

    @TempDir
    private Path data;

    private JsonNode check(ConnectionCheck check, Duration patience) throws Exception {
        return check("git~demo", check, patience);
    }

    private JsonNode check(String name, ConnectionCheck check, Duration patience) throws Exception {
        ConnectionChecks checks = new ConnectionChecks(patience, patience);
        checks.add(check, Map.of("atoll.integration", "git", "atoll.instance", "demo"));
        CheckOperations group = new CheckOperations(new FakePlatform("thing"), checks);
        Dispatcher operations = new Dispatcher(new AuditLog(data, 1 << 20, InstantSource.system()), List.of(group));
        return operations
                .perform(
                        new Caller("ada", Role.OPERATOR, Means.SHELL),
                        "check",
                        JsonNodeFactory.instance.objectNode().put("integration", name))
                .body();
    }

    @Test
    void showsEveryStep() throws Exception {
        JsonNode checked = check(
                () -> List.of(
                        new Step("reach the host", Outcome.PASSED, "200"),
                        new Step("sign in", Outcome.FAILED, "401: renew the token"),
                        new Step("list", Outcome.SKIPPED, "")),
                Duration.ofSeconds(60));

        assertThat(checked.path("passed").asBoolean()).isFalse();
        assertThat(checked.path("steps").findValuesAsText("outcome")).containsExactly("passed", "failed", "skipped");
    }

    @Test
    void endsACheckThatDoesNotEnd() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);

        JsonNode checked = check(
                () -> {
                    try {
                        new CountDownLatch(1).await();
                        return List.of();
                    } catch (InterruptedException e) {
                        interrupted.countDown();
                        throw e;
                    }
                },
                Duration.ofMillis(50));

        assertThat(checked.at("/steps/0/explanation").asText()).contains("did not end within");
        assertThat(interrupted.await(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void saysThatTheCheckItselfBrokeDown() throws Exception {
        JsonNode checked = check(
                () -> {
                    throw new IllegalStateException("no client");
                },
                Duration.ofSeconds(60));

        assertThat(checked.path("passed").asBoolean()).isFalse();
        assertThat(checked.at("/steps/0/explanation").asText()).contains("broke down", "no client");
    }

    @Test
    void saysThatThereIsNoCheck() {
        assertThatThrownBy(() -> check("jira~a", List::of, Duration.ofSeconds(60)))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("jira~a brings no check");
    }
}
