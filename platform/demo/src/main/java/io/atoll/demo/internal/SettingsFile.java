package io.atoll.demo.internal;

import java.util.List;
import java.util.stream.Collectors;

/** Writes the configuration of the demo's integration. */
final class SettingsFile {

    private SettingsFile() {}

    static String text(Tour tour) {
        return "# Written by 'atoll demo'.\n"
                + list("paths", tour.paths().stream().map(Object::toString).toList())
                + list("urls", tour.urls());
    }

    private static String list(String key, List<String> values) {
        return values.isEmpty()
                ? ""
                : values.stream()
                        .map(value -> "  - " + quoted(value) + "\n")
                        .collect(Collectors.joining("", key + ":\n", ""));
    }

    /** A text between single quotes, in which YAML knows no escape but the doubled quote. */
    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
