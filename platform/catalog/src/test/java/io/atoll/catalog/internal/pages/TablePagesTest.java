package io.atoll.catalog.internal.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.atoll.catalog.internal.container.CatalogBox;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** The table of a blueprint over HTTP: search, filters, order, columns and saved views. */
@TestInstance(Lifecycle.PER_CLASS)
class TablePagesTest {

    private static final String TABLE = "/catalog/blueprints/service";

    private CatalogBox box;

    @BeforeAll
    void start(@TempDir Path data) {
        box = CatalogBox.start(data);
        box.post("/v1/blueprints", "{\"identifier\":\"team\",\"title\":\"Squad\",\"schema\":{\"properties\":{}}}");
        box.post("/v1/blueprints/team/entities", "{\"identifier\":\"red\",\"title\":\"Red squad\"}");
        box.post("/v1/blueprints", """
                {"identifier":"service","title":"Service","schema":{"properties":{
                  "replicas":{"type":"number","title":"Replicas"},"language":{"type":"string","enum":["Java","Go"]},
                  "public":{"type":"boolean"},"since":{"type":"string","format":"date-time"},
                  "note":{"type":"string","title":"Note"}}},
                 "relations":{"squad":{"target":"team","title":"Squad"}},
                 "calculationProperties":{"twice":{"title":"Twice","type":"number","calculation":".properties.replicas * 2"}}}""");
        for (var from = 0; from < 120; from += 20) {
            var items = IntStream.range(from, from + 20)
                    .mapToObj(TablePagesTest::service)
                    .collect(Collectors.joining(","));
            box.post("/v1/blueprints/service/entities/bulk", "{\"entities\":[" + items + "]}");
        }
    }

    private static String service(int i) {
        return """
                {"identifier":"s%03d","title":"Service %d","properties":{"replicas":%d,"language":"%s","public":%s,
                 "since":"2026-0%d-01T00:00:00Z"%s},"relations":{"squad":"red"}}""".formatted(
                        i,
                        i,
                        i * 7 % 120,
                        i % 2 == 0 ? "Java" : "Go",
                        i % 3 == 0,
                        1 + i % 9,
                        i < 5 ? ",\"note\":\"Needle " + i + "\"" : "");
    }

    @AfterAll
    void stop() {
        box.close();
    }

    @Test
    void findsTextsInAnyCase() {
        assertThat(rows(TABLE + "?q=nEEDLE%203")).containsExactly("Service 3");
    }

    @Test
    void filtersByColumnsOfEachType() {
        assertThat(rows(filter("replicas", "%3C", "2"))).containsExactly("Service 0", "Service 103");
        assertThat(rows(filter("note", "isNotEmpty", ""))).hasSize(5);
        assertThat(rows(filter("public", "=", "true"))).hasSize(40);
        assertThat(rows(filter("since", "%3C", "2026-01-02")))
                .contains("Service 0", "Service 9")
                .hasSize(14);
        assertThat(rows(filter("squad", "=", "blue"))).isEmpty();
        assertThat(rows(filter("$identifier", "beginsWith", "s00") + "&p=language&o=%3D&v=Go"))
                .hasSize(5);
    }

    @Test
    void findsWhatRulesOfTheSearchGrammarFind() {
        var rules = Addresses.encoded("""
                {"combinator":"or","rules":[{"property":"replicas","operator":"=","value":7},
                 {"property":"note","operator":"endsWith","value":" 4"}]}""");

        assertThat(rows(TABLE + "?rules=" + rules)).containsExactly("Service 1", "Service 4");
    }

