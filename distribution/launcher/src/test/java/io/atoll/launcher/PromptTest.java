package io.atoll.launcher;

import static io.atoll.launcher.Desk.CTRL_C;
import static io.atoll.launcher.Desk.CTRL_D;
import static io.atoll.launcher.Desk.CTRL_R;
import static io.atoll.launcher.Desk.ENTER;
import static io.atoll.launcher.Desk.TAB;
import static io.atoll.launcher.Desk.UP;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class PromptTest {

    private static final String DONE = "{\"exit\":0}";
    private static final String SECRET = "{\"err\":\"this line may hold a secret\\n\"}\n{\"exit\":1}";

    @TempDir
    Path data;

    private Path socket;

    @BeforeEach
    void dataFolder() throws IOException {
        socket = Files.createDirectory(data.resolve("run")).resolve("shell.sock");
    }

    @Test
    void tellsThePlatformTheWidthOfTheTerminal() throws Exception {
        try (FakePlatform platform = new FakePlatform(socket, DONE, says("done"));
                EmulatedDesk desk = new EmulatedDesk(data)) {
            command(desk, "lb", "done");

            assertThat(platform.requests.getLast())
                    .isEqualTo("{\"command\": \"lb\", \"width\": " + EmulatedDesk.WIDTH + "}");
        }
    }

    @Test
    void takesALineAsItWasTyped() throws Exception {
        try (FakePlatform platform = new FakePlatform(socket, DONE, says("done"));
                EmulatedDesk desk = new EmulatedDesk(data)) {
            command(desk, "jq '.a != \\\"é\\\"' !!", "done");

            assertThat(platform.requests.getLast()).startsWith("{\"command\": \"jq '.a != \\\\\\\"é\\\\\\\"' !!\"");
        }
    }

    @Test
    void findsInTheNextSessionWhatWasTypedInTheOneBefore() throws Exception {
        try (FakePlatform platform =
                new FakePlatform(socket, DONE, says("1"), DONE, says("2"), DONE, says("3"), DONE, says("4"))) {
            try (EmulatedDesk desk = new EmulatedDesk(data)) {
                command(desk, "run abc", "1");
                command(desk, "runs", "2");
                end(desk);
            }
            try (EmulatedDesk desk = new EmulatedDesk(data)) {
                command(desk, UP, "3");
                command(desk, CTRL_R + "abc", "4");
                end(desk);
            }

            assertThat(platform.requests.get(5)).contains("\"command\": \"runs\"");
            assertThat(platform.requests.get(7)).contains("\"command\": \"run abc\"");
        }
    }

    @Test
    void keepsNoLineThatMayHoldASecret() throws Exception {
        try (FakePlatform platform =
                        new FakePlatform(socket, DONE, says("1"), SECRET, says("2"), DONE, says("3"), DONE, says("4"));
                EmulatedDesk desk = new EmulatedDesk(data)) {
            command(desk, "runs", "1");
            command(desk, "users-add ada admin --password hunter2", "2");
            command(desk, " status", "3");
            command(desk, UP, "4");

            assertThat(platform.requests.get(2)).contains("[\"may-keep\", \"users-add ada admin --password hunter2\"]");
            assertThat(platform.requests.getLast()).contains("\"command\": \"runs\"");
            assertThat(desk.err.toString(UTF_8)).isEmpty();
            assertThat(Files.readString(data.resolve("shell-history")))
                    .contains(":runs\n")
                    .hasLineCount(1);
        }
    }

    @Test
    void executesNothingThatIsCancelledBeforeItIsKept() throws Exception {
        try (FakePlatform platform = new FakePlatform(socket, "{\"out\":\"no end\"}", DONE, says("done"));
                EmulatedDesk desk = new EmulatedDesk(data)) {
            desk.screen().await("atoll> ");
            desk.type("stop 0" + ENTER);
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            while (platform.requests.isEmpty()) {
                assertThat(System.nanoTime()).as("waits for the request").isLessThan(end);
                Thread.onSpinWait();
            }
            desk.type(CTRL_C);
            desk.screen().await("atoll> ");
            desk.type("lb" + ENTER);
            desk.screen().await("<done>");

            assertThat(platform.requests)
                    .hasSize(3)
                    .noneSatisfy(request -> assertThat(request).contains("\"command\": \"stop 0\""));
        }
    }

    @Test
    void nobodyElseCanReadTheHistory() throws Exception {
        Path file = Files.writeString(data.resolve("shell-history"), "");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        assertThat(History.file(data)).isEqualTo(file);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        Files.delete(file);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(History.file(data))))
                .isEqualTo("rw-------");
    }

    @Test
    void completesTheLastCommandOfALine() throws Exception {
        try (FakePlatform platform = new FakePlatform(
                        socket, "{\"out\":\"git~demo\\ngit~team\\n\"}\n{\"exit\":0}", DONE, says("done"));
                EmulatedDesk desk = new EmulatedDesk(data)) {
            desk.screen().await("atoll> ");
            desk.type("runs;plan g" + TAB);
            desk.screen().await("demo", "team");
            command(desk, "team", "done");

            assertThat(platform.requests.getFirst()).contains("[\"complete\", \"plan\", \"g\"]");
            assertThat(platform.requests.getLast()).contains("\"command\": \"runs;plan git~team\"");
        }
    }

    @Test
    void endsWhenThePlatformIsLost() throws Exception {
        try (FakePlatform platform = new FakePlatform(socket, DONE);
                EmulatedDesk desk = new EmulatedDesk(data)) {
            desk.screen().await("atoll> ");
            desk.type("stop 0" + ENTER);

            assertThatThrownBy(desk::status)
                    .isInstanceOf(ExecutionException.class)
                    .hasRootCauseMessage("it closed the connection before the command ended");
            assertThat(platform.requests).hasSize(2);
        }
    }

    @Test
    void exitEnds() throws Exception {
        try (FakePlatform platform = new FakePlatform(socket);
                EmulatedDesk desk = new EmulatedDesk(data)) {
            desk.screen().await("atoll> ");
            desk.type(ENTER + "exit" + ENTER);

            assertThat(desk.status()).isZero();
            assertThat(platform.requests).isEmpty();
        }
    }

    private static String says(String text) {
        return "{\"out\":\"<" + text + ">\\n\"}\n{\"exit\":0}";
    }

    private static void command(Desk desk, String keys, String answer) throws Exception {
        if (desk.screen().toString().isEmpty()) {
            desk.screen().await("atoll> ");
        }
        desk.type(keys);
        desk.type(ENTER);
        desk.screen().await("<" + answer + ">", "atoll> ");
    }

    private static void end(Desk desk) throws Exception {
        desk.type(CTRL_D);
        assertThat(desk.status()).isZero();
    }
}
