package io.atoll.admin.internal.runs;

import io.atoll.model.Spelling;
import io.atoll.operation.Refused;
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

    /** How far back a run is looked for by a part of its id. */
    private static final int MEMORY = 10_000;

    static final String HELP = "the id of the run, or a beginning or end of it that no other has";

    /** The run that the field {@code run} means. */
    RunReport find(String written) throws Refused {
        return find("run", written);
    }

    /** The run that a field means. */
    RunReport find(String field, String written) throws Refused {
        Optional<RunReport> report = engine.report(new RunId(written));
        if (report.isPresent()) {
            return report.get();
        }
        List<RunId> known = engine.ids(MEMORY);
        List<RunId> meant = known.stream()
                .filter(id -> !written.isEmpty()
                        && (id.value().startsWith(written) || id.value().endsWith(written)))
                .toList();
        if (meant.size() == 1) {
            return engine.report(meant.getFirst())
                    .orElseThrow(() -> Refused.unknown(field, "run " + meant.getFirst() + " has just been forgotten"));
        }
        throw Refused.unknown(
                field,
                meant.isEmpty()
                        ? "there is no run '" + written + "'" + guesses(written, known)
                        : "'" + written + "' is part of the ids of " + meant.size() + " runs; the newest is "
                                + meant.getFirst());
    }

    private static String guesses(String written, List<RunId> known) {
        List<String> guesses =
                Spelling.guesses(written, known.stream().map(RunId::value).toList());
        return guesses.isEmpty()
                ? "; 'runs' lists those there are"
                : "; did you mean " + String.join(" or ", guesses) + "?";
    }
}
