package io.atoll.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Changing a mapping in the console, by keyboard. */
@Timeout(900)
class MappingEditorIT {

    private static final String EDITOR = "/mapping?integration=git~team";

    private static Product product;
    private static Chromium chromium;

    @BeforeAll
    static void start() throws Exception {
        chromium = Chromium.start();
        product = Product.start("mapping-editor");
        product.awaitText(EDITOR, "&quot;blueprint&quot; : &quot;gitCommit&quot;");
        PlaywrightAssertions.setDefaultAssertionTimeout(60_000);
    }

    @AfterAll
    static void stop() throws Exception {
        if (product != null) {
            product.close();
        }
        if (chromium != null) {
            chromium.close();
        }
    }

    @Test
    void showsTheEntityWhileSomebodyTypesAndSavesWithoutARun() throws Exception {
        try (var visit = new Visit(product, chromium, ColorScheme.LIGHT)) {
            Page page = visit.page();
            visit.go("/runs");
            int runs = page.locator("tbody tr").count();
            visit.go(EDITOR);
            Locator text = page.locator("#mapping-mapping");
            Locator made = page.locator("#mapping-made");
            assertThat(made).containsText("gitCommit");
            assertThat(page.locator("#mapping-record")).hasValue(Pattern.compile("\"message\""));

            behind(text, "title: .title");
            page.keyboard().type(" + \"!\"");
            assertThat(made).containsText("!\"");

            page.keyboard().press("End");
            page.keyboard().type(" ===");
            assertThat(page.locator("#mapping-faults")).containsText("is no JQ");
            for (int i = 0; i < 4; i++) {
                page.keyboard().press("Backspace");
            }
            assertThat(page.locator("#mapping-faults")).not().containsText("is no JQ");

            behind(text, "properties: {sha: .sha, message: ");
            page.keyboard().press("Control+Space");
            Locator words = page.locator("#mapping-words");
            assertThat(words).isVisible();
            assertThat(words.locator("[aria-selected=true]")).hasCount(1);
            assertThat(visit.faults()).isEqualTo(List.of());
            page.keyboard().press("Escape");
            assertThat(words).isHidden();

            page.locator("button[formaction$='/do/mapping-set']").press("Enter");
            assertThat(page.locator(".notice")).containsText("Done");
            assertThat(text).hasValue(Pattern.compile("title: \\.title \\+ \"!\""));
            page.waitForTimeout(3_000); // triggers look once a second
            visit.go("/runs");
            assertThat(page.locator("tbody tr")).hasCount(runs);
            assertThat(visit.offences()).isEmpty();
        }
    }

    @Test
    void namesFaultsWithTheirLineAndLetsTabLeave() throws Exception {
        try (var visit = new Visit(product, chromium, ColorScheme.DARK)) {
            Page page = visit.page();
            visit.go(EDITOR);
            Locator text = page.locator("#mapping-mapping");
            text.fill("resources:\n  - kind: commit\n    selector: {query: '.a ==='}\n");
            assertThat(page.locator("#mapping-faults")).containsText("line 3");
            assertThat(text).hasAttribute("aria-invalid", "true");
            assertThat(visit.faults()).isEqualTo(List.of());

            page.locator("#mapping-faults button").first().press("Enter");
            assertThat(text).isFocused();
            page.keyboard().press("Tab");
            assertThat(text).not().isFocused();
            assertThat(page.locator("#mapping-editor")).isVisible();
        }
    }

    /** Puts the cursor behind the first place where something stands. */
    private static void behind(Locator text, String something) {
        text.evaluate(
                "(area, wanted) => { const end = area.value.indexOf(wanted) + wanted.length; area.focus();"
                        + " area.setSelectionRange(end, end); }",
                something);
    }
}
