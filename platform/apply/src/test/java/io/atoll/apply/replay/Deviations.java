package io.atoll.apply.replay;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** The listed differences between whole runs and those that were recorded. */
final class Deviations {

    private Deviations() {}

    /**
     * One of them.
     *
     * @param scenarios the numbers of the recordings
     * @param side as {@link Comparison} has it
     */
    record Deviation(List<String> scenarios, String side, String count, String request, String reason) {}

    /** All. */
    static List<Deviation> all() {
        try (InputStream in = Objects.requireNonNull(Deviations.class.getResourceAsStream("deviations.tsv"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t", -1))
                    .map(part -> new Deviation(List.of(part[0].split(" ")), part[1], part[2], part[3], part[4]))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Those of a recording, in the form of {@link Comparison}. */
    static List<String> of(String recording) {
        return all().stream()
                .filter(one -> one.scenarios().stream().anyMatch(recording::startsWith))
                .map(one -> one.side() + "\t" + one.count() + "\t" + one.request())
                .toList();
    }
}
