package io.atoll.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A newer version of an integration arrives while it reads. */
@Timeout(900)
class UpgradeStoryIT {

    private static final String ID = "paged~team";
    private static final String INTEGRATION = "/integrations/" + ID;
    private static final String RUNS = "/runs?integration=" + ID;
    private static final String DEPLOY = "form[action$='/do/deploy-upload'] button";

    private static final String CASES = """
            - {name: a short name, resource: item, sample: {name: a, size: 1},
               expect: {identifier: a, blueprint: pagedItem, title: a, properties: {size: 1}}}
            - {name: a long name, resource: item, sample: {name: abc, size: 3},
               expect: {identifier: abc, blueprint: pagedItem, title: abc, properties: {size: 3}}}
            """;

    private static PagedParty party;
    private static Product product;
    private static Chromium chromium;
    private static Path shelf;

    @BeforeAll
    static void start() throws Exception {
        PlaywrightAssertions.setDefaultAssertionTimeout(60_000);
        chromium = Chromium.start();
        party = new PagedParty();
        Path home = Product.unpack("upgrade");
        shelf = Files.createDirectories(home.resolve("shelf"));
        var bundle = new PagedBundle(shelf);
        bundle.version("1.1.0", ".label");
        bundle.version("2.0.0", ".name | tostring");
        Files.copy(bundle.version("1.0.0", ".name"), home.resolve("deploy/paged.jar"));
        Files.createDirectories(home.resolve("conf/integrations"));
        Files.writeString(home.resolve("conf/integrations/" + ID + ".yaml"), "url: " + party.url() + "\n");
        Files.createDirectories(home.resolve("conf/mapping-tests/" + ID));
        Files.writeString(home.resolve("conf/mapping-tests/" + ID + "/items.yaml"), CASES);
        product = Product.startIn(home);
        product.awaitText(RUNS, "badge good\">complete<");
        product.awaitText(INTEGRATION, "With version 1.0.0: 2 of 2 pass");
    }

    @AfterAll
    static void stop() throws Exception {
        if (party != null) {
            party.close();
        }
        if (product != null) {
            product.close();
        }
        if (chromium != null) {
            chromium.close();
        }
    }

    @Test
    @Story("5 Upgrade at noon")
    void aNewerVersionTakesOverWhileARunGoesOnAndNothingIsLost() throws Exception {
        try (var visit = new Visit(product, chromium, ColorScheme.LIGHT)) {
            Page page = visit.page();
            party.holdAt("item-19");
            visit.go(INTEGRATION);
            page.click("main summary:has-text('Resync')");
            page.click("form[action$='/do/resync'] button");
            awaitThat(() -> party.asked().contains("1.0.0 item-19"));
            // the page loads itself again once, as soon as the kinds are known
            assertThat(page.locator("[data-live='item-0/fetched']")).isVisible();

            look(visit, "1.1.0");
            assertThat(page.locator("main")).containsText("0 of 2 pass");
            assertThat(page.locator("main")).containsText("title: expected \"a\", was null");
            assertThat(page.locator("main [role=alert]")).containsText("does not stand its tests with this version");
            assertThat(page.locator(DEPLOY)).isVisible();

            look(visit, "2.0.0");
            assertThat(page.locator("main")).containsText("version 1.0.0");
            assertThat(page.locator("main")).containsText("2 of 2 pass");
            assertThat(page.locator("main [role=alert]")).hasCount(0);
            page.click(DEPLOY);
            page.waitForURL("**/deployments*");
            product.awaitText(INTEGRATION, "With version 2.0.0: 2 of 2 pass");
            party.goOn();

            product.awaitText(RUNS, "version 2.0.0 arrived");
            awaitThat(() -> runs().getFirst().equals("complete"));
            assertThat(runs()).containsExactly("complete", "interrupted", "complete");
            assertThat(asked("1.0.0")).containsExactly("", "item-04", "item-09", "item-14", "item-19");
            assertThat(asked("2.0.0"))
                    .as("what is read by another version is read from the beginning")
                    .containsExactly(
                            "", "item-04", "item-09", "item-14", "item-19", "item-24", "item-29", "item-34", "item-39");
            assertThat(new Box(product).entities("pagedItem")).isEqualTo(party.items());
            assertThat(deleted()).isZero();

            visit.go("/deployments/paged.jar");
            assertThat(page.locator("main tbody tr")).hasCount(2);
            assertThat(page.locator("main tbody tr").first()).containsText("2.0.0");
            assertThat(visit.faults()).isEqualTo(List.of());
            page.click("main tbody tr:has-text('1.0.0') button");
            product.awaitText(INTEGRATION, "With version 1.0.0: 2 of 2 pass");
            product.awaitText(RUNS, "version 1.0.0 arrived");
            awaitThat(() -> runs().getFirst().equals("complete"));
            assertThat(new Box(product).entities("pagedItem")).isEqualTo(party.items());
            assertThat(deleted()).isZero();
            assertThat(visit.offences()).isEmpty();
        }
    }

    /** Sends a version, and waits for the page that tells what it would bring. */
    private static void look(Visit visit, String version) {
        visit.go("/deployments");
        visit.page().setInputFiles("#upload-jar", shelf.resolve("paged-" + version + ".jar"));
        visit.page().click("form[action*='/do/deploy-receive'] button");
        visit.page().waitForURL("**/bundle*");
        assertThat(visit.page().locator("main dl")).containsText(version);
        assertThat(visit.faults()).isEqualTo(List.of());
    }

    /** Behind which names a version has read. */
    private static List<String> asked(String version) {
        return party.asked().stream()
                .filter(each -> each.startsWith(version + " "))
                .map(each -> each.substring(version.length() + 1))
                .distinct()
                .toList();
    }

    /** How the runs ended, the latest first. */
    private static List<String> runs() throws Exception {
        return history().map(run -> run.get("status").getAsString()).toList();
    }

    private static long deleted() throws Exception {
        return history().mapToLong(run -> run.get("deleted").getAsLong()).sum();
    }

    private static Stream<JsonObject> history() throws Exception {
        String told = product.atoll("runs", "--integration", ID, "-o", "json");
        return JsonParser.parseString(told).getAsJsonArray().asList().stream().map(JsonElement::getAsJsonObject);
    }

    private static void awaitThat(Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(4);
        while (!condition.call()) {
            assertThat(System.nanoTime() - deadline).as("nanoseconds too late").isNegative();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }
}
