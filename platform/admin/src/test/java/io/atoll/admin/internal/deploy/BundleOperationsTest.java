package io.atoll.admin.internal.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.atoll.admin.internal.audit.AuditLog;
import io.atoll.admin.internal.operation.Dispatcher;
import io.atoll.admin.it.platform.FakeBundleFiles;
import io.atoll.admin.it.platform.FakeDeployments;
import io.atoll.admin.it.platform.FakePlatform;
import io.atoll.operation.Caller;
import io.atoll.operation.Caller.Means;
import io.atoll.operation.Refused;
import io.atoll.operation.Refused.Kind;
import io.atoll.operation.Role;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bundles, as any face asks for them. */
final class BundleOperationsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final FakeBundleFiles bundles = new FakeBundleFiles("thing");

    @TempDir
    private Path folder;

    private Dispatcher operations;

    @BeforeEach
    void openLog() {
        operations = new Dispatcher(
                new AuditLog(folder.resolve("data"), 1 << 20, InstantSource.system()),
                List.of(new BundleOperations(bundles, new FakeDeployments("thing"), new FakePlatform("thing"))));
    }

    private JsonNode as(Role role, Means means, String operation, String input) throws Exception {
        return operations
                .perform(new Caller("ada", role, means), operation, JSON.readTree(input.replace('\'', '"')))
                .body();
    }

    private static void assertRefused(Kind kind, String words, ThrowingCallable call) {
        assertThatThrownBy(call).asInstanceOf(type(Refused.class)).satisfies(refused -> {
            assertThat(refused.kind()).isEqualTo(kind);
            assertThat(refused.getMessage()).contains(words);
        });
    }

    @Test
    void showsWhatAJarBringsAndWhomItServes() throws Exception {
        JsonNode preview = as(Role.ADMIN, Means.TOKEN, "deploy preview", "{'upload':'known'}");

        assertThat(preview.path("replaced").asText()).isEqualTo("1.0.0");
        assertThat(preview.path("instances").toString()).isEqualTo("[\"git~demo\"]");
    }

    @Test
    void deploysWhatWasSentBefore() throws Exception {
        JsonNode taken = as(Role.ADMIN, Means.TOKEN, "deploy upload", "{'file':'git.jar','upload':'known'}");

        assertThat(taken.path("version").asText()).isEqualTo("2.0.0");
        assertThat(bundles.deployed).containsExactly("git.jar");
        assertRefused(
                Kind.UNKNOWN,
                "no content waits",
                () -> as(Role.ADMIN, Means.TOKEN, "deploy upload", "{'file':'git.jar','upload':'known'}"));
        assertRefused(
                Kind.INVALID,
                "send the jar itself",
                () -> as(Role.ADMIN, Means.TOKEN, "deploy upload", "{'file':'git.jar'}"));
    }

    @Test
    void readsFilesOfTheMachineForItsShellOnly() throws Exception {
        Path jar = Files.writeString(folder.resolve("git.jar"), "PK");
        Path text = Files.writeString(folder.resolve("text"), "no jar");
        String input = "{'file':'git.jar','from':'%s'}";

        for (Means means : List.of(Means.SESSION, Means.PASSWORD, Means.TOKEN)) {
            assertRefused(
                    Kind.FORBIDDEN,
                    "only the shell",
                    () -> as(Role.ADMIN, means, "deploy upload", input.formatted(jar)));
        }
        as(Role.ADMIN, Means.SHELL, "deploy upload", input.formatted(jar));
        assertThat(bundles.deployed).containsExactly("git.jar");
        assertRefused(
                Kind.INVALID,
                "cannot be read",
                () -> as(Role.ADMIN, Means.SHELL, "deploy upload", input.formatted(jar + "x")));
        assertRefused(
                Kind.INVALID,
                "not a whole zip",
                () -> as(Role.ADMIN, Means.SHELL, "deploy upload", input.formatted(text)));
        assertThat(bundles.waiting).containsOnlyKeys("known");
    }

    @Test
    void isForAdministrators() {
        for (String input : List.of(
                "deploy upload|{'file':'git.jar','upload':'known'}",
                "deploy rollback|{'file':'git.jar'}",
                "deploy remove|{'file':'git.jar'}",
                "deploy receive|{'upload':'known'}",
                "deploy preview|{'upload':'known'}")) {
            String[] parts = input.split("\\|");
            assertRefused(
                    Kind.FORBIDDEN,
                    "is for the role admin",
                    () -> as(Role.INTEGRATOR, Means.TOKEN, parts[0], parts[1]));
        }
        assertThat(bundles.deployed).isEmpty();
    }
}
