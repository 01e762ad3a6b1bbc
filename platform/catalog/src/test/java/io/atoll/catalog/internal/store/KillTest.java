package io.atoll.catalog.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.atoll.catalog.internal.model.Ref;
import io.atoll.test.postgres.Database;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills a process that writes, and looks for what it had acknowledged. */
class KillTest {

    private static final int ROUNDS = 5;
    private static final int BATCH = 20;

    @TempDir
    Path folder;

    @Test
    void losesNothingThatWasAcknowledgedWhenTheProcessIsKilled() throws Exception {
        var random = new Random(42);
        var acknowledged = new ArrayList<String>();
        for (var round = 0; round < ROUNDS; round++) {
            acknowledged.addAll(writeUntilKilled(round, 1 + random.nextInt(60)));

            try (var store = TestStore.open(folder)) {
                for (var batch : acknowledged) {
                    assertThat(present(store, batch)).as("batch " + batch).isEqualTo(BATCH);
                }
                assertThat(store.<Long>read(view -> view.count(Samples.BLUEPRINT)) % BATCH)
                        .as("entities of a torn transaction")
                        .isZero();
            }
        }
        assertThat(acknowledged).hasSizeGreaterThan(ROUNDS);
    }

    private static int present(CatalogStore store, String batch) {
        return store.read(view -> (int) IntStream.range(0, BATCH)
                .filter(i ->
                        view.entity(new Ref(Samples.BLUEPRINT, batch + "-" + i)).isPresent())
                .count());
    }

    /** The batches that the child acknowledged; it is killed after some, while it goes on writing. */
    private List<String> writeUntilKilled(int round, int batches) throws IOException, InterruptedException {
        var command = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName(),
                        String.valueOf(round),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        var database = TestStore.database(folder);
        if (database != null) {
            command.command().addAll(List.of(database.url(), database.user(), database.password()));
        }
        var child = command.start();
        var acknowledged = new ArrayList<String>();
        try (var lines = child.inputReader()) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                acknowledged.add(line);
                if (acknowledged.size() == batches) {
                    child.toHandle().destroyForcibly();
                }
            }
        }
        assertThat(child.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return acknowledged;
    }

    /** Writes batches without end and prints the name of each one after the store has taken it. */
    static final class Child {

        private Child() {}

        private static CatalogStore open(String... arguments) throws UnusableStore {
            return arguments.length > 2
                    ? TestStore.open(new Database(arguments[2], arguments[3], arguments[4]))
                    : SqliteStore.open(Path.of(arguments[1]));
        }

        public static void main(String[] arguments) throws UnusableStore {
            try (var store = open(arguments)) {
                for (var n = 0; ; n++) {
                    var batch = "r" + arguments[0] + "-" + n;
                    Samples.write(
                            store,
                            IntStream.range(0, BATCH)
                                    .mapToObj(i -> batch + "-" + i)
                                    .toArray(String[]::new));
                    System.out.println(batch);
                    System.out.flush();
                }
            }
        }
    }
}
