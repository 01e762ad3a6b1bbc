package io.atoll.catalog.internal.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.atoll.catalog.internal.container.CatalogBox;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** The pages of entities, of blueprints and of the audit log over HTTP, in a catalog where everything has a hostile name. */
@TestInstance(Lifecycle.PER_CLASS)
class EntityPagesTest {

    private static final String HOSTILE = "<script>alert('1')</script> & \\\"quoted\\\" \\u0000\\ud800 end";
    private static final String ENTITY = "/catalog/blueprints/a%2Fthing/entities/x%2Fy%3D%5C";

    private CatalogBox box;

    @BeforeAll
    void start(@TempDir Path data) {
        box = CatalogBox.start(data);
        box.post("/v1/blueprints/_user/entities", """
                {"identifier":"ada@example.org","title":"Ada Lovelace"}""");
        post("/v1/blueprints", """
                {"identifier":"a/thing","title":"%1$s","schema":{"properties":{
                  "url":{"type":"string","format":"url"},"mail":{"type":"string","format":"email"},
                  "owner":{"type":"string","format":"user"},"at":{"type":"string","format":"date-time"},
                  "until":{"type":"string","format":"timer"},"text":{"type":"string","format":"markdown"},
                  "yaml":{"type":"string","format":"yaml"},"flag":{"type":"boolean"},"count":{"type":"number"},
                  "level":{"type":"string","enum":["high"],"enumColors":{"high":"red"}},"tags":{"type":"array"},
                  "free":{"type":"object"},"title\\\\x":{"type":"string","title":"%1$s"}}},
                 "relations":{"self":{"target":"a/thing","title":"%1$s","many":true}},
                 "calculationProperties":{"sum":{"title":"Sum","type":"number","calculation":".properties.count + 1"}},
                 "mirrorProperties":{"copied":{"title":"Copied","path":"self.count"}}}""");
        post("/v1/blueprints", """
                {"identifier":"b","title":"B","schema":{"properties":{}},"relations":{"one":{"target":"a/thing"}}}""");
        box.call("PATCH", "/v1/blueprints/a%2Fthing", """
                {"relations":{"self":{"target":"a/thing","title":"Itself","many":true},"back":{"target":"b"}}}""");
        post("/v1/blueprints/a%2Fthing/entities", """
                {"identifier":"x/y=\\\\","title":"%1$s","properties":{"url":"https://example.org/?a=1&b=2",
                 "mail":"ada@example.org","owner":"ada@example.org","at":"2026-01-02T03:04:05+01:00",
                 "until":"2020-01-01T00:00:00Z","text":"# Head\\n%1$s","yaml":"a: <b>","flag":true,"count":41,
                 "level":"high","tags":["<i>",1],"free":{"<k>":"</pre>"},"title\\\\x":"%1$s"}}""");
        box.post("/v1/blueprints/a%2Fthing/scorecards", """
                {"identifier":"card","title":"Ready","rules":[{"identifier":"counted","title":"Is counted","level":"Gold",
                 "query":{"combinator":"and","conditions":[{"property":"count","operator":"=","value":41}]}}]}""");
        for (var from = 0; from < 60; from += 20) {
            var items = IntStream.range(from, from + 20)
                    .mapToObj(i -> "{\"identifier\":\"from%02d\",\"relations\":{\"one\":\"x/y=\\\\\"}}".formatted(i))
                    .collect(Collectors.joining(","));
            box.post("/v1/blueprints/b/entities/bulk", "{\"entities\":[" + items + "]}");
        }
        var many = IntStream.range(0, 20)
                .mapToObj(i -> "{\"identifier\":\"t%02d\"}".formatted(i))
                .collect(Collectors.joining(","));
        box.post("/v1/blueprints/a%2Fthing/entities/bulk", "{\"entities\":[" + many + "]}");
        var targets = IntStream.range(0, 20).mapToObj("\"t%02d\""::formatted).collect(Collectors.joining(","));
        box.call(
                "PATCH",
                "/v1/blueprints/a%2Fthing/entities/x%2Fy%3D%5C",
                "{\"relations\":{\"self\":[\"x/y=\\\\\"," + targets + "],\"back\":\"from01\"}}");
        box.callAs("curl/8", "POST", "/v1/blueprints/b/entities", "{\"identifier\":\"by-hand\"}");
        box.callAs("curl/8", "DELETE", "/v1/blueprints/b/entities/from59", null);
        box.submit(
                "ada",
                "/catalog/blueprints/a%2Fthing/views",
                "token=ada-token&shared=1&title=%3Cscript%3E&q=%22%27%3C&p=count&o=%3D&v=41");
    }

