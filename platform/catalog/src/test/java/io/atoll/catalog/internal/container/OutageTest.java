package io.atoll.catalog.internal.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.atoll.test.postgres.Database;
import io.atoll.test.postgres.PostgresServer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bundle in a framework while its database is down. */
class OutageTest {

    private static final String BLUEPRINT = "{\"identifier\":\"b\",\"title\":\"B\",\"schema\":{\"properties\":{}}}";

    @TempDir
    Path data;

    private PostgresServer server;

    @BeforeEach
    void start() {
        server = PostgresServer.start();
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void answersThatItIsUnavailableUntilTheDatabaseIsBack() {
        try (var box = CatalogBox.start(data, server.database())) {
            box.token();
            server.stop();

            var reply = box.post("/v1/blueprints", BLUEPRINT);
            assertThat(reply.status()).isEqualTo(503);
            assertThat(reply.header("Retry-After")).isEqualTo("5");
            assertThat(reply.header("Content-Type")).startsWith("application/json");
            assertThat(reply.json().path("ok").asBoolean(true)).isFalse();
            assertThat(reply.json().path("error").asText()).isEqualTo("service_unavailable");
            assertThat(reply.text()).doesNotContain("127.0.0.1").doesNotContain("password");

            server.resume();
            assertThat(box.post("/v1/blueprints", BLUEPRINT).status()).isEqualTo(201);
        }
    }

    @Test
    void opensAsSoonAsTheDatabaseIsThere() {
        var database = server.database();
        server.stop();
        try (var box = CatalogBox.launch(data, database)) {
            box.await(503);
            server.resume();
            box.await(401);

            assertThat(box.post("/v1/blueprints", BLUEPRINT).status()).isEqualTo(201);
            assertThat(Files.exists(data.resolve("catalog/catalog.db"))).isFalse();
        }
    }

    @Test
    void staysClosedWithAWrongPassword() {
        var database = server.database();
        var wrong = new Database(database.url(), database.user(), "wrong");
        try (var box = CatalogBox.launch(data, wrong)) {
            box.await(503);

            assertThat(Files.exists(data.resolve("catalog/catalog.db"))).isFalse();
        }
    }
}
