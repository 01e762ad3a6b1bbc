package io.atoll.engine.internal;

import io.atoll.model.Mapping;
import io.atoll.pipeline.MappingTests;
import io.atoll.pipeline.MappingTests.Result;
import io.atoll.spi.IntegrationId;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the saved mapping tests of an instance before each of its runs, so that a changed mapping or a new bundle that breaks one is noticed.
 * A test that fails is told, and stops nothing.
 */
record Trials(MappingTests tests, IntegrationId integration) {

    private static final Logger log = LoggerFactory.getLogger(Trials.class);

    void run(Mapping mapping, List<Tally> tallies) {
        List<Result> results = tests.run(integration, mapping);
        if (results.isEmpty()) {
            return;
        }
        var failed = results.stream().filter(result -> !result.passed()).toList();
        for (Result result : failed) {
            String told = "the mapping test '" + result.name() + "' in " + result.file() + " fails: "
                    + String.join("; ", result.differences());
            log.warn("{}: {}", integration, told);
            tallies.stream()
                    .filter(tally -> result.label().isEmpty()
                            || tally.resource().label().equals(result.label().get()))
                    .findFirst()
                    .ifPresent(tally -> tally.note(told));
        }
        log.info("{}: {} of {} mapping tests pass", integration, results.size() - failed.size(), results.size());
    }
}
