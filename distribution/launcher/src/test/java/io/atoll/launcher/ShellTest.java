package io.atoll.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ShellTest {

    @TempDir
    Path data;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Map<String, String> environment = new HashMap<>();
    private String typed = "";
    private boolean terminal;
    private String refusal = "";
    private Path socket;

    @BeforeEach
    void dataFolder() throws IOException {
        socket = Files.createDirectory(data.resolve("run")).resolve("shell.sock");
        environment.put("ATOLL_DATA", data.toString());
    }

    @Test
    void printsWhatTheCommandPrintsAndExitsAsItDoes() throws Exception {
        try (var platform = new FakePlatform(
                socket,
                "{\"out\":\"one\\ntwo \\u00e9é\\n\"}\n{\"err\":\"careful\\n\"}\n{\"out\": \"\" }\n{\"exit\":5}")) {
            assertThat(shell("-c", "atoll:runs -o json")).isEqualTo(5);

            assertThat(out.toString(UTF_8)).isEqualTo("one\ntwo éé\n");
            assertThat(err.toString(UTF_8)).isEqualTo("careful\n");
            assertThat(platform.requests).containsExactly("{\"command\": \"atoll:runs -o json\"}");
        }
    }

    @Test
    void sendsQuotesAndLinesAsTheyAre() throws Exception {
        try (var platform = new FakePlatform(socket, "{\"exit\":0}")) {
            assertThat(shell("-c", "say \"a\\b\"\nsay 'é' \t\ud83d\ude00")).isZero();

            assertThat(platform.requests)
                    .containsExactly("{\"command\": \"say \\\"a\\\\b\\\"\\u000asay 'é' \\u0009\\ud83d\\ude00\"}");
        }
    }

    @Test
    void sendsTheWordsOfOneCommandAsTheyAreAndTheFolder() throws Exception {
        try (var platform = new FakePlatform(socket, "{\"exit\":1}")) {
            assertThat(shell("--run", "plan", "git~a b", "--all")).isEqualTo(1);

            assertThat(platform.requests)
                    .containsExactly("{\"arguments\": [\"plan\", \"git~a b\", \"--all\"], \"folder\": \""
                            + Path.of("").toAbsolutePath() + "\"}");
        }
    }

    @Test
    void sendsTheStandardInputOnlyToACommandThatAsksForIt() throws Exception {
        typed = "a: 1\n";
        try (var platform = new FakePlatform(socket, "{\"exit\":0}", "{\"exit\":0}")) {
            assertThat(shell("--run", "mapping-review", "-")).isZero();
            assertThat(shell("--run", "runs")).isZero();

            assertThat(platform.requests.getFirst()).endsWith("\"input\": \"a: 1\\u000a\"}");
            assertThat(platform.requests.getLast()).doesNotContain("input");
        }
    }

    @Test
    void theStatusTellsAMisuseFromAPlatformThatDoesNotRun() {
        assertThat(shell("--run", "runs")).isEqualTo(3);
        assertThat(shell("--nonsense", "runs")).isEqualTo(2);
        typed = "x".repeat(600_000);
        assertThat(shell("--run", "mapping-review", "-")).isEqualTo(2);
    }

    @Test
    void tellsThatNoPlatformIsRunning() {
        assertThat(shell("-c", "lb")).isEqualTo(Shell.NOT_RUNNING);
        assertThat(err.toString(UTF_8)).isEqualTo("no platform is running on " + data + "; start one with bin/atoll\n");
    }

    @Test
    void tellsThatNoPlatformIsRunningWhereAKilledOneLeftItsSocket() throws IOException {
        try (var killed = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            killed.bind(UnixDomainSocketAddress.of(socket));
        }

        assertThat(shell("-c", "lb")).isEqualTo(Shell.NOT_RUNNING);
        assertThat(err.toString(UTF_8)).startsWith("no platform is running on " + data);
    }

    @Test
    void tellsThatNoPlatformIsRunningWhereThePathIsTooLongForASocket() {
        environment.put("ATOLL_DATA", data.resolve("d".repeat(200)).toString());

        assertThat(shell("-c", "lb")).isEqualTo(Shell.NOT_RUNNING);
        assertThat(err.toString(UTF_8)).startsWith("no platform is running on " + data);
    }

    @Test
    void findsTheSocketThatThePlatformRecorded() throws Exception {
        Path elsewhere = data.resolve("elsewhere.sock");
        Files.writeString(data.resolve("shell.address"), elsewhere + "\n");

        try (var platform = new FakePlatform(elsewhere, "{\"exit\":0}")) {
            assertThat(shell("-c", "lb")).isZero();
            assertThat(platform.requests).hasSize(1);
        }
    }

    @Test
    void theArgumentGoesBeforeTheEnvironment() throws Exception {
        environment.put("ATOLL_DATA", "/no/such/folder");

        try (var platform = new FakePlatform(socket, "{\"exit\":0}")) {
            assertThat(shell("--data", data.toString(), "-c", "lb")).isZero();
            assertThat(platform.requests).hasSize(1);
        }
    }

    @Test
    void tellsThatThePlatformWentAwayBeforeTheCommandEnded() throws Exception {
        try (var platform = new FakePlatform(socket)) {
            assertThat(shell("-c", "stop 0")).isEqualTo(Shell.LOST);
            assertThat(err.toString(UTF_8)).startsWith("the platform on " + data + " was lost: ");
            assertThat(platform.requests).hasSize(1);
        }
    }

    @Test
    void tellsThatTheAnswerIsNotOfAShell() throws Exception {
        for (String line : new String[] {
            "HTTP/1.1 400", "{\"out\":7}", "{\"exit\":\"0\"}", "{\"out\":\"a\"b\"}", "{\"out\":\"\\u12\"}"
        }) {
            Files.deleteIfExists(socket);
            try (var platform = new FakePlatform(socket, line)) {
                assertThat(shell("-c", "lb")).as(line).isEqualTo(Shell.LOST);
                assertThat(platform.requests).hasSize(1);
            }
        }
    }

    @Test
    void executesEachLineInOneSessionUntilExit() throws Exception {
        typed = "x = 1\n\n  say $x  \nexit\nsay never\n";
        try (var platform = new FakePlatform(socket, "{\"exit\":0}", "{\"out\":\"1\\n\"}\n{\"exit\":4}")) {
            assertThat(shell()).isEqualTo(4);

            assertThat(out.toString(UTF_8)).isEqualTo("1\n");
            assertThat(platform.requests).containsExactly("{\"command\": \"x = 1\"}", "{\"command\": \"say $x\"}");
        }
    }

    @Test
    void aLineThatEndsWithATabIsCompleted() throws Exception {
        typed = "plan gi\t\nruns \t\n";
        try (var platform = new FakePlatform(socket, "{\"out\":\"git~demo\\n\"}\n{\"exit\":0}", "{\"exit\":0}")) {
            assertThat(shell()).isZero();

            assertThat(out.toString(UTF_8)).isEqualTo("git~demo\n");
            assertThat(platform.requests)
                    .containsExactly(
                            "{\"arguments\": [\"complete\", \"plan\", \"gi\"]}",
                            "{\"arguments\": [\"complete\", \"runs\", \"\"]}");
        }
    }

    @Test
    void tellsTheWidthOfTheTerminal() throws Exception {
        terminal = true;
        environment.put("COLUMNS", "77");
        try (var platform = new FakePlatform(socket, "{\"exit\":0}")) {
            assertThat(shell("-c", "lb")).isZero();
            assertThat(platform.requests).containsExactly("{\"command\": \"lb\", \"width\": 77}");
        }
    }

    @Test
    void tellsNoWidthWhereThereIsNoTerminal() throws Exception {
        environment.put("COLUMNS", "77");
        try (var platform = new FakePlatform(socket, "{\"exit\":0}")) {
            assertThat(shell("-c", "lb")).isZero();
            assertThat(platform.requests).containsExactly("{\"command\": \"lb\"}");
        }
    }

    @Test
    void endsQuietlyIfNobodyReadsItsOutputAnyMore() throws Exception {
        refusal = "Broken pipe";
        try (var platform = new FakePlatform(socket, "{\"out\":\"one\"}\n{\"exit\":0}")) {
            assertThat(shell("-c", "lb")).isEqualTo(Shell.UNREAD);

            assertThat(err.toString(UTF_8)).isEmpty();
            assertThat(platform.requests).hasSize(1);
        }
    }

    @Test
    void tellsThatItsOutputCannotBeWritten() throws Exception {
        refusal = "No space left on device";
        try (var platform = new FakePlatform(socket, "{\"out\":\"one\"}\n{\"exit\":0}")) {
            assertThat(shell("-c", "lb")).isEqualTo(Shell.UNWRITTEN);

            assertThat(err.toString(UTF_8)).isEqualTo("the output cannot be written: No space left on device\n");
            assertThat(platform.requests).hasSize(1);
        }
    }

    @Test
    void refusesArgumentsThatItDoesNotKnow() {
        assertThat(shell("-c")).isEqualTo(Shell.MISUSED);
        assertThat(shell("-x", "lb")).isEqualTo(Shell.MISUSED);
        assertThat(shell("-c", "atoll:runs", "-n", "5")).isEqualTo(Shell.MISUSED);
        assertThat(err.toString(UTF_8)).contains("usage: atoll shell [--data DIR] [-c 'COMMANDS']");
    }

    @Test
    void needsADataFolder() {
        environment.clear();

        assertThat(shell("-c", "lb")).isEqualTo(Shell.MISUSED);
        assertThat(err.toString(UTF_8)).startsWith("name the data folder of the platform by --data or ATOLL_DATA\n");
    }

    private int shell(String... arguments) {
        Shell shell = new Shell(
                new ByteArrayInputStream(typed.getBytes(UTF_8)),
                refusal.isEmpty() ? out : refusing(refusal),
                new PrintStream(err, true, UTF_8),
                terminal);
        return shell.run(environment, arguments);
    }

    private static OutputStream refusing(String reason) {
        return new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                throw new IOException(reason);
            }
        };
    }
}
