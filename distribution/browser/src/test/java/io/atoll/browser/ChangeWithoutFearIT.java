package io.atoll.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Somebody changes a mapping, and knows what that does before it is done. */
@Timeout(900)
class ChangeWithoutFearIT {

    private static OctopusServer octopus;
    private static Product product;
    private static Chromium chromium;

    @BeforeAll
    static void start() throws Exception {
        chromium = Chromium.start();
        octopus = new OctopusServer();
        product = Product.startWith(octopus, "change-without-fear");
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
    @Story("2 Change without fear")
    void showsWhatAChangedMappingDoesBeforeItIsDone() throws Exception {
        try (var visit = new Visit(product, chromium, ColorScheme.DARK)) {
            int asked = octopus.requests();
            changeTheMapping(visit);
            lookAtItsEffect(visit);
            visit.press("Save, begin no run");
            assertThat(visit.page().locator(".notice")).containsText("Done");
            assertThat(octopus.requests()).as("requests to the third party").isEqualTo(asked);

            planAndApply(visit);

            visit.go("/runs?integration=octopus~shop");
            // the first run, the effect, the plan, and its application
            assertThat(visit.page().locator("tbody tr")).hasCount(4);
            var catalog = new Box(product);
            assertThat(catalog.entities("octopusProject")).hasSize(4).doesNotContain("Projects-3");
            assertThat(catalog.title("octopusProject", "Projects-1")).isEqualTo("basket of the shop");
            assertThat(visit.offences()).isEmpty();
        }
    }

    /** Has titles say whose projects they are, and leaves out those that are out of use; the entity changes meanwhile. */
    private static void changeTheMapping(Visit visit) {
        Page page = visit.page();
        visit.follow("Mapping");
        visit.follow("octopus~shop");
        Locator made = page.locator("#mapping-made");
        assertThat(page.locator("#mapping-record")).hasValue(Pattern.compile("\"Name\" : \"basket\""));
        assertThat(made).containsText("\"title\" : \"basket\"");

        Locator text = page.locator("#mapping-mapping");
        text.fill(text.inputValue().replace("title: .Name", "title: .Name + \" of the shop\""));
        assertThat(made).containsText("\"title\" : \"basket of the shop\"");

        text.fill(text.inputValue().replace("query: 'true'", "query: .IsDisabled | not"));
        assertThat(made).containsText("\"title\" : \"basket of the shop\"");
        assertThat(visit.faults()).isEmpty();
    }

    /** Sees the effect on everything that the last run has read, by name. */
    private static void lookAtItsEffect(Visit visit) {
        Page effect = visit.page().waitForPopup(() -> visit.press("Effect on the whole catalog"));
        assertThat(Visit.status(effect)).hasText("complete");
        effect.getByRole(
                        AriaRole.LINK,
                        new Page.GetByRoleOptions().setName("Changes").setExact(true))
                .click();

        assertThat(change(effect, "octopusProject/Projects-1")).containsText("basket of the shop");
        assertThat(change(effect, "octopusProject/Projects-4")).containsText("payments-api of the shop");
        assertThat(change(effect, "octopusProject/Projects-3")).containsText("delete");
        assertThat(effect.locator("tbody tr")).hasCount(5);
        assertThat(visit.faults(effect)).isEmpty();
        effect.close();
    }

    private static void planAndApply(Visit visit) {
        Page page = visit.page();
        visit.go("/integrations/octopus~shop");
        visit.press("Plan a resync of octopus~shop");
        assertThat(visit.status()).hasText("complete");
        visit.follow("Changes");
        assertThat(change(page, "octopusProject/Projects-3")).containsText("delete");
        assertThat(page.locator("tbody tr")).hasCount(5);

        visit.press("Apply plan");
        assertThat(page.locator(".facts")).containsText("apply");
        assertThat(visit.status()).hasText("complete");
        assertThat(visit.faults()).isEmpty();
    }

    private static Locator change(Page page, String entity) {
        return page.locator("tbody tr", new Page.LocatorOptions().setHasText(entity));
    }
}
