package io.atoll.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.atoll.model.Resource;
import io.atoll.spi.IntegrationException.Unauthorized;
import io.atoll.spi.IntegrationException.Unavailable;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What becomes of a kind when its third party fails.
 *
 * @param bench where it runs
 */
record FailureRules(Bench bench) {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    private static final Duration TOO_LONG = Duration.ofHours(2);
    private static final int ENDLESS = 300;

    private void assertWhole(Resource resource, Outcome outcome, Map<String, Integer> whole, String when) {
        Bench.assertComplete(outcome, when);
        assertThat(outcome.records())
                .as("the records of kind '%s' %s", outcome.kind(), when)
                .hasSize(whole.getOrDefault(resource.label(), 0));
    }

    /** 401. */
    void saysUnauthorizedWhenItsCredentialsAreRefused() {
        bench.party.fail(Fault.status(401));
        for (Outcome outcome : bench.box.readAll(Bench.ONE)) {
            assertThat(outcome.failedWith(Unauthorized.class))
                    .as(
                            "kind '%s': the third party refuses the credentials (401), so Unauthorized is to be thrown; but it %s",
                            outcome.kind(), outcome)
                    .isTrue();
        }
    }

    /** 429 with {@code Retry-After}. */
    void waitsAsLongAsTheThirdPartyAsks() {
        Map<String, Integer> whole = bench.whole();
        for (Resource resource : bench.box.resources()) {
            bench.party.heal();
            bench.party.forget();
            bench.party.fail(Fault.status(429, RETRY_AFTER).times(1));

            Outcome outcome = bench.box.read(Bench.ONE, resource);

            assertWhole(resource, outcome, whole, "after it was asked to wait (429, Retry-After: 1)");
            Request refused = bench.party.requests().getFirst();
            Request repeated = bench.party.requests().stream()
                    .skip(1)
                    .filter(request -> same(request, refused))
                    .findFirst()
                    .orElseGet(() -> fail("kind '%s': %s was answered with 429 and never sent again"
                            .formatted(outcome.kind(), refused)));
            assertThat(Duration.between(refused.at(), repeated.at()))
                    .as(
                            "kind '%s': %s was answered with 429 and Retry-After: 1. Send it again no earlier; the kit does that by itself",
                            outcome.kind(), refused)
                    .isGreaterThanOrEqualTo(RETRY_AFTER.minusMillis(20));
        }
    }

    private static boolean same(Request one, Request other) {
        return one.method().equals(other.method())
                && one.path().equals(other.path())
                && one.query().equals(other.query())
                && one.body().equals(other.body());
    }

    /** 429 with a {@code Retry-After} that nobody waits for. */
    void tellsHowLongTheThirdPartyWantsToBeLeftAlone() {
        bench.party.fail(Fault.status(429, TOO_LONG));
        for (Outcome outcome : bench.box.readAll(Bench.ONE)) {
            assertThat(outcome.failures().values())
                    .as(
                            "kind '%s': the third party asks to wait for two hours (429), so Unavailable is to be thrown with that time;"
                                    + " but it %s",
                            outcome.kind(), outcome)
                    .anyMatch(failure -> failure instanceof Unavailable unavailable
                            && unavailable
                                    .retryAfter()
                                    .filter(wait -> wait.compareTo(TOO_LONG.dividedBy(2)) > 0)
                                    .isPresent());
        }
    }

    /** 503. */
    void triesAgainAndThenSaysUnavailable() {
        Map<String, Integer> whole = bench.whole();
        for (Resource resource : bench.box.resources()) {
            bench.party.heal();
            bench.party.fail(Fault.status(503).times(1));
            assertWhole(
                    resource,
                    bench.box.read(Bench.ONE, resource),
                    whole,
                    "after one request was answered with 503: try again, as the kit does");
        }
        bench.party.fail(Fault.status(503));
        for (Outcome outcome : bench.box.readAll(Bench.ONE)) {
            assertThat(outcome.failedWith(Unavailable.class))
                    .as(
                            "kind '%s': the third party is down (503), so Unavailable is to be thrown after some attempts; but it %s",
                            outcome.kind(), outcome)
                    .isTrue();
        }
    }

    /** JSON that breaks off, and a page for people. */
    void isIncompleteWhenAnswersAreNoJson() {
        for (Fault fault : List.of(Fault.brokenJson(), Fault.html())) {
            bench.party.heal();
            bench.party.fail(fault);
            for (Outcome outcome : bench.box.readAll(Bench.ONE)) {
                assertThat(outcome.complete())
                        .as(
                                "kind '%s': the answers are no JSON (%s), so an exception is to be thrown; but it %s",
                                outcome.kind(), fault.what(), outcome)
                        .isFalse();
            }
        }
    }

    /** Lists that end too soon, or never. */
    void isNeverSilentlyShort() {
        Map<String, Integer> whole = bench.whole();
        for (Resource resource : bench.box.resources()) {
            bench.party.heal();
            bench.party.forget();
            bench.box.read(Bench.ONE, resource);
            for (String route : pagedRoutes()) {
                for (Fault fault : List.of(
                        Fault.repeated(),
                        Fault.status(404).after(1),
                        Fault.status(500).after(1).times(1),
                        Fault.html().after(1),
                        Fault.truncated().after(1).times(1))) {
                    isNotShort(resource, route, fault, whole.getOrDefault(resource.label(), 0));
                }
            }
        }
    }

    private void isNotShort(Resource resource, String route, Fault fault, int count) {
        bench.party.heal();
        bench.party.forget();
        bench.party.fail(route, fault);
        Reading reading = bench.box.begin(Bench.ONE, resource, Bench.FLOWS);
        Bench.await(
                () -> !reading.running() || bench.party.requests().size() > ENDLESS,
                "the end of kind '" + resource.kind() + "'");
        if (reading.running()) {
            reading.interrupt();
            fail(
                    "kind '%s': %s answers every request with the same page, and is asked without end. Take a cursor that"
                            + " comes twice for a failure, as the kit does",
                    resource.kind(), route);
        }
        Outcome outcome = reading.outcome();
        assertThat(!outcome.complete() || outcome.records().size() == count)
                .as(
                        "kind '%s': %s failed from the second request on (%s), and the integration %s, of %s. A list that does"
                                + " not end as it should is a failure, never the end",
                        resource.kind(), route, fault.what(), outcome, count)
                .isTrue();
    }

    /** Routes that were asked more than once, the same path with another query or body. */
    private Set<String> pagedRoutes() {
        var paged = new TreeSet<String>();
        for (String route : bench.party.routes()) {
            Map<String, Integer> counts = new LinkedHashMap<>();
            bench.party.requests(route).forEach(request -> counts.merge(request.path(), 1, Integer::sum));
            if (counts.values().stream().anyMatch(count -> count > 1)) {
                paged.add(route);
            }
        }
        return paged;
    }
}
