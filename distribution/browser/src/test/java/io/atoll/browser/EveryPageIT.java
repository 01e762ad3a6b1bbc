package io.atoll.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every page that a link of another one leads to, from the first one on. */
@Timeout(900)
class EveryPageIT {

    /** Of addresses that differ by names and numbers only, as many are opened. */
    private static final int ALIKE = 2;

    private static Product product;
    private static Chromium chromium;

    @BeforeAll
    static void start() throws Exception {
        chromium = Chromium.start();
        product = Product.start("every-page");
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

    @ParameterizedTest
    @EnumSource(
            value = ColorScheme.class,
            names = {"LIGHT", "DARK"})
    void isAccessibleAndStaysAtHome(ColorScheme scheme) throws Exception {
        var faults = new ArrayList<String>();
        try (var visit = new Visit(product, chromium, scheme)) {
            var seen = new HashSet<String>();
            var shapes = new HashMap<String, Integer>();
            var open = new ArrayDeque<>(List.of("/", "/catalog"));
            while (!open.isEmpty()) {
                String path = open.remove();
                if (!seen.add(path) || shapes.merge(shape(path), 1, Integer::sum) > ALIKE) {
                    continue;
                }
                int status = visit.go(path);
                if (status != 200 || !visit.page().content().contains("<html")) {
                    if (status != 200) {
                        faults.add(path + " has the status " + status);
                    }
                    continue;
                }
                visit.faults().forEach(fault -> faults.add(path + ": " + fault));
                if (visit.page().title().isBlank() || visit.page().locator("h1").count() != 1) {
                    faults.add(path + " has no title, or not one heading");
                }
                visit.links().stream().filter(EveryPageIT::ours).forEach(open::add);
            }
            assertThat(shapes).as("kinds of pages").hasSizeGreaterThan(8);
            assertThat(faults).isEmpty();
            assertThat(visit.offences()).isEmpty();
        }
    }

    @Test
    void isReachedByKeyboardAlone() throws Exception {
        try (var visit = new Visit(product, chromium, ColorScheme.LIGHT)) {
            visit.page().keyboard().press("Tab");
            assertThat(visit.focus().href()).as("the first stop").isEqualTo("#main");
            var stops = new ArrayList<String>();
            for (int i = 0; i < 40; i++) {
                visit.page().keyboard().press("Tab");
                var focus = visit.focus();
                if (focus.tag().equals("BODY")) {
                    break;
                }
                assertThat(focus.seen()).as("%s is seen", focus).isTrue();
                assertThat(focus.marked()).as("%s shows its focus", focus).isTrue();
                stops.add(focus.href());
            }
            assertThat(stops).contains("/runs", "/providers", "/deployments", "/catalog");
        }
    }

    /** Pages of Felix are not ours, and who signs out has no pages. */
    static boolean ours(String path) {
        return !path.startsWith("/system/console") && !path.startsWith("/logout") && !path.startsWith("/v1");
    }

    static String shape(String path) {
        return path.replaceAll("[?].*", "?")
                .replaceAll("/[^/?]*[0-9A-Z~][^/?]*", "/…")
                .replaceAll("(/catalog/[a-z]+)/[^?]*", "$1/…");
    }
}