    @Test
    void saysWhatIsWrongWithAFilter() {
        var reply = box.page("ada", filter("replicas", "=", "many"));

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.text()).contains("role=\"alert\"", "The column &quot;Replicas&quot; has numbers");
        assertThat(box.page("ada", TABLE + "?rules=nonsense").status()).isEqualTo(422);
        assertThat(box.page("ada", filter("replicas", "drop", "1")).status()).isEqualTo(422);
        assertThat(box.page("ada", TABLE + "?after=nonsense").status()).isEqualTo(422);
        assertThat(box.page("ada", TABLE + "?sort=replicas&after=" + Cursor.write("x", "y", "", ""))
                        .status())
                .isEqualTo(422);
    }

    @Test
    void sortsOverPagesEachEntityOnce() {
        for (var order : List.of("", "&order=down")) {
            var seen = new ArrayList<String>();
            for (var next = TABLE + "?sort=replicas" + order; !next.isEmpty(); ) {
                var page = Markup.of(box.page("ada", next).text());
                seen.addAll(page.firstCells());
                next = page.all("a").stream()
                        .filter(link -> link.getTextContent().equals("Next page"))
                        .map(link -> link.getAttribute("href"))
                        .findFirst()
                        .orElse("");
            }
            assertThat(seen).hasSize(120).doesNotHaveDuplicates();
            var numbers = seen.stream()
                    .map(title -> Integer.parseInt(title.substring(8)) * 7 % 120)
                    .toList();
            assertThat(order.isEmpty() ? numbers : numbers.reversed()).isSorted();
        }
    }

    @Test
    void putsWhatHasNoValueLastInEitherDirection() {
        assertThat(rows(TABLE + "?sort=note").subList(0, 5)).allMatch(title -> title.matches("Service [0-4]"));
        assertThat(rows(TABLE + "?sort=note&order=down")).startsWith("Service 4", "Service 3");
    }

    @Test
    void turnsTheOrderRoundByTheSameHeading() {
        var once = Markup.of(box.page("ada", TABLE).text()).link("Replicas");
        var page = Markup.of(box.page("ada", once).text());

        assertThat(page.attributes("aria-sort")).containsExactly("ascending");
        assertThat(Markup.of(box.page("ada", page.link("Replicas")).text()).attributes("aria-sort"))
                .containsExactly("descending");
    }

    @Test
    void showsTheColumnsThatWereChosen() {
        var page = box.page("ada", TABLE + "?c=twice&c=squad").text();

        assertThat(Markup.of(page).all("th"))
                .extracting(cell -> cell.getTextContent())
                .containsExactly("Entity", "Twice", "Squad");
        assertThat(page).contains(">14<", "<a href=\"/catalog/blueprints/team/entities/red\">Red squad</a>");
    }

    @Test
    void keepsAViewAndShowsItWithWhatItSays() {
        var created = submit(
                "ada", "/views", "title=Busy+Go&q=Service&p=language&o=%3D&v=Go&c=replicas&sort=replicas&order=down");

        assertThat(created.status()).isEqualTo(303);
        var page = Markup.of(box.page("ada", created.header("Location")).text());
        assertThat(page.firstCells()).hasSize(50).startsWith("Service 17", "Service 51");
        assertThat(page.all("a").stream()
                        .filter(link -> link.hasAttribute("aria-current"))
                        .map(link -> link.getTextContent()))
                .contains("Busy Go");
    }

    @Test
    void showsAViewToOthersOnlyIfItIsShared() {
        var own = submit("ada", "/views", "title=Only+mine").header("Location");
        var shared = submit("ada", "/views", "title=For+all&shared=1").header("Location");

        assertThat(box.page("grace", own).status()).isEqualTo(404);
        assertThat(box.page("grace", shared).status()).isEqualTo(200);
        assertThat(box.page("grace", TABLE).text()).contains(">For all<").doesNotContain("Only mine");
        assertThat(submit("grace", path(own) + "/delete", "").status()).isEqualTo(404);
    }

    @Test
    void renamesAndDeletesAView() {
        var address = submit("ada", "/views", "title=Before&q=Needle").header("Location");

        assertThat(submit("ada", path(address), "title=After&q=else").status()).isEqualTo(303);
        assertThat(box.page("ada", address).text()).contains(">After<").doesNotContain(">Before<");
        assertThat(rows(address))
                .as("what it shows stays unless it was to be replaced")
                .hasSize(5);
        submit("ada", path(address), "title=After&q=Needle+3&replace=1");
        assertThat(rows(address)).hasSize(1);

        assertThat(submit("ada", path(address) + "/delete", "").header("Location"))
                .isEqualTo(TABLE);
        assertThat(box.page("ada", address).status()).isEqualTo(404);
    }

    @Test
    void takesNoFormThatWasNotMadeForWhoeverSendsIt() {
        for (var token : List.of("", "&token=grace-token", "&token=")) {
            assertThat(box.submit("ada", TABLE + "/views", "title=Stolen" + token)
                            .status())
                    .isEqualTo(403);
        }
        assertThat(box.page("ada", TABLE).text()).doesNotContain("Stolen");
    }

    /** Without a referrer, browsers send the origin "null" with a form, and nobody could tell it from that of another site. */
    @Test
    void letsTheBrowserSayWhereAFormComesFrom() {
        assertThat(box.page("ada", TABLE).header("Referrer-Policy")).isEqualTo("same-origin");
    }

    @Test
    void refusesAViewWithoutAName() {
        assertThat(submit("ada", "/views", "title=").status()).isEqualTo(422);
        assertThat(submit("ada", "/views", "title=" + "x".repeat(61)).status()).isEqualTo(422);
    }

    private CatalogBox.Reply submit(String person, String path, String form) {
        return box.submit(person, TABLE + path, form + "&token=" + person + "-token");
    }

    /** The path of the forms of a view, below the table, from the address of the view. */
    private static String path(String address) {
        return "/views/" + address.substring(address.indexOf('=') + 1);
    }

    private static String filter(String column, String operator, String value) {
        return TABLE + "?p=" + column + "&o=" + operator.replace("=", "%3D") + "&v=" + value;
    }

    private List<String> rows(String address) {
        return Markup.of(box.page("ada", address).text()).firstCells();
    }
}
