package io.atoll.catalog.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atoll.test.postgres.Database;
import io.atoll.test.postgres.PostgresServer;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The store in a real PostgreSQL: what can go wrong with a server. */
class PostgresStoreTest {

    private static PostgresServer server;

    @BeforeAll
    static void start() {
        server = PostgresServer.start();
    }

    @AfterAll
    static void close() {
        server.close();
    }

    @Test
    void isUnavailableWhileTheServerIsDownAndComesBackByItself() throws Exception {
        try (var store = TestStore.open(server.database())) {
            Samples.write(store, "a");

            server.stop();
            assertThatThrownBy(() -> store.read(View::counts)).isInstanceOf(StoreUnavailable.class);
            assertThatThrownBy(() -> Samples.write(store, "b")).isInstanceOf(StoreUnavailable.class);
            server.resume();

            Samples.write(store, "c");
            assertThat(names(store)).containsExactly("a", "c");
        }
    }

    @Test
    void losesNothingThatWasAcknowledgedWhenTheServerIsKilled() throws Exception {
        try (var store = TestStore.open(server.database())) {
            var acknowledged = new ArrayList<String>();
            var enough = new CountDownLatch(20);
            try (var writer = Executors.newSingleThreadExecutor()) {
                var writing = writer.submit(() -> {
                    for (var i = 0; ; i++) {
                        var name = String.format(Locale.ROOT, "%06d", i);
                        try {
                            Samples.write(store, name);
                        } catch (StoreUnavailable e) {
                            return;
                        }
                        acknowledged.add(name);
                        enough.countDown();
                    }
                });
                assertThat(enough.await(60, TimeUnit.SECONDS)).isTrue();
                server.kill();
                writing.get();
            }
            server.resume();

            var found = names(store);
            assertThat(found).containsAll(acknowledged);
            assertThat(found.size() - acknowledged.size())
                    .as("the write that was under way")
                    .isBetween(0, 1);
        }
    }

    @Test
    void letsOneProcessAtATimeDoWhatIsExclusive() throws Exception {
        var database = server.database();
        try (var one = TestStore.open(database);
                var other = TestStore.open(database);
                var elsewhere = TestStore.open(server.database())) {
            var held = one.exclusive("posting").orElseThrow();
            assertThat(other.exclusive("posting")).isEmpty();
            other.exclusive("something else").orElseThrow().close();
            elsewhere.exclusive("posting").orElseThrow().close();
            assertThat(held.lasts()).isTrue();
            held.close();

            var taken = other.exclusive("posting").orElseThrow();
            assertThat(one.exclusive("posting")).isEmpty();
            server.kill();
            assertThat(taken.lasts()).isFalse();
            server.resume();
            one.exclusive("posting").orElseThrow().close();
            taken.close();
        }
    }

    @Test
    void namesTheReasonAndNoSecretWhenThePasswordIsWrong() {
        var database = server.database();
        assertThatThrownBy(() -> PostgresStore.open(new PostgresAddress(database.url(), "postgres", "s3cret-wrong"), 2))
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageContaining("password authentication failed")
                .hasMessageContaining(database.url())
                .hasMessageNotContaining("s3cret-wrong");
    }

    @Test
    void saysThatTheDatabaseDoesNotExist() {
        var database = server.database();
        var missing = new Database(database.url() + "_missing", database.user(), database.password());

        assertThatThrownBy(() -> TestStore.open(missing))
                .isInstanceOf(UnusableStore.class)
                .hasMessageContaining("does not exist");
    }

    @Test
    void refusesAnAddressWithASecretInIt() {
        assertThatThrownBy(() -> PostgresAddress.of("jdbc:postgresql://db/atoll?user=u&password=s3cret", "u", ""))
                .isInstanceOf(UnusableStore.class)
                .hasMessageNotContaining("s3cret");
        assertThatThrownBy(() -> PostgresAddress.of("postgres://u:s3cret@db/atoll", "u", ""))
                .isInstanceOf(UnusableStore.class)
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void saysThatItWasWrittenByAnotherRelease() throws Exception {
        var database = server.database();
        TestStore.open(database).close();
        execute(database, "update catalog_format set version = 99");

        assertThatThrownBy(() -> TestStore.open(database))
                .isInstanceOf(UnusableStore.class)
                .hasMessageContaining("has format 99");
    }

    @Test
    void bringsEveryEarlierFormatToThisOne() throws Exception {
        for (var format = 1; format < Schema.FORMAT; format++) {
            var database = server.database();
            try (var connection = database.connect();
                    var statement = connection.createStatement()) {
                statement.execute("create table catalog_format (version bigint not null)");
                statement.execute("insert into catalog_format (version) values (" + format + ")");
                Schema.migrate(statement, Dialect.POSTGRESQL, 0, format);
            }

            try (var store = TestStore.open(database)) {
                Samples.write(store, "a");
                assertThat(names(store)).containsExactly("a");
                assertThat(store.<List<Entry>>read(view -> view.runs(Long.MAX_VALUE, 1)))
                        .isEmpty();
            }
        }
    }

    @Test
    void isMadeOnceByTwoThatStartAtTheSameTime() throws Exception {
        var database = server.database();
        try (var other = Executors.newSingleThreadExecutor()) {
            var second = other.submit(() -> TestStore.open(database));
            try (var store = TestStore.open(database);
                    var twin = second.get()) {
                Samples.write(store, "a");
                Samples.write(twin, "b");

                assertThat(names(store)).containsExactly("a", "b");
            }
        }
    }

    private static List<String> names(CatalogStore store) {
        return store.read(view -> view.entities(Samples.BLUEPRINT, null, 10_000).stream()
                .map(entity -> entity.identifier())
                .toList());
    }

    private static void execute(Database database, String statement) throws SQLException {
        try (var connection = database.connect();
                var run = connection.createStatement()) {
            run.execute(statement);
        }
    }
}
