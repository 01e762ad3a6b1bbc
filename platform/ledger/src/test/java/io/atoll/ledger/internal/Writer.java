package io.atoll.ledger.internal;

import static io.atoll.ledger.internal.Ledgers.GIT;
import static io.atoll.ledger.internal.Ledgers.deletions;
import static io.atoll.ledger.internal.Ledgers.entity;
import static io.atoll.ledger.internal.Ledgers.failing;
import static io.atoll.ledger.internal.Ledgers.numbered;
import static io.atoll.ledger.internal.Ledgers.opening;
import static io.atoll.ledger.internal.Ledgers.page;
import static io.atoll.ledger.internal.Ledgers.unmapped;

import io.atoll.ledger.internal.LedgerSettings.Embedded;
import io.atoll.ledger.internal.LedgerSettings.Postgresql;
import io.atoll.ledger.internal.LedgerSettings.Store;
import io.atoll.ledger.internal.sql.UnusableLedger;
import io.atoll.pipeline.Change.State;
import io.atoll.pipeline.Ledger.Fenced;
import io.atoll.pipeline.Ledger.Journal;
import io.atoll.pipeline.Ledger.Leased;
import io.atoll.pipeline.Ledger.LedgerFailure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A process of its own that writes into a ledger, does what it is told on its standard input, and says what came of it on its standard
 * output: one line each.
 */
final class Writer implements AutoCloseable {

    /** How many entities a page has. */
    static final int PAGE = 20;

    private final Process process;
    private final BufferedReader answers;

    private Writer(Process process) {
        this.process = process;
        this.answers = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Starts a process that opens a ledger; its first answer says whether that went well. */
    static Writer start(Path folder, Store store, Duration lease) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Writer.class.getName(),
                folder.toString(),
                String.valueOf(lease.toMillis())));
        if (store instanceof Postgresql postgresql) {
            command.addAll(List.of(postgresql.url(), postgresql.user(), postgresql.password()));
        }
        return new Writer(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
    }

    /** The next line that it says; empty if it has ended. */
    String answer() throws IOException {
        var line = answers.readLine();
        return line == null ? "" : line;
    }

    /** Tells it something, and gives its answer. */
    String ask(String order) throws IOException {
        tell(order);
        return answer();
    }

    /** Tells it something. */
    void tell(String order) throws IOException {
        var writer = process.outputWriter(StandardCharsets.UTF_8);
        writer.write(order + "\n");
        writer.flush();
    }

    /** Ends it without a chance to tidy up. */
    void kill() throws IOException, InterruptedException {
        signal("KILL");
        process.waitFor();
    }

    /** Stops it from doing anything until it is continued. */
    void pause() throws IOException, InterruptedException {
        signal("STOP");
    }

    /** Lets it go on. */
    void proceed() throws IOException, InterruptedException {
        signal("CONT");
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private void signal(String name) throws IOException, InterruptedException {
        var exit = new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                .start()
                .waitFor();
        if (exit != 0) {
            throw new IOException("kill -" + name + " failed");
        }
    }

    /** What the process does. */
    public static void main(String... arguments) throws Exception {
        Store store = arguments.length == 2 ? new Embedded() : new Postgresql(arguments[2], arguments[3], arguments[4]);
        var lease = Duration.ofMillis(Long.parseLong(arguments[1]));
        var clock = new ElapsedTime(System::nanoTime, Clock.systemUTC());
        try (var open = OpenLedger.open(
                        Path.of(arguments[0]), new LedgerSettings(store, 200), lease, clock, Clock.systemUTC());
                var journal = journal(open.ledger())) {
            say("epoch " + journal.epoch());
            var orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (var order = orders.readLine(); order != null; order = orders.readLine()) {
                obey(journal, order);
            }
        } catch (UnusableLedger | LedgerFailure | Leased e) {
            say(e.getClass().getSimpleName() + " " + e.getMessage());
        }
    }

    private static Journal journal(SqlLedger ledger) throws Leased {
        var resumed = ledger.resume(GIT);
        return resumed.isPresent() ? resumed.get() : ledger.begin(opening("run-1"));
    }

    private static void obey(Journal journal, String order) {
        try {
            switch (order) {
                case "held" -> journal.ensureHeld();
                case "list" -> journal.listed(1, "digest");
                case "write" -> write(journal);
                default -> throw new IllegalArgumentException(order);
            }
            say("done");
        } catch (Fenced | LedgerFailure e) {
            say(e.getClass().getSimpleName() + " " + e.getMessage());
        }
    }

    /** Notes pages, each with a failure and a change, and says the number of each note, for ever. */
    private static void write(Journal journal) throws Fenced {
        var from = journal.progress("issue-1").counts().created() / PAGE;
        for (var number = (int) from; true; number++) {
            journal.pages(List.of(
                    page("issue-1", "p", String.valueOf(number), numbered(number * PAGE, PAGE)),
                    failing("issue-1", "q", unmapped("issue-1", "q", entity("f" + number)))));
            journal.changes(deletions(State.PLANNED, "", "d" + number, "e" + number));
            say(String.valueOf(number));
        }
    }

    private static void say(String line) {
        System.out.println(Arrays.stream(line.split("\n")).findFirst().orElse(""));
        System.out.flush();
    }
}
