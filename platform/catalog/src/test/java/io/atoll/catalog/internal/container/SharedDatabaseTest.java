package io.atoll.catalog.internal.container;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.atoll.catalog.internal.model.Json;
import io.atoll.test.postgres.PostgresServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two catalogs on one database. */
class SharedDatabaseTest {

    private static final int ENTITIES = 30;

    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();

    @TempDir
    Path one;

    @TempDir
    Path other;

    @Test
    void tellADestinationOfEachChangeOnceAndInOrder() throws Exception {
        var destination = destination();
        try (var server = PostgresServer.start()) {
            var database = server.database();
            try (var first = CatalogBox.start(one, database);
                    var second = CatalogBox.start(other, database)) {
                var made = first.post("/v1/blueprints", blueprint(destination));
                assertThat(made.status()).as(made.text()).isEqualTo(201);
                var written = new ArrayList<String>();
                for (var i = 0; i < ENTITIES; i++) {
                    var box = i % 2 == 0 ? first : second;
                    var reply = box.post("/v1/blueprints/b/entities", "{\"identifier\":\"e" + i + "\"}");
                    assertThat(reply.status()).as(reply.text()).isEqualTo(201);
                    written.add("e" + i);
                }

                var heard = new ArrayList<String>();
                for (var i = 0; i < ENTITIES; i++) {
                    heard.add(told.poll(30, TimeUnit.SECONDS));
                }
                assertThat(heard).isEqualTo(written);
            }
        } finally {
            destination.stop(0);
        }
    }

    private HttpServer destination() throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            var message = Json.MAPPER.readTree(exchange.getRequestBody());
            told.add(message.at("/context/entity").asText());
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static String blueprint(HttpServer destination) {
        return "{\"identifier\":\"b\",\"title\":\"B\",\"schema\":{\"properties\":{}},\"changelogDestination\":"
                + "{\"type\":\"WEBHOOK\",\"url\":\"http://127.0.0.1:"
                + destination.getAddress().getPort() + "/told\"}}";
    }
}
