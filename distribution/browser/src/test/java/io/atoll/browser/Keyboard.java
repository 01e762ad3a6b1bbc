package io.atoll.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.Map;

/**
 * Somebody who uses the keyboard alone. At each stop the eye must be able to tell what has the focus, and the focus goes on, or back, in the order
 * in which one reads.
 */
final class Keyboard {

    private static final int MOST_STOPS = 300;

    private static final String LOOK = """
            () => {
              const one = document.activeElement, box = one.getBoundingClientRect(), style = getComputedStyle(one);
              const label = one.labels && one.labels.length > 0 ? one.labels[0].textContent : '';
              return {tag: one.tagName,
                  name: (one.getAttribute('aria-label') || label || one.textContent || '').trim(),
                  place: Array.from(document.querySelectorAll('*')).indexOf(one),
                  seen: box.width > 0 && box.height > 0 && box.bottom > 0 && box.right > 0
                      && box.top < innerHeight && box.left < innerWidth,
                  marked: (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0)
                      || style.boxShadow !== 'none'};
            }
            """;

    private final Page page;

    Keyboard(Page page) {
        this.page = page;
    }

    /**
     * What has the focus.
     *
     * @param tag in capitals; {@code BODY} if nothing has it
     * @param name as a screen reader says it
     * @param place in the order of the document
     * @param seen whether it is in the window
     * @param marked whether the eye can tell that it has the focus
     */
    record Stop(String tag, String name, int place, boolean seen, boolean marked) {}

    /** Where the focus is. */
    Stop stop() {
        var found = (Map<?, ?>) page.evaluate(LOOK);
        return new Stop(
                String.valueOf(found.get("tag")),
                String.valueOf(found.get("name")),
                Integer.parseInt(String.valueOf(found.get("place"))),
                Boolean.TRUE.equals(found.get("seen")),
                Boolean.TRUE.equals(found.get("marked")));
    }

    /** Goes on to the next stop whose name begins so. */
    void to(String name) {
        walk("Tab", name);
    }

    /** Goes back to the last stop before this one whose name begins so. */
    void backTo(String name) {
        walk("Shift+Tab", name);
    }

    /** Goes on to the next stop. */
    void on() {
        to("");
    }

    /** Goes back to the stop before this one. */
    void back() {
        backTo("");
    }

    /** Passes over the navigation, from the beginning of a page. */
    void skip() {
        press("Tab");
        assertThat(stop().name()).isEqualTo("Skip to content");
        press("Enter");
    }

    private void walk(String key, String name) {
        var passed = new ArrayList<String>();
        Stop before = stop();
        while (passed.size() < MOST_STOPS) {
            press(key);
            Stop now = stop();
            assertThat(now.tag())
                    .as("a stop before '%s', behind %s", name, passed)
                    .isNotEqualTo("BODY");
            assertThat(now.seen()).as("%s of %s is seen", now, page.url()).isTrue();
            assertThat(now.marked())
                    .as("%s of %s shows its focus", now, page.url())
                    .isTrue();
            if (key.equals("Tab")) {
                assertThat(now.place()).as("%s comes after %s", now, before).isGreaterThan(before.place());
            } else {
                assertThat(now.place()).as("%s comes before %s", now, before).isLessThan(before.place());
            }
            if (now.name().startsWith(name)) {
                return;
            }
            passed.add(now.name());
            before = now;
        }
        throw new AssertionError("'" + name + "' is not reached: " + passed);
    }

    void press(String key) {
        page.keyboard().press(key);
    }

    void press(String key, int times) {
        for (int i = 0; i < times; i++) {
            press(key);
        }
    }

    void type(String text) {
        page.keyboard().type(text);
    }

    /** Presses Enter where that leads to another page, and waits until it is there. */
    void enter() {
        String here = page.url();
        press("Enter");
        page.waitForURL(there -> !there.equals(here));
    }

    /** Goes to the next stop whose name begins so, and enters there. */
    void enter(String name) {
        to(name);
        enter();
    }
}
