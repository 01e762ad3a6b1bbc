package io.atoll.settings.internal;

import io.atoll.model.Spelling;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A setting of Ocean, and what is made of it.
 *
 * @param path its names in snake case, joined by dots
 * @param type {@code text}, {@code url}, {@code integer}, {@code number}, {@code truth}, {@code list}, or the possible values with {@code |}
 * @param initial what holds without it, for people
 * @param target {@code trigger.KEY} and {@code actions.KEY} for a setting of that stage, {@code refused=VALUE} for one that is refused if it
 *     has this value, {@code -} if it has no effect; other names say who reads it
 * @param remark for people, as Markdown
 */
record OceanSetting(String path, String type, String initial, String target, String remark) {

    private static final String FREE = "integration.config.";
    private static final Map<String, OceanSetting> ALL = read();

    private static Map<String, OceanSetting> read() {
        try (InputStream in = Objects.requireNonNull(OceanSetting.class.getResourceAsStream("ocean-settings.tsv"))) {
            var all = new LinkedHashMap<String, OceanSetting>();
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t", -1))
                    .forEach(part -> all.put(part[0], new OceanSetting(part[0], part[1], part[2], part[3], part[4])));
            return Collections.unmodifiableMap(all);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All, in the order in which people read them. */
    static List<OceanSetting> all() {
        return List.copyOf(ALL.values());
    }

    /** The one at a path; those of the integration itself are not among them. */
    static Optional<OceanSetting> at(String path) {
        return Optional.ofNullable(ALL.get(path));
    }

    /** Whether a path is one of the integration itself. */
    static boolean ofIntegration(String path) {
        return path.startsWith(FREE);
    }

    /** Whether settings lie below a path. */
    static boolean group(String path) {
        return path.isEmpty() || ALL.keySet().stream().anyMatch(each -> each.startsWith(path + "."));
    }

    /** A guess at what was meant by an unknown path, as the end of a sentence. */
    static String hint(String path) {
        return Spelling.guesses(path, ALL.keySet()).stream()
                .findFirst()
                .map(guess -> "; did you mean " + variable(guess) + "?")
                .orElse("");
    }

    /** The environment variable of a path. */
    static String variable(String path) {
        return "OCEAN__" + path.replace(".", "__").toUpperCase(Locale.ROOT);
    }

    boolean honoured() {
        return !target.equals("-") && !target.startsWith("refused");
    }

    /** The value with which it is refused; {@code *} for any. */
    Optional<String> refusal() {
        return target.startsWith("refused=") ? Optional.of(target.substring("refused=".length())) : Optional.empty();
    }
}
