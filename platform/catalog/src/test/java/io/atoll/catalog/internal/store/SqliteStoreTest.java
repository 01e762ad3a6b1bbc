package io.atoll.catalog.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atoll.catalog.internal.model.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.JDBC;

/** The store on a real file. */
class SqliteStoreTest {

    @TempDir
    Path folder;

    @Test
    void keepsWhatWasWrittenAcrossReopening() throws UnusableStore {
        try (var store = SqliteStore.open(folder)) {
            Samples.write(store, "a", "b");
        }

        try (var store = SqliteStore.open(folder)) {
            assertThat(store.<Long>read(view -> view.count(Samples.BLUEPRINT))).isEqualTo(2);
        }
    }

    @Test
    void writesNothingOfATransactionThatThrows() throws UnusableStore {
        try (var store = SqliteStore.open(folder)) {
            assertThatThrownBy(() -> store.write(transaction -> {
                        Samples.write(transaction, "a");
                        throw new IllegalArgumentException("no");
                    }))
                    .hasMessage("no");

            assertThat(store.<Long>read(view -> view.count(Samples.BLUEPRINT))).isZero();
        }
    }

    @Test
    void leavesNoDriverBehind() throws UnusableStore {
        SqliteStore.open(folder).close();

        assertThat(DriverManager.drivers()
                        .filter(driver -> driver.getClass().getName().contains("sqlite")))
                .isEmpty();
    }

    @Test
    void saysThatAnotherProcessUsesIt() throws UnusableStore {
        try (var store = SqliteStore.open(folder)) {
            assertThatThrownBy(() -> SqliteStore.open(folder))
                    .isInstanceOf(UnusableStore.class)
                    .hasMessageContaining("in use by another process");
            Samples.write(store, "a");
        }
    }

    @Test
    void saysThatTheFileIsDamaged() throws IOException {
        Files.writeString(
                folder.resolve("catalog.db"), "this is no database, but long enough to be read as one".repeat(100));

        assertThatThrownBy(() -> SqliteStore.open(folder))
                .isInstanceOf(UnusableStore.class)
                .hasMessageContaining("is damaged");
    }

    @Test
    void findsAPageThatWasOverwritten() throws IOException, UnusableStore {
        try (var store = SqliteStore.open(folder)) {
            for (var i = 0; i < 50; i++) {
                Samples.write(store, "entity-" + i);
            }
        }
        var file = folder.resolve("catalog.db");
        var bytes = Files.readAllBytes(file);
        for (var i = 4096; i < bytes.length; i++) {
            bytes[i] = 0x55;
        }
        Files.write(file, bytes);

        assertThatThrownBy(() -> SqliteStore.open(folder))
                .isInstanceOf(UnusableStore.class)
                .hasMessageContaining("is damaged");
    }

    @Test
    void saysThatItWasWrittenByAnotherRelease() throws Exception {
        SqliteStore.open(folder).close();
        try (var connection = JDBC.createConnection("jdbc:sqlite:" + folder.resolve("catalog.db"), new Properties());
                var statement = connection.createStatement()) {
            statement.execute("pragma user_version=99");
        }

        assertThatThrownBy(() -> SqliteStore.open(folder))
                .isInstanceOf(UnusableStore.class)
                .hasMessageContaining("has format 99");
    }

    @Test
    void bringsAStoreOfTheFirstFormatToThisOne() throws Exception {
        try (var store = SqliteStore.open(folder)) {
            Samples.write(store, "a");
        }
        try (var connection = JDBC.createConnection("jdbc:sqlite:" + folder.resolve("catalog.db"), new Properties());
                var statement = connection.createStatement()) {
            for (var table : List.of("audit", "run", "entry")) {
                statement.execute("drop table " + table);
            }
            statement.execute("pragma user_version=1");
        }

        try (var store = SqliteStore.open(folder)) {
            assertThat(store.<Long>read(view -> view.count(Samples.BLUEPRINT))).isEqualTo(1);
            assertThat(store.<List<Entry>>read(view -> view.runs(Long.MAX_VALUE, 1)))
                    .isEmpty();
        }
    }

    @Test
    void keepsTheNewestLinesOfALog() throws UnusableStore {
        try (var store = SqliteStore.open(folder)) {
            store.write(transaction -> {
                for (var i = 0; i < 5; i++) {
                    transaction.addEntries("log", "s", List.of(Json.object().put("n", i)), 3);
                }
                return true;
            });

            assertThat(store.<List<Entry>>read(view -> view.entriesAfter("log", "s", 0, 10)))
                    .extracting(entry -> entry.document().path("n").asInt())
                    .containsExactly(2, 3, 4);
        }
    }

    @Test
    void saysThatTheFolderCannotBeWritten() throws IOException {
        var file = Files.writeString(folder.resolve("file"), "in the way");

        assertThatThrownBy(() -> SqliteStore.open(file))
                .isInstanceOf(UnusableStore.class)
                .hasMessageContaining("cannot be written");
    }
}
