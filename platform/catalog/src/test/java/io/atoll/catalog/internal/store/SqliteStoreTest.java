package io.atoll.catalog.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atoll.catalog.internal.model.Ref;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sqlite.JDBC;

/** The store on a real file. */
class SqliteStoreTest {

    @TempDir
    Path folder;

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

    /** The files were written by the releases that had these formats. */
    @ParameterizedTest(name = "format {0}")
    @ValueSource(ints = {1, 2})
    void keepsWhatAnEarlierReleaseWrote(int format) throws Exception {
        try (var file = SqliteStoreTest.class.getResourceAsStream("format-" + format + ".db")) {
            Files.copy(file, folder.resolve("catalog.db"));
        }

        try (var store = SqliteStore.open(folder)) {
            var service = new Ref("service", "b");
            assertThat(store.read(view -> view.entity(service)).orElseThrow()).satisfies(entity -> {
                assertThat(entity.title()).isEqualTo("Title b");
                assertThat(entity.properties().path("url").asText()).isEqualTo("https://example.com/b");
                assertThat(entity.stamp().createdAt()).isEqualTo(Instant.parse("2026-01-02T03:04:05.678901Z"));
            });
            assertThat(store.<List<View.Link>>read(view -> view.incoming(new Ref("service", "a"), 10)))
                    .hasSize(3);
            assertThat(store.<Boolean>read(
                            view -> view.document("integration", "one").isPresent()))
                    .isTrue();
            assertThat(store.<List<Entry>>read(view -> view.runs(Long.MAX_VALUE, 10)))
                    .hasSize(format - 1);
            Samples.write(store, "new");
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
