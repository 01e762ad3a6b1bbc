package io.atoll.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A third party answers that it has nothing any more; nobody loses anything. */
@Timeout(900)
class BadNightIT {

    private static final Set<String> ALL = Set.copyOf(OctopusServer.PROJECTS);

    private static final String REASON = "would be deleted because not a single record was read";

    private static OctopusServer octopus;
    private static Product product;
    private static Chromium chromium;

    @BeforeAll
    static void start() throws Exception {
        chromium = Chromium.start();
        octopus = new OctopusServer();
        product = Product.startWith(octopus, "bad-night");
        PlaywrightAssertions.setDefaultAssertionTimeout(60_000);
    }

    @AfterAll
    static void stop() throws Exception {
        if (product != null) {
            product.close();
        }
        if (octopus != null) {
            octopus.close();
        }
        if (chromium != null) {
            chromium.close();
        }
    }

    @Test
    @Story("3 The bad night")
    void holdsEveryDeletionUntilTheSourceIsWellAgain() throws Exception {
        try (var visit = new Visit(product, chromium, ColorScheme.LIGHT)) {
            Page page = visit.page();
            var catalog = new Box(product);
            night(visit);
            assertThat(catalog.entities("octopusProject")).isEqualTo(ALL);

            morning(visit);

            octopus.empty(false);
            visit.press("Read again: octopus~shop");
            assertThat(visit.status()).hasText("complete");
            visit.follow("Approvals");
            assertThat(page.locator("main")).containsText("Nothing waits.");
            assertThat(catalog.entities("octopusProject")).isEqualTo(ALL);
            assertThat(visit.faults()).isEmpty();
            assertThat(visit.offences()).isEmpty();
        }
    }

    @Test
    void whatAPersonRejectsStays() throws Exception {
        try (var visit = new Visit(product, chromium, ColorScheme.DARK)) {
            night(visit);
            visit.follow("Approvals");
            visit.press("Reject the deletions of run");
            visit.follow("Approvals");

            assertThat(visit.page().locator("main")).containsText("Nothing waits.");
            assertThat(new Box(product).entities("octopusProject")).isEqualTo(ALL);
            assertThat(visit.faults()).isEmpty();
            assertThat(visit.offences()).isEmpty();
        }
    }

    /** A run while every list is empty. */
    private static void night(Visit visit) {
        octopus.empty(true);
        visit.go("/");
        visit.press("Resync now: octopus~shop");
        assertThat(visit.status()).hasText("held");
    }

    /** Somebody is told on the first page, looks what waits and why, and comes back to decide. */
    private static void morning(Visit visit) {
        Page page = visit.page();
        visit.follow("Overview");
        visit.follow("1 integration waits for approval");
        Locator card = page.locator("article");
        assertThat(card).containsText("octopus~shop");
        assertThat(card).containsText("octopusProject/Projects-1");
        assertThat(card).containsText(REASON);
        card.getByText("What waits").click();

        for (String project : OctopusServer.PROJECTS) {
            assertThat(page.locator("tbody tr", new Page.LocatorOptions().setHasText("octopusProject/" + project)))
                    .containsText(REASON);
        }
        assertThat(page.locator("tbody tr")).hasCount(OctopusServer.PROJECTS.size());
        assertThat(visit.faults()).isEmpty();
        visit.follow("Approvals");
    }
}
