package io.atoll.console.gogo.internal.channel;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atoll.console.gogo.internal.Await;
import io.atoll.console.gogo.internal.FakePlatform;
import io.atoll.console.gogo.internal.Gogo;
import io.atoll.console.gogo.internal.Shell;
import io.atoll.console.gogo.internal.channel.Client.Answer;
import io.atoll.console.gogo.internal.channel.OwnerCheck.Credentials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ShellChannelTest {

    @TempDir
    Path data;

    private final ProbeCommands probe = new ProbeCommands();
    private final FakePlatform platform = FakePlatform.withOneRun();
    private Gogo gogo;
    private ShellChannel channel;

    @BeforeEach
    void open() throws IOException {
        gogo = Shell.of(platform, data).with(probe, ProbeCommands.FUNCTIONS);
        channel = new ShellChannel(data, data, gogo.processor(), Credentials.ofKernel());
    }

    @AfterEach
    void close() throws Exception {
        channel.close();
        gogo.close();
    }

    @Test
    void executesACommandOfAnyScope() throws IOException {
        try (Client client = client()) {
            assertThat(client.run("atoll:say hello")).isEqualTo(new Answer("hello\n", "", 0));
            assertThat(client.run("say hello")).isEqualTo(new Answer("hello\n", "", 0));
            assertThat(client.run("runs -n 1 -o json").out()).contains("\"run\" : \"20261121-1\"");
        }
    }

    @Test
    void keepsQuotedWordsTogether() throws IOException {
        try (Client client = client()) {
            assertThat(client.run("say 'a b' \"c  d\" 'é\"{' git~demo 007").out())
                    .isEqualTo("a b|c  d|é\"{|git~demo|007\n");
        }
    }

    @Test
    void tellsTheTwoStreamsApart() throws IOException {
        try (Client client = client()) {
            assertThat(client.run("say good; grumble bad")).isEqualTo(new Answer("good\n", "bad\n", 0));
        }
    }

    @Test
    void printsTheValueOfTheLastCommand() throws IOException {
        try (Client client = client()) {
            assertThat(client.run("value one; value two").out()).isEqualTo("two\n");
        }
    }

    @Test
    void passesTextThroughPipes() throws IOException {
        try (Client client = client()) {
            assertThat(client.run("say quiet | shout").out()).isEqualTo("QUIET\n");
        }
    }

    @Test
    void anErrorIsOneLineAndAStatus() throws IOException {
        try (Client client = client()) {
            assertThat(client.run("atoll:run 20261121-7"))
                    .isEqualTo(new Answer("", "there is no run '20261121-7'; did you mean 20261121-1?\n", 2));
            assertThat(client.run("fail \"two\nlines\""))
                    .isEqualTo(new Answer("", "IllegalStateException: two\\nlines\n", 1));
            assertThat(client.run("no-such-command"))
                    .isEqualTo(new Answer("", "Command not found: no-such-command\n", 1));
            assertThat(client.run("say 'open").exit()).isEqualTo(1);
            assertThat(client.run("value").err())
                    .isEqualTo("Cannot coerce value() to any of [(String)];"
                            + " 'help' and the name of the command tells what it takes\n");
        }
    }

    @Test
    void wordsArriveAsTheyAre() throws IOException {
        try (Client client = client()) {
            client.sendLine("{\"arguments\": [\"say\", \"$x; {a 'b\", \"\", \"--é\"]}");
            assertThat(client.answer()).isEqualTo(new Answer("$x; {a 'b||--é\n", "", 0));
            client.sendLine("{\"arguments\": [\"runs\", \"--status\", \"failed\"]}");
            assertThat(client.answer()).isEqualTo(new Answer("there is no run\n", "", 0));
            client.sendLine("{\"arguments\": [\"runs; say x\"]}");
            assertThat(client.answer().exit()).isEqualTo(ShellSession.MISUSED);
        }
    }

    @Test
    void eachRequestHasAStandardInputOfItsOwn() throws IOException {
        try (Client client = client()) {
            client.sendLine("{\"arguments\": [\"shout\"], \"input\": \"one é\"}");
            assertThat(client.answer().out()).isEqualTo("ONE É");
            client.sendLine("{\"command\": \"shout\", \"input\": \"two\"}");
            assertThat(client.answer().out()).isEqualTo("TWO");
            assertThat(client.run("shout").out()).isEmpty();
        }
    }

    @Test
    void theStatusTellsWhatWasRefusedFromWhatHasABadOutcome() throws IOException {
        platform.awaited("20261121-9");

        try (Client client = client()) {
            assertThat(client.run("runs").exit()).isZero();
            assertThat(client.run("watch 20261121-9").exit()).isEqualTo(1);
            assertThat(client.run("watch nowhere").exit()).isEqualTo(2);
            assertThat(client.run("runs --nonsense").exit()).isEqualTo(2);
        }
    }

    @Test
    void theStatusIsThatOfTheLastCommand() throws IOException {
        try (Client client = client()) {
            assertThat(client.run("outcome 3").exit()).isEqualTo(3);
            assertThat(client.run("outcome 3; say fine").exit()).isZero();
            assertThat(client.run("outcome 3 || say otherwise")).isEqualTo(new Answer("otherwise\n", "", 0));
            assertThat(client.run("outcome 3 && say never")).isEqualTo(new Answer("", "", 3));
        }
    }

    @Test
    void aPipeThatBreaksBeforeItsEndIsAnError() throws IOException {
        try (Client client = client()) {
            Answer answer = client.run("atoll:run 20261121-7 | shout");

            assertThat(answer.exit()).isPositive();
            assertThat(answer.err()).contains("there is no run '20261121-7'").hasLineCount(1);
            assertThat(client.run("say fine").exit()).isZero();
        }
    }

    @Test
    void aConnectionIsOneSession() throws IOException {
        try (Client client = client();
                Client other = client()) {
            client.run("x = hello");

            assertThat(client.run("say $x").out()).isEqualTo("hello\n");
            assertThat(other.run("say $x").out()).isEqualTo("null\n");
        }
    }

    @Test
    void knowsTheWidthOfTheTerminalOfEachRequest() throws IOException {
        try (Client client = client()) {
            client.sendLine("{\"command\": \"columns\", \"width\": 77}");
            assertThat(client.answer().out()).isEqualTo("77\n");
            assertThat(client.run("columns").out()).isEqualTo("null\n");
        }
    }

    @Test
    void streamsLongOutput() throws IOException {
        try (Client client = client()) {
            Answer answer = client.run("flood 100000");

            assertThat(answer.exit()).isZero();
            assertThat(answer.out().lines().count()).isEqualTo(100_000);
            assertThat(answer.out()).endsWith("line 99999 ééé\n");
        }
    }

    @Test
    void sendsOutputBeforeTheCommandEnds() throws Exception {
        try (Client client = client()) {
            client.send("say first; hang");

            assertThat(client.frame().path("out").asText()).isEqualTo("first\n");
            assertThat(probe.interrupted.getCount()).isEqualTo(1);
        }
    }

    @Test
    void cutsFramesBetweenCharactersAndReplacesWhatIsNone() throws IOException {
        try (Client client = client()) {
            assertThat(client.run("bytes").out()).isEqualTo("é\ufffd");
        }
    }

    @Test
    void aClientThatLeavesInterruptsItsCommand() throws Exception {
        try (Client client = client()) {
            client.send("hang");
            assertThat(probe.hanging.await(30, SECONDS)).isTrue();
        }

        assertThat(probe.interrupted.await(30, SECONDS)).isTrue();
    }

    @Test
    void servesManyClientsAtOnce() throws Exception {
        List<Future<Answer>> answers = new ArrayList<>();
        try (var clients = Executors.newFixedThreadPool(ShellChannel.CLIENTS)) {
            for (int number = 0; number < ShellChannel.CLIENTS; number++) {
                String word = "client" + number;
                answers.add(clients.submit(() -> {
                    try (Client client = client()) {
                        client.run("x = " + word);
                        client.run("flood 200");
                        return client.run("say $x");
                    }
                }));
            }
        }
        for (int number = 0; number < answers.size(); number++) {
            assertThat(answers.get(number).get()).isEqualTo(new Answer("client" + number + "\n", "", 0));
        }
    }

    @Test
    void refusesOneClientTooManyAndTakesTheNextWhenOneLeaves() throws Exception {
        List<Client> clients = new ArrayList<>();
        try {
            for (int number = 0; number < ShellChannel.CLIENTS; number++) {
                clients.add(client());
                clients.getLast().run("say here");
            }
            try (Client tooMany = client()) {
                assertThat(tooMany.answer())
                        .isEqualTo(new Answer("", "the shell serves 32 clients already; try again later\n", 1));
                assertThat(tooMany.isClosedByServer()).isTrue();
            }
            clients.removeLast().close();
            Await.until(() -> {
                try (Client next = client()) {
                    next.send("say in");
                    return next.answer().exit() == 0;
                } catch (IOException refused) {
                    return false; // before it could say anything
                }
            });
        } finally {
            for (Client client : clients) {
                client.close();
            }
        }
    }

    @Test
    void refusesWhatIsNoRequest() throws IOException {
        for (String line : List.of("lb", "[]", "{\"command\": 7}", "{}", "")) {
            try (Client client = client()) {
                client.sendLine(line);

                Answer answer = client.answer();
                assertThat(answer.exit()).isEqualTo(ShellSession.MISUSED);
                assertThat(answer.err()).startsWith("a request is").hasLineCount(1);
                assertThat(client.isClosedByServer()).isTrue();
            }
        }
    }

    @Test
    void refusesARequestOfEndlessLength() throws IOException {
        try (Client client = client()) {
            assertThatThrownBy(() -> {
                        while (true) {
                            client.sendLine("x".repeat(ShellSession.LONGEST_REQUEST));
                        }
                    })
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void refusesASecondRequestWhileTheFirstIsExecutedAndInterruptsThat() throws Exception {
        try (Client client = client()) {
            client.send("hang");
            assertThat(probe.hanging.await(30, SECONDS)).isTrue();
            client.send("say impatient");

            assertThat(client.answer().exit()).isEqualTo(ShellSession.MISUSED);
            assertThat(probe.interrupted.await(30, SECONDS)).isTrue();
        }
    }

    @Test
    void closingEndsSessionsAndCommandsAndRemovesTheSocket() throws Exception {
        try (Client busy = client();
                Client idle = client()) {
            idle.run("say here");
            busy.send("hang");
            assertThat(probe.hanging.await(30, SECONDS)).isTrue();

            channel.close();

            assertThat(probe.interrupted.await(30, SECONDS)).isTrue();
            assertThat(idle.isClosedByServer()).isTrue();
            assertThat(socket()).doesNotExist();
            assertThatThrownBy(this::client).isInstanceOf(IOException.class);
            Await.until(() -> Thread.getAllStackTraces().keySet().stream()
                    .noneMatch(thread -> thread.getName().startsWith("pipe-hang")));
        }
    }

    @Test
    void deniesAnotherUserBeforeAnythingIsRead() throws IOException {
        channel.close();
        channel = new ShellChannel(data, data, gogo.processor(), client -> () -> "somebody else");

        try (Client client = client()) {
            Answer answer = client.answer();
            assertThat(answer.exit()).isEqualTo(1);
            assertThat(answer.err()).startsWith("only user " + Files.getOwner(data) + " may use the shell");
            assertThat(client.isClosedByServer()).isTrue();
        }
    }

    @Test
    void deniesEverybodyIfTheSystemDoesNotTellWhoTheyAre() throws IOException {
        channel.close();
        channel = new ShellChannel(data, data, gogo.processor(), client -> {
            throw new UnsupportedOperationException();
        });

        try (Client client = client()) {
            assertThat(client.answer().exit()).isEqualTo(1);
            assertThat(client.isClosedByServer()).isTrue();
        }
    }

    private Path socket() {
        return data.resolve("run/shell.sock");
    }

    private Client client() throws IOException {
        return new Client(socket());
    }
}