    private void post(String path, String body) {
        assertThat(box.post(path, body.formatted(HOSTILE)).status()).isEqualTo(201);
    }

    @AfterAll
    void stop() {
        box.close();
    }

    @Test
    void showsNoPageToWhoHasNotSignedIn() {
        for (var path : List.of("/catalog", ENTITY, "/catalog/audit-log", "/catalog/blueprints/b")) {
            var reply = box.send("GET", path, Map.of(), null);
            assertThat(reply.status()).as(path).isEqualTo(401);
            assertThat(reply.text()).as(path).isEmpty();
        }
    }

    /** Follows every link from the first page on: all of them work, are well-formed and hold nothing that a browser would run. */
    @Test
    void hasNoBrokenLinkAndNoMarkupOfOthersOnAnyPage() {
        var seen = new HashSet<String>();
        var next = new ArrayDeque<>(List.of("/catalog"));
        while (!next.isEmpty()) {
            var path = next.remove();
            if (!seen.add(path) || seen.size() > 400) {
                continue;
            }
            var reply = box.page("ada", path);
            assertThat(reply.status()).as(path).isEqualTo(200);
            if (!path.endsWith(".css")) {
                var page = Markup.of(reply.text());
                for (var name : List.of("script", "style", "iframe", "img", "i", "b")) {
                    assertThat(page.all(name)).as(name + " in " + path).isEmpty();
                }
                for (var name : List.of("style", "onclick", "onload", "onerror")) {
                    assertThat(page.attributes(name)).as(name + " in " + path).isEmpty();
                }
                assertThat(page.attributes("id")).as("ids of " + path).doesNotHaveDuplicates();
                page.attributes("href").stream()
                        .map(address -> address.replaceFirst("#.*", ""))
                        .filter(address -> address.startsWith("/catalog"))
                        .forEach(next::add);
            }
        }
        assertThat(seen).hasSizeGreaterThan(150).contains(ENTITY, "/catalog/style.css");
    }

    @Test
    void labelsEveryField() {
        for (var path : List.of("/catalog/blueprints/a%2Fthing?view=", "/catalog/audit-log")) {
            var page = Markup.of(box.page("ada", path).text());
            var labelled = page.attributes("for");
            for (var name : List.of("input", "select", "textarea")) {
                page.all(name).stream()
                        .filter(field -> !field.getAttribute("type").equals("hidden"))
                        .filter(field -> !field.getParentNode().getNodeName().equals("label"))
                        .forEach(field -> assertThat(labelled).as(path).contains(field.getAttribute("id")));
            }
        }
    }

    @Test
    void showsEachPropertyByItsFormat() {
        var page = box.page("ada", ENTITY).text();

        assertThat(page)
                .contains("<a href=\"https://example.org/?a=1&amp;b=2\" rel=\"noreferrer noopener\">")
                .contains("<a href=\"mailto:ada@example.org\">ada@example.org</a>")
                .contains("<a href=\"/catalog/blueprints/_user/entities/ada%40example.org\">Ada Lovelace</a>")
                .contains("2 Jan 2026, 02:04:05 UTC</time>")
                .contains("<span class=\"badge bad\">expired</span>")
                .contains("<h3>Head</h3>")
                .contains("<pre tabindex=\"0\">a: &lt;b&gt;</pre>")
                .contains("<span class=\"badge good\">Yes</span>")
                .contains("<span class=\"digits\">41</span>")
                .contains("<span class=\"badge tone-red\">high</span>")
                .contains("<li>&lt;i&gt;</li>");
    }

