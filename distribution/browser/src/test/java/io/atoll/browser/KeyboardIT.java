package io.atoll.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The stories of newcomers, of changes, of a bad night, and of what is missing, by the keyboard alone. */
@Timeout(900)
class KeyboardIT {

    private static final Set<String> ALL = Set.copyOf(OctopusServer.PROJECTS);

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
    @Story("7 Keyboard alone")
    void leadsThroughTheStories() throws Exception {
        Path home = Product.unpack("keyboard");
        OctopusServer.admit(home);
        try (var octopus = new OctopusServer();
                var product = Product.startIn(home);
                var visit = Visit.stranger(product, chromium, ColorScheme.DARK)) {
            var keys = new Keyboard(visit.page());
            var catalog = new Box(product);

            signIn(visit, keys, product.password());
            makeAnInstance(visit, keys, octopus);
            product.awaitProviders("octopus~shop");
            planAndApply(visit, keys);
            assertThat(catalog.entities("octopusProject")).isEqualTo(ALL);

            changeTheMapping(visit, keys);
            askWhyAMachineIsMissing(visit, keys);

            octopus.empty(true);
            rejectWhatWouldBeDeleted(visit, keys);
            assertThat(catalog.entities("octopusProject")).isEqualTo(ALL);
            approveWhatWouldBeDeleted(visit, keys);
            assertThat(catalog.entities("octopusProject")).isEmpty();

            assertThat(visit.faults()).isEmpty();
            assertThat(visit.offences()).isEmpty();
        }
    }

    private static void signIn(Visit visit, Keyboard keys, String password) {
        visit.go("/");
        assertThat(visit.page().getByLabel("Password")).isFocused();
        keys.backTo("User");
        keys.to("Password");
        keys.type(password);
        keys.enter("Sign in");
        assertThat(visit.page().locator("h1")).hasText("Overview");
    }

    private static void makeAnInstance(Visit visit, Keyboard keys, OctopusServer octopus) {
        keys.skip();
        keys.enter("New instance");
        keys.skip();
        keys.enter("Octopus Deploy");
        keys.skip();
        keys.to("Name of the instance");
        keys.type("shop");
        keys.to("octopusApiKey");
        keys.type(OctopusServer.KEY);
        keys.to("serverUrl");
        keys.type(octopus.address());
        keys.to("resyncOnStart");
        keys.type("false");
        keys.enter("Check values and connection");
        assertThat(visit.page().locator("main")).containsText("Nothing is wrong with these values.");
        assertThat(visit.page().locator("#value-resyncOnStart")).hasValue("false");
        assertThat(visit.faults()).isEmpty();

        keys.skip();
        keys.to("octopusApiKey");
        keys.type(OctopusServer.KEY);
        keys.enter("Make it");
        assertThat(visit.page().locator("h1")).containsText("octopus~shop");
    }

    private static void planAndApply(Visit visit, Keyboard keys) {
        keys.skip();
        keys.enter("Plan a resync of octopus~shop");
        assertThat(visit.status()).hasText("complete");
        keys.skip();
        keys.enter("Apply plan");
        assertThat(visit.page().locator(".facts")).containsText("apply");
        assertThat(visit.status()).hasText("complete");
    }

    /** Leaves out machines that are in use; on the way goes into the text, and out of it on both sides. */
    private static void changeTheMapping(Visit visit, Keyboard keys) {
        Page page = visit.page();
        keys.enter("Mapping");
        keys.skip();
        keys.enter("octopus~shop");
        keys.skip();
        keys.to("Resource of the mapping");
        keys.type("machine");
        assertThat(page.locator("#mapping-made")).containsText("machine-4 made");

        keys.to("The mapping, as YAML");
        keys.on();
        keys.back();
        assertThat(page.locator("#mapping-mapping")).isFocused();
        keys.back();
        keys.on();
        assertThat(page.locator("#mapping-mapping")).isFocused();
        keys.press("Control+Home");
        keys.press("ArrowDown", lineOfTheMachinesQuery(page));
        keys.press("End");
        keys.press("ArrowLeft");
        keys.type(" and .IsDisabled");
        assertThat(page.locator("#mapping-made")).containsText("machine-4 filtered");

        keys.to("Effect on the whole catalog");
        Page effect = page.waitForPopup(() -> keys.press("Enter"));
        assertThat(Visit.status(effect)).hasText("complete");
        var there = new Keyboard(effect);
        there.skip();
        there.enter("Changes");
        assertThat(effect.locator("tbody")).containsText("octopusMachine/Machines-1");
        effect.close();

        keys.enter("Save, begin no run");
        assertThat(page.locator(".notice")).containsText("Done");
        assertThat(visit.faults()).isEmpty();
    }

    private static int lineOfTheMachinesQuery(Page page) {
        List<String> lines =
                page.locator("#mapping-mapping").inputValue().lines().toList();
        int line = 0;
        while (!lines.get(line).contains("kind: machine")) {
            line++;
        }
        while (!lines.get(line).contains("query:")) {
            line++;
        }
        return line;
    }

    private static void askWhyAMachineIsMissing(Visit visit, Keyboard keys) {
        keys.enter("Explain");
        keys.skip();
        keys.to("Identifier or title");
        keys.type("web-1");
        keys.enter();
        keys.skip();
        keys.enter("octopusMachine/Machines-1");
        assertThat(visit.page().locator(".banner")).containsText("the selector of machine-4 left its record out");
        assertThat(visit.faults()).isEmpty();
    }

    private static void rejectWhatWouldBeDeleted(Visit visit, Keyboard keys) {
        night(visit, keys);
        keys.enter("Approvals");
        keys.skip();
        keys.enter("What waits");
        assertThat(visit.page().locator("tbody")).containsText("octopusProject/Projects-1");
        keys.skip();
        keys.enter("Reject the deletions of run");
        keys.enter("Approvals");
        assertThat(visit.page().locator("main")).containsText("Nothing waits.");
    }

    private static void approveWhatWouldBeDeleted(Visit visit, Keyboard keys) {
        night(visit, keys);
        keys.enter("Approvals");
        keys.skip();
        keys.enter("Approve the deletions of run");
        assertThat(visit.status()).hasText("complete");
    }

    /** A run while every list of the third party is empty. */
    private static void night(Visit visit, Keyboard keys) {
        keys.enter("Overview");
        keys.skip();
        keys.enter("Resync now: octopus~shop");
        assertThat(visit.status()).hasText("held");
    }
}
