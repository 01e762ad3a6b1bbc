package io.atoll.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A newcomer unpacks the archive, and has a catalog five minutes later. */
@Timeout(900)
class FiveMinuteStartIT {

    private static Chromium chromium;

    @BeforeAll
    static void start() throws Exception {
        chromium = Chromium.start();
        PlaywrightAssertions.setDefaultAssertionTimeout(60_000);
    }

    @AfterAll
    static void stop() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @Test
    @Story("1 Five-minute start")
    void leadsFromTheArchiveToACatalogThatIsFilled() throws Exception {
        Path home = Product.unpack("five-minute-start");
        OctopusServer.admit(home);
        try (var octopus = new OctopusServer();
                var product = Product.startIn(home);
                var visit = Visit.stranger(product, chromium, ColorScheme.LIGHT)) {
            visit.page().navigate(product.atoll("login"));
            visit.press("Open Atoll");
            assertThat(visit.page().locator("h1")).hasText("Overview");

            makeAnInstance(visit, octopus);
            product.awaitProviders("octopus~main");
            lookAtTheMappingThatComesWithIt(visit);
            octopus.holdReleases();
            plan(visit, octopus);
            apply(visit);

            var catalog = new Box(product);
            assertThat(catalog.entities("octopusSpace")).containsExactly(OctopusServer.SPACE);
            assertThat(catalog.entities("octopusProject")).isEqualTo(Set.copyOf(OctopusServer.PROJECTS));
            assertThat(catalog.entities("octopusRelease")).hasSameSizeAs(OctopusServer.PROJECTS);
            assertThat(catalog.entities("octopusMachine")).containsExactly("Machines-1");
            visit.follow("Catalog");
            assertThat(visit.page().locator("main")).containsText("Octopus");
            assertThat(visit.faults()).isEmpty();
            assertThat(visit.offences()).isEmpty();
        }
    }

    /** Chooses a third party, gives its key, and sees what the key may do before anything is saved. */
    private static void makeAnInstance(Visit visit, OctopusServer octopus) {
        Page page = visit.page();
        visit.follow("New instance");
        visit.follow("Octopus Deploy");
        page.getByLabel("Name of the instance").fill("main");
        page.getByLabel("octopusApiKey (required)").fill(OctopusServer.KEY);
        page.getByLabel("serverUrl (required)").fill(octopus.address());
        page.locator("#value-resyncOnStart").selectOption("false");
        visit.press("Check values and connection");

        Locator found = page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Connection"));
        assertThat(page.locator("main")).containsText("Nothing is wrong with these values.");
        assertThat(found.locator("tr", new Locator.LocatorOptions().setHasText("authenticate")))
                .containsText("passed");
        assertThat(found.locator("tr", new Locator.LocatorOptions().setHasText("read the projects of Spaces-1")))
                .containsText("passed");
        assertThat(visit.faults()).isEmpty();

        page.getByLabel("octopusApiKey (required)").fill(OctopusServer.KEY);
        visit.press("Make it");
        assertThat(page.locator("h1")).containsText("octopus~main");
    }

    private static void lookAtTheMappingThatComesWithIt(Visit visit) {
        visit.follow("from the catalog");
        assertThat(visit.page().locator("main")).containsText("It comes with the bundle.");
        assertThat(visit.page().locator("#mapping-mapping")).hasValue(Pattern.compile("octopusProject"));
        visit.page().goBack();
    }

    /** Sees how far it is while it reads, then what would be done. */
    private static void plan(Visit visit, OctopusServer octopus) {
        Page page = visit.page();
        visit.press("Plan a resync of octopus~main");
        assertThat(visit.status()).hasText("running");
        assertThat(page.locator("[data-live='sum/fetched']"))
                .hasText(String.valueOf(1 + OctopusServer.PROJECTS.size()));
        assertThat(page.getByRole(AriaRole.PROGRESSBAR)).isVisible();
        assertThat(page.locator("[data-live=remainingReason]")).not().isEmpty();
        octopus.goOn();
        assertThat(visit.status()).hasText("complete");

        visit.follow("Changes");
        assertThat(figure(page, "Created")).hasText("12");
        assertThat(figure(page, "Not produced any more")).hasText("0");
        assertThat(figure(page, "Deleted")).hasText("0");
    }

    private static void apply(Visit visit) {
        visit.press("Apply plan");
        assertThat(visit.page().locator(".facts")).containsText("apply");
        assertThat(visit.status()).hasText("complete");
        assertThat(visit.faults()).isEmpty();
    }

    private static Locator figure(Page page, String name) {
        return page.locator(".figures > div", new Page.LocatorOptions().setHasText(name))
                .locator("dd");
    }
}
