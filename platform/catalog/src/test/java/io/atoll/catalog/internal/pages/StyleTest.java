package io.atoll.catalog.internal.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The colours of the pages. */
class StyleTest {

    private static final Pattern COLOUR = Pattern.compile("--([a-z-]+): #([0-9a-f]{6});");
    private static final double TEXT = 4.5;
    private static final double EDGES = 3;

    @Test
    void contrastsEnoughInLightAndDark() throws IOException {
        var style = style();
        var dark = style.indexOf("prefers-color-scheme: dark");
        for (var part : List.of(style.substring(0, dark), style.substring(dark))) {
            var colours = colours(part);
            for (var ground : List.of("ground", "sheet")) {
                for (var text : List.of("ink", "soft", "accent", "good", "bad")) {
                    check(colours, text, ground, TEXT);
                }
                check(colours, "edge", ground, EDGES);
            }
            for (var tone : List.of("good", "busy", "wary", "bad", "violet")) {
                check(colours, tone, tone + "-ground", TEXT);
            }
            check(colours, "on-accent", "accent", TEXT);
        }
    }

    private static void check(Map<String, Double> colours, String text, String ground, double least) {
        var one = colours.getOrDefault(text, -1.0);
        var other = colours.getOrDefault(ground, -1.0);
        assertThat(List.of(one, other))
                .as(text + " and " + ground + " are colours")
                .allMatch(light -> light >= 0);
        assertThat((Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05))
                .as(text + " on " + ground)
                .isGreaterThanOrEqualTo(least);
    }

    /** The relative luminance of each colour, as WCAG defines it. */
    private static Map<String, Double> colours(String style) {
        var colours = new HashMap<String, Double>();
        var found = COLOUR.matcher(style);
        while (found.find()) {
            var rgb = Integer.parseInt(found.group(2), 16);
            var light = 0.2126 * linear(rgb >> 16) + 0.7152 * linear(rgb >> 8 & 255) + 0.0722 * linear(rgb & 255);
            colours.putIfAbsent(found.group(1), light);
        }
        return colours;
    }

    private static double linear(int channel) {
        var share = channel / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    }

    private static String style() throws IOException {
        try (var style = CatalogPages.class.getResourceAsStream("style.css")) {
            assertThat(style).isNotNull();
            return new String(style.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
