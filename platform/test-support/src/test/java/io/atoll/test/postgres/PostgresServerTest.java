package io.atoll.test.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A real server. */
class PostgresServerTest {

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
    void makesDatabasesThatKnowNothingOfEachOther() throws SQLException {
        var one = server.database();
        var other = server.database();
        execute(one, "create table t (n int)");

        assertThat(tables(one)).containsExactly("t");
        assertThat(tables(other)).isEmpty();
    }

    @Test
    void asksForThePassword() {
        var database = server.database();
        var wrong = new Database(database.url(), database.user(), "wrong");

        assertThatThrownBy(wrong::connect).hasMessageContaining("password authentication failed");
    }

    @Test
    void keepsItsDataWhileItIsStopped() throws SQLException {
        var database = server.database();
        execute(database, "create table t (n int)");

        server.stop();
        assertThatThrownBy(database::connect).isInstanceOf(SQLException.class);
        server.resume();

        assertThat(tables(database)).containsExactly("t");
    }

    @Test
    void keepsItsDataWhenItIsKilled() throws SQLException {
        var database = server.database();
        execute(database, "create table t (n int)");

        server.kill();
        assertThatThrownBy(database::connect).isInstanceOf(SQLException.class);
        server.resume();

        assertThat(tables(database)).containsExactly("t");
    }

    private static void execute(Database database, String statement) throws SQLException {
        try (var connection = database.connect();
                var run = connection.createStatement()) {
            run.execute(statement);
        }
    }

    private static List<String> tables(Database database) throws SQLException {
        try (var connection = database.connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select tablename from pg_tables where schemaname = 'public'")) {
            var names = new ArrayList<String>();
            while (rows.next()) {
                names.add(rows.getString(1));
            }
            return names;
        }
    }
}
