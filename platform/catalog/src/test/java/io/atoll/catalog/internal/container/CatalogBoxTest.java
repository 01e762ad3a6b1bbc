package io.atoll.catalog.internal.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atoll.catalog.internal.store.CatalogStore;
import io.atoll.catalog.internal.store.SqliteStore;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.sqlite.JDBC;

/** The bundle in a framework: what it registers, keeps and gives back. */
class CatalogBoxTest {

    private static final String ENDPOINT = "io.atoll.pipeline.Catalog$Endpoint";

    @TempDir
    Path data;

    @Test
    void servesTheSameCatalogWithTheSameCredentialsAfterARestart() {
        String token;
        try (var box = CatalogBox.start(data)) {
            box.post("/v1/blueprints", "{\"identifier\":\"b\",\"title\":\"B\",\"schema\":{\"properties\":{}}}");
            box.post("/v1/blueprints/b/entities", "{\"identifier\":\"a\"}");
            token = box.token();
        }

        try (var box = CatalogBox.start(data)) {
            box.useToken(token);
            assertThat(box.get("/v1/blueprints/b/entities/a").status()).isEqualTo(200);
        }
    }

    @Test
    void tellsThePipelineWhereItIsForAsLongAsItRuns() throws Exception {
        try (var box = CatalogBox.start(data)) {
            var context = box.framework().getBundleContext();
            assertThat(endpoints(context)).isEqualTo(1);

            for (var bundle : context.getBundles()) {
                if (bundle.getSymbolicName().equals("io.atoll.catalog")) {
                    bundle.stop();
                }
            }

            assertThat(endpoints(context)).isZero();
            assertThat(SqliteStore.open(data.resolve("catalog")))
                    .as("the store was let go")
                    .satisfies(CatalogStore::close);
        }
    }

    @Test
    void staysClosedWhileAnotherOneHasTheStore() throws Exception {
        try (var other = SqliteStore.open(data.resolve("catalog"));
                var box = CatalogBox.launch(data)) {
            assertThat(endpoints(box.framework().getBundleContext())).isZero();
            assertThat(other.<Long>read(view -> view.count("b"))).isZero();
        }
    }

    @Test
    void breaksOffAnAnswerThatItCannotComplete() throws Exception {
        try (var box = CatalogBox.start(data)) {
            box.post("/v1/blueprints", """
                    {"identifier":"b","title":"B","schema":{"properties":{"x":{"type":"string"}}}}""");
            for (var i = 0; i < 10; i++) {
                box.post(
                        "/v1/blueprints/b/entities",
                        "{\"identifier\":\"a" + i + "\",\"properties\":{\"x\":\"" + "x".repeat(900_000) + "\"}}");
            }
            damageEntity("a9");

            assertThatThrownBy(() -> box.get("/v1/blueprints/b/entities")).isInstanceOf(UncheckedIOException.class);
        }
    }

    private void damageEntity(String identifier) throws SQLException {
        var database = "jdbc:sqlite:" + data.resolve("catalog/catalog.db");
        try (var connection = JDBC.createConnection(database, new Properties());
                var statement = connection.createStatement()) {
            statement.executeUpdate("update entity set doc = 'no json' where identifier = '" + identifier + "'");
        }
    }

    private static int endpoints(BundleContext context) throws InvalidSyntaxException {
        var found = context.getAllServiceReferences(ENDPOINT, null);
        return found == null ? 0 : found.length;
    }
}
