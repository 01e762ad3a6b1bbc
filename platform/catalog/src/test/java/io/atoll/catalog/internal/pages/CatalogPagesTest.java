package io.atoll.catalog.internal.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.atoll.catalog.internal.container.CatalogBox;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The pages for people over HTTP. */
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CatalogPagesTest {

    private CatalogBox box;

    @BeforeAll
    void start(@TempDir Path data) {
        box = CatalogBox.start(data);
    }

    @AfterAll
    void stop() {
        box.close();
    }

    @Test
    @Order(1)
    void saysWhatToDoWhileTheCatalogIsEmpty() {
        assertThat(box.get("/catalog").text()).contains("./atoll demo");
    }

    @Test
    @Order(2)
    void showsBlueprintsEntitiesAndOneEntity() {
        fill();

        assertThat(box.get("/catalog").text()).contains("href=\"/catalog/blueprints/team%2Fthing\"", ">61<");
        var first = box.get("/catalog/blueprints/team%2Fthing").text();
        assertThat(first).contains("61 entities", "after=", ">Next page<").doesNotContain("e59");
        var filtered = box.get("/catalog/blueprints/team%2Fthing?q=E59").text();
        assertThat(filtered).contains("e59").doesNotContain("e58");
        var entity = box.get("/catalog/blueprints/team%2Fthing/entities/x%2Fy").text();
        assertThat(entity).contains("href=\"https://example.org/?a=1&amp;b=2\"", "Related from", CatalogBox.AGENT);
    }

    @Test
    @Order(3)
    void escapesEverythingAndLinksOnlyToTheWeb() {
        box.post("/v1/blueprints/team%2Fthing/entities?upsert=true", """
                {"identifier":"evil","title":"<script>alert(1)</script>","properties":{"url":"javascript:alert(1)","note":"\\"><img>"}}""");

        var page = box.get("/catalog/blueprints/team%2Fthing/entities/evil").text();

        assertThat(page).contains("&lt;script&gt;").doesNotContain("<script", "href=\"javascript:", "<img");
    }

    @Test
    @Order(3)
    void tellsWhatChangedInAnEntity() {
        for (var note : new String[] {"first words", "other words"}) {
            box.post("/v1/blueprints/team%2Fthing/entities?upsert=true&merge=true", """
                    {"identifier":"told","properties":{"note":"%s"}}""".formatted(note));
        }

        assertThat(box.get("/catalog/blueprints/team%2Fthing/entities/told").text())
                .contains(
                        "<h2>History</h2>", "<td>UPDATE</td>", "<td>note</td><td>first words</td><td>other words</td>");
    }

    @Test
    @Order(4)
    void setsItsOwnHeadersOnEveryAnswer() {
        for (var path : new String[] {"/catalog", "/catalog/style.css", "/catalog/no/such/page"}) {
            var reply = box.get(path);
            assertThat(reply.header("Content-Security-Policy"))
                    .as(path)
                    .startsWith("default-src 'none'; style-src 'self'");
            assertThat(reply.header("X-Content-Type-Options")).as(path).isEqualTo("nosniff");
        }
        assertThat(box.get("/catalog/style.css").text()).contains("prefers-color-scheme: dark");
        assertThat(box.get("/catalog/no/such/page").status()).isEqualTo(404);
    }

    private void fill() {
        box.post("/v1/blueprints", """
                {"identifier":"team/thing","title":"Thing","schema":{"properties":{"url":{"type":"string","format":"url"},
                 "note":{"type":"string"}}},"relations":{"next":{"target":"team/thing"}}}""");
        box.post("/v1/blueprints/team%2Fthing/entities", """
                {"identifier":"x/y","properties":{"url":"https://example.org/?a=1&b=2"},"relations":{"next":"x/y"}}""");
        for (var batch = 0; batch < 3; batch++) {
            var from = batch * 20;
            var items = IntStream.range(from, from + 20)
                    .mapToObj(i -> "{\"identifier\":\"e%02d\"}".formatted(i))
                    .collect(Collectors.joining(","));
            box.post("/v1/blueprints/team%2Fthing/entities/bulk", "{\"entities\":[" + items + "]}");
        }
    }
}
