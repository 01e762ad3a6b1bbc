package io.atoll.console.gogo.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atoll.operation.Operation;
import io.atoll.operation.Operation.Nothing;
import io.atoll.operation.OperationGroup;
import io.atoll.operation.Secret;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiscretionTest {

    @TempDir
    Path data;

    private Discretion discretion;

    private record Door(String name, @Secret String pin) {}

    @BeforeEach
    void open() {
        OperationGroup doors = () -> List.<Operation<?, ?>>of(Operation.post("doors add", "/doors")
                .takes(Door.class)
                .answers(Nothing.class)
                .by((caller, door) -> new Nothing()));
        discretion = new Discretion(Shell.operations(FakePlatform.withOneRun(), new FakeInbox(), data, doors));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "runs",
                "runs -n 5 -o json",
                "atoll:resync git~demo --wait; runs | grep complete",
                "secrets",
                "tokens-revoke 4",
                "x = 1",
                "no-such-command"
            })
    void keepsWhatIsNoSecret(String line) {
        assertThat(discretion.harmless(line)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "doors-add front --pin 1234",
                "atoll:doors-add front --pin -",
                "runs; x = (doors-add front)",
                "runs|doors-add front"
            })
    void keepsNoCommandThatTakesASecret(String line) {
        assertThat(discretion.harmless(line)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "user-ad ada operator --password correct-horse",
                "x --new-api-key=4711",
                "confg-set a~b --values '{\"token\": \"4711\"}'",
                "secret = 4711",
                "jq .a 'https://ada:lovelace@example.com/'",
                "say ghp_0123456789abcdefghijklmnopqrstuvwxyz"
            })
    void keepsNothingThatIsCalledOrLooksLikeASecret(String line) {
        assertThat(discretion.harmless(line)).isFalse();
    }

    @Test
    void tellsItByTheStatus() throws Exception {
        try (Gogo gogo = new Gogo()) {
            gogo.with((org.apache.felix.service.command.Function) discretion::mayKeep, Discretion.NAME);

            assertThat(gogo.run("may-keep 'runs -n 5'").out()).isEmpty();
            assertThatThrownBy(() -> gogo.run("may-keep 'doors-add front --pin 1'"))
                    .isInstanceOfSatisfying(
                            CommandException.class,
                            failure -> assertThat(failure.status()).isEqualTo(1));
        }
    }
}