    @Test
    void marksWhatIsComputed() {
        assertThat(box.page("ada", ENTITY).text())
                .contains("Sum <span class=\"badge\" title=\"computed, not stored\">calculation</span>")
                .contains(">mirror</span>", "<span class=\"digits\">42</span>");
    }

    @Test
    void showsScorecardsWithTheirRules() {
        assertThat(box.page("ada", ENTITY).text())
                .contains("Ready <span class=\"badge tone-gold\">Gold</span>", "passed</span> Is counted");
        assertThat(box.page("ada", "/catalog/blueprints/a%2Fthing/entities/t01").text())
                .contains("failed</span> Is counted");
    }

    @Test
    void pagesRelationsInBothDirections() {
        var page = Markup.of(box.page("ada", ENTITY).text());
        var seen = new HashSet<String>();
        var next = page.link("Next page").replaceFirst("#.*", "");
        for (var pages = 0; pages < 2; pages++) {
            var text = box.page("ada", next).text();
            IntStream.range(0, 60)
                    .mapToObj("from%02d"::formatted)
                    .filter(text::contains)
                    .forEach(seen::add);
            next = pages == 0 ? Markup.of(text).link("Next page") : next;
        }
        assertThat(seen).contains("from20", "from39", "from40", "from58").doesNotContain("from59");
        assertThat(box.page("ada", page.link("Next")).text()).contains("21 to 21 of 21", ">t19<");
    }

    @Test
    void saysInWordsWhoOwnsAnEntity() {
        assertThat(box.page("ada", ENTITY).text())
                .contains("<strong>mini-1</strong>", "<strong>mini</strong>", "(version 1.2.3)");
        assertThat(box.page("ada", "/catalog/blueprints/b/entities/by-hand").text())
                .contains("Owned by no installation");
    }

    @Test
    void drawsTheGraphWithLinksAndLabels() {
        var page = Markup.of(box.page("ada", "/catalog").text());
        var graph = page.all("svg").get(0);

        assertThat(graph.getElementsByTagName("rect").getLength()).isEqualTo(3);
        assertThat(graph.getTextContent()).contains("Itself ∗", "one", "back", "21 entities");
        assertThat(graph.getElementsByTagName("a")
                        .item(1)
                        .getAttributes()
                        .getNamedItem("href")
                        .getNodeValue())
                .startsWith("/catalog/blueprints/");
    }

    @Test
    void tellsDifferencesInTheAuditLog() {
        var page =
                box.page("ada", "/catalog/audit-log?what=entity&action=UPDATE").text();

        assertThat(page).contains("<dt>self</dt>", "<dt>back</dt>", "from01", ">mini~mini-1<");
        assertThat(box.page("ada", "/catalog/audit-log?what=blueprint&action=UPDATE")
                        .text())
                .contains("<dt>relations.back</dt>");
    }

    @Test
    void filtersTheAuditLog() {
        assertThat(audits("?who=CURL")).hasSize(2);
        assertThat(audits("?who=curl&action=DELETE")).hasSize(1);
        assertThat(audits("?blueprint=b&entity=from59")).hasSize(2);
        assertThat(audits("?what=view")).hasSize(1);
        assertThat(audits("?to=2020-01-01")).isEmpty();
        assertThat(audits("?from=2020-01-01&what=scorecard")).hasSize(1);
        assertThat(box.page("ada", "/catalog/audit-log?from=yesterday").status())
                .isEqualTo(422);
    }

    @Test
    void pagesTheAuditLog() {
        var first = Markup.of(box.page("ada", "/catalog/audit-log?what=entity").text());
        var second = Markup.of(box.page("ada", first.link("Next page")).text());

        assertThat(first.firstCells()).hasSize(50);
        assertThat(second.firstCells()).hasSize(35);
        assertThat(second.link("First page")).isEqualTo("/catalog/audit-log?what=entity");
    }

    private List<String> audits(String query) {
        return Markup.of(box.page("ada", "/catalog/audit-log" + query).text()).firstCells();
    }
}
