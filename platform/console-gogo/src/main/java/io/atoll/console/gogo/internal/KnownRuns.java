package io.atoll.console.gogo.internal;

import io.atoll.model.Spelling;
import io.atoll.pipeline.RunId;
import io.atoll.pipeline.RunReport;
import io.atoll.pipeline.SyncEngine;
import java.util.List;
import java.util.Optional;

/**
 * The runs as people name them: by the id, or by a part of it that one run alone begins or ends with.
 *
 * @param engine knows them
 */
record KnownRuns(SyncEngine engine) {

    /** How far back a run is looked for. */
    static final int MEMORY = 10_000;

    /** The run that is meant. */
    RunReport find(String written) throws CommandException {
        Optional<RunReport> report = engine.report(new RunId(written));
        if (report.isPresent()) {
            return report.get();
        }
        List<RunReport> known = engine.recent(MEMORY);
        List<RunReport> meant = known.stream()
                .filter(run -> !written.isEmpty()
                        && (run.id().value().startsWith(written)
                                || run.id().value().endsWith(written)))
                .toList();
        if (meant.size() == 1) {
            return meant.getFirst();
        }
        throw new CommandException(
                meant.isEmpty()
                        ? "there is no run '" + written + "'" + alternatives(written, known)
                        : "'" + written + "' is part of the names of " + meant.size() + " runs; the newest is "
                                + meant.getFirst().id());
    }

    private static String alternatives(String written, List<RunReport> known) {
        List<String> guesses = Spelling.guesses(
                written, known.stream().map(run -> run.id().value()).toList());
        return guesses.isEmpty()
                ? "; 'atoll:runs' lists those there are"
                : "; did you mean " + String.join(" or ", guesses) + "?";
    }
}
