package io.atoll.tck;

import static io.atoll.tck.Bench.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.atoll.model.Resource;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * How reading waits, and ends.
 *
 * @param bench where it runs
 */
record FlowRules(Bench bench) {

    private static final Duration LONG_RETRY_AFTER = Duration.ofMinutes(10);
    private static final Duration LONGER_THAN_ANY_CALL = Duration.ofHours(1);

    /** An answer that does not come holds up nobody else, and is given up. */
    void keepsAnAnswerThatHangsToItself() throws IOException {
        ThirdParty second = bench.play();
        bench.box.configure("two", second, true);
        bench.party.fail(Fault.hang());
        List<Reading> hanging = bench.begin(Bench.FLOWS);
        await(() -> !bench.party.requests().isEmpty(), "a request");
        bench.awaitSettled(); // until every kind waits for its answer

        for (Outcome outcome : bench.box.readAll("two")) {
            assertThat(outcome.complete())
                    .as(
                            "kind '%s' of one instance is to be read while the third party of another hangs; but it %s",
                            outcome.kind(), outcome)
                    .isTrue();
        }
        assertThat(second.unknown()).isEmpty();
        await(
                () -> {
                    bench.time.advance(LONGER_THAN_ANY_CALL);
                    return hanging.stream().noneMatch(Reading::running);
                },
                "the end of kinds whose third party does not answer. Give every call a deadline, as the kit does");
        for (Reading reading : hanging) {
            Outcome outcome = reading.outcome();
            assertThat(outcome.complete())
                    .as("kind '%s' of a third party that does not answer: it %s", outcome.kind(), outcome)
                    .isFalse();
        }
    }

    /** A pipeline that is full. */
    void readsNoFurtherThanThePipelineTakes() {
        Resource largest = null;
        int most = 0;
        for (Resource resource : bench.box.resources()) {
            bench.party.forget();
            bench.box.read(Bench.ONE, resource);
            if (bench.party.requests().size() > most) {
                most = bench.party.requests().size();
                largest = resource;
            }
        }
        if (most < IntegrationTck.MANY || largest == null) {
            fail(
                    "the third party of the tests has too little to tell whether the integration holds records back: of the largest"
                            + " kind it takes " + most + " requests to read all, and should take "
                            + IntegrationTck.MANY + ". Give its routes more pages (\"size\": 1), or more parents");
            return;
        }
        bench.party.forget();
        var flow = new CountDownLatch(1);
        Reading reading = bench.box.begin(Bench.ONE, largest, flow);
        await(() -> reading.pushed() || !reading.running(), "a page of kind '" + largest.kind() + "'");
        bench.awaitSettled();

        int asked = bench.party.requests().size();
        boolean waiting = reading.running();
        flow.countDown();
        Outcome outcome = reading.outcome();
        assertThat(waiting && asked < most)
                .as(
                        "kind '%s': the pipeline has not taken the first page yet, and already all %s requests were sent. Push each page"
                                + " as it comes, on the thread that read it, and keep none",
                        outcome.kind(), most)
                .isTrue();
        assertThat(outcome.complete())
                .as("kind '%s' after the pipeline went on: it %s", outcome.kind(), outcome)
                .isTrue();
    }

    /** Cancelling, wherever it waits. */
    void endsWhenItIsInterrupted() throws IOException {
        bench.time.walk();
        var flow = new CountDownLatch(1);
        List<Reading> pushing = bench.begin(flow);
        await(
                () -> pushing.stream().allMatch(reading -> reading.pushed() || !reading.running()),
                "a page of each kind");
        interrupt(pushing, "while the pipeline was full");

        bench.party.fail(Fault.hang());
        bench.party.forget();
        List<Reading> hanging = bench.begin(Bench.FLOWS);
        await(() -> !bench.party.requests().isEmpty(), "a request");
        interrupt(hanging, "while it waited for an answer");

        bench.party.heal();
        bench.party.fail(Fault.status(429, LONG_RETRY_AFTER));
        bench.party.forget();
        List<Reading> waiting = bench.begin(Bench.FLOWS);
        await(() -> !bench.party.requests().isEmpty(), "a request");
        bench.awaitSettled();
        interrupt(waiting.stream().filter(Reading::running).toList(), "while it waited because of a Retry-After");

        bench.party.heal();
        bench.box.remove(Bench.ONE);
        await(
                () -> bench.party.connections() == 0,
                "that no connection is open after the instance was taken away: close what you opened"
                        + " in a method with @Deactivate (the kit closes by itself what HttpFactory opened)");
    }

    private static void interrupt(List<Reading> readings, String when) {
        readings.forEach(Reading::interrupt);
        for (Reading reading : readings) {
            Outcome outcome = reading.await()
                    .orElseGet(() -> fail("a kind did not end after it was interrupted " + when
                            + ". Let InterruptedException through, and wait in no way that ignores it"));
            assertThat(outcome.failedWith(InterruptedException.class))
                    .as(
                            "kind '%s' was interrupted %s, and %s. Let InterruptedException through",
                            outcome.kind(), when, outcome)
                    .isTrue();
        }
    }
}
