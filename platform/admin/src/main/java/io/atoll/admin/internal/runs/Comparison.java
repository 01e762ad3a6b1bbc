package io.atoll.admin.internal.runs;

import io.atoll.operation.Help;
import io.atoll.pipeline.RunReport;
import io.atoll.pipeline.RunReport.KindReport;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Two runs side by side. */
public record Comparison(
        @Help("the one") RunSummary run,
        @Help("the other") RunSummary other,

        @Help("how long the one took, or takes until now, in seconds")
        long runSeconds,

        @Help("how long the other took, or takes until now, in seconds")
        long otherSeconds,

        @Help("one for each resource of either, in the order of the one")
        List<KindPair> kinds) {

    static Comparison of(RunReport run, RunReport other, Instant now) {
        Map<String, KindReport> ours = byLabel(run);
        Map<String, KindReport> theirs = byLabel(other);
        Set<String> labels =
                new LinkedHashSet<>(run.kinds().stream().map(KindReport::label).toList());
        other.kinds().forEach(kind -> labels.add(kind.label()));
        return new Comparison(
                RunSummary.of(run),
                RunSummary.of(other),
                seconds(run, now),
                seconds(other, now),
                labels.stream()
                        .map(label -> new KindPair(
                                label,
                                Optional.ofNullable(ours.get(label)).map(RunView.Kind::of),
                                Optional.ofNullable(theirs.get(label)).map(RunView.Kind::of)))
                        .toList());
    }

    private static Map<String, KindReport> byLabel(RunReport run) {
        return run.kinds().stream()
                .collect(Collectors.toMap(KindReport::label, Function.identity(), (one, two) -> one));
    }

    private static long seconds(RunReport run, Instant now) {
        return Duration.between(run.startedAt(), run.endedAt().orElse(now)).toSeconds();
    }

    /** One resource in both runs. */
    public record KindPair(
            @Help("kind and position in the mapping") String label,

            @Help("in the one; absent if its mapping does not name it")
            Optional<RunView.Kind> run,

            @Help("in the other; absent if its mapping does not name it")
            Optional<RunView.Kind> other) {}
}
