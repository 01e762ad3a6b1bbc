package io.atoll.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What people come for, walked from the first page on. */
@Timeout(900)
class StoriesIT {

    private static Product product;
    private static Chromium chromium;

    @BeforeAll
    static void start() throws Exception {
        chromium = Chromium.start();
        product = Product.start("stories");
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
    @Story("4 Why is my service missing?")
    void whyIsMyEntityMissing() throws Exception {
        try (var visit = new Visit(product, chromium, ColorScheme.DARK)) {
            Page page = visit.page();
            page.click("nav a[href='/explain']");
            page.fill("#explain-part", "left-out-");
            page.press("#explain-part", "Enter");
            page.click("main tbody tr:first-child a[href*='entity=']");
            page.waitForSelector(".banner");

            assertThat(page.innerText("main"))
                    .contains("It is missing: the selector of commit-2 left its record out.")
                    .contains(".title == \"none\"", "selector.query is false", ".title is \"<b>")
                    .contains("\"message\"");
            assertThat(visit.faults()).isEmpty();
            assertThat(visit.offences()).isEmpty();
        }
    }
}
