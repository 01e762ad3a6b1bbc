package io.atoll.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.model.Resource;
import io.atoll.pipeline.Fetcher;
import io.atoll.spi.IntegrationException.Unauthorized;
import io.atoll.spi.IntegrationException.Unavailable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.wiring.FrameworkWiring;

/**
 * What every integration must do, whatever goes wrong at its third party. An integration inherits it, and says how it is set up:
 *
 * {@snippet class="io.atoll.tck.AcmeTck" region="adoption"}
 *
 * <p>Each test runs the bundle in a framework of its own, with the kit, against a {@link ThirdParty}. All kinds of the default mapping are
 * read, those that providers declare besides, and those of {@link Subject#reading}. The routes must give at least one record for each kind,
 * every path that the default mapping reads, and so much of some kind that reading it takes {@value #MANY} requests.
 */
@Timeout(600)
public abstract class IntegrationTck {

    /** How many requests it takes at least to read the largest kind, so that it can be told whether records are held back. */
    static final int MANY = 6;

    private static final String ONE = "one";
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    private static final Duration LONG_RETRY_AFTER = Duration.ofMinutes(10);
    private static final Duration SETTLED = Duration.ofMillis(500);
    private static final int ENDLESS = 300;
    private static final CountDownLatch FLOWS = new CountDownLatch(0);

    private final List<ThirdParty> parties = new ArrayList<>();
    private Path folder;
    private Subject subject;
    private ThirdParty party;
    private Box box;
    private List<String> secrets;

    /** Says how the integration is set up. */
    protected abstract Subject subject();

    @BeforeEach
    void open(@TempDir Path temporary) throws Exception {
        folder = temporary;
        subject = subject();
        party = play();
        box = Box.open(subject, folder);
        secrets = box.configure(ONE, party, false);
    }

    @AfterEach
    void close() {
        parties.forEach(ThirdParty::heal);
        box.close();
        parties.forEach(ThirdParty::close);
    }

    private ThirdParty play() {
        ThirdParty played = subject.play();
        parties.add(played);
        return played;
    }

    /** Without faults every kind is read whole, and nothing is asked that the third party does not know. */
    @Test
    void readsEveryKindAndAsksOnlyForWhatIsThere() {
        List<Outcome> outcomes = box.readAll(ONE);
        assertThat(party.unknown())
                .as(
                        "requests that the third party of the tests does not know: add routes for them, or mend the integration")
                .isEmpty();
        for (Outcome outcome : outcomes) {
            assertThat(outcome.complete())
                    .as(
                            "kind '%s' is to be read whole from a third party without faults, but it %s",
                            outcome.kind(), outcome)
                    .isTrue();
            assertThat(outcome.records())
                    .as(
                            "the third party of the tests has no record of kind '%s': add some to its routes",
                            outcome.kind())
                    .isNotEmpty();
        }
        assertThat(party.defects())
                .as("what the responders of the third party threw")
                .isEmpty();
    }

    /** 401. */
    @Test
    void saysUnauthorizedWhenItsCredentialsAreRefused() {
        party.fail(Fault.status(401));
        for (Outcome outcome : box.readAll(ONE)) {
            assertThat(outcome.failedWith(Unauthorized.class))
                    .as(
                            "kind '%s': the third party refuses the credentials (401), so Unauthorized is to be thrown; but it %s",
                            outcome.kind(), outcome)
                    .isTrue();
        }
    }

    /** 429 with {@code Retry-After}. */
    @Test
    void waitsAsLongAsTheThirdPartyAsks() {
        Map<String, Integer> whole = whole();
        for (Resource resource : box.resources()) {
            party.heal();
            party.forget();
            party.fail(Fault.status(429, RETRY_AFTER).times(1));

            Outcome outcome = box.read(ONE, resource);

            assertWhole(resource, outcome, whole, "after it was asked to wait (429, Retry-After: 1)");
            Request refused = party.requests().getFirst();
            Request repeated = party.requests().stream()
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

    /** 503. */
    @Test
    void triesAgainAndThenSaysUnavailable() {
        Map<String, Integer> whole = whole();
        for (Resource resource : box.resources()) {
            party.heal();
            party.fail(Fault.status(503).times(1));
            assertWhole(
                    resource,
                    box.read(ONE, resource),
                    whole,
                    "after one request was answered with 503: try again, as the kit does");
        }
        party.fail(Fault.status(503));
        for (Outcome outcome : box.readAll(ONE)) {
            assertThat(outcome.failedWith(Unavailable.class))
                    .as(
                            "kind '%s': the third party is down (503), so Unavailable is to be thrown after some attempts; but it %s",
                            outcome.kind(), outcome)
                    .isTrue();
        }
    }

    /** JSON that breaks off, and a page for people. */
    @Test
    void isIncompleteWhenAnswersAreNoJson() {
        for (Fault fault : List.of(Fault.brokenJson(), Fault.html())) {
            party.heal();
            party.fail(fault);
            for (Outcome outcome : box.readAll(ONE)) {
                assertThat(outcome.complete())
                        .as(
                                "kind '%s': the answers are no JSON (%s), so an exception is to be thrown; but it %s",
                                outcome.kind(), fault.what(), outcome)
                        .isFalse();
            }
        }
    }

    /** An answer that does not come holds up nobody else, and ends with the run. */
    @Test
    void keepsAnAnswerThatHangsToItself() throws Exception {
        ThirdParty second = play();
        box.configure("two", second, true);
        party.fail(Fault.hang());
        List<Reading> hanging = begin(FLOWS);
        await(() -> !party.requests().isEmpty(), "a request");

        for (Outcome outcome : box.readAll("two")) {
            assertThat(outcome.complete())
                    .as(
                            "kind '%s' of one instance is to be read while the third party of another hangs; but it %s",
                            outcome.kind(), outcome)
                    .isTrue();
        }
        interrupt(hanging, "while it waited for an answer");
        assertThat(second.unknown()).isEmpty();
    }

    /** A pipeline that is full. */
    @Test
    void readsNoFurtherThanThePipelineTakes() {
        Resource largest = null;
        int most = 0;
        for (Resource resource : box.resources()) {
            party.forget();
            box.read(ONE, resource);
            if (party.requests().size() > most) {
                most = party.requests().size();
                largest = resource;
            }
        }
        if (most < MANY || largest == null) {
            fail(
                    "the third party of the tests has too little to tell whether the integration holds records back: of the largest"
                            + " kind it takes " + most + " requests to read all, and should take " + MANY
                            + ". Give its routes more pages (\"size\": 1), or more parents");
            return;
        }
        party.forget();
        var flow = new CountDownLatch(1);
        Reading reading = box.begin(ONE, largest, flow);
        await(() -> reading.pushed() || !reading.running(), "a page of kind '" + largest.kind() + "'");
        awaitSettled();

        int asked = party.requests().size();
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
    @Test
    void endsWhenItIsInterrupted() throws Exception {
        var flow = new CountDownLatch(1);
        List<Reading> pushing = begin(flow);
        await(
                () -> pushing.stream().allMatch(reading -> reading.pushed() || !reading.running()),
                "a page of each kind");
        interrupt(pushing, "while the pipeline was full");

        party.fail(Fault.status(429, LONG_RETRY_AFTER));
        party.forget();
        List<Reading> waiting = begin(FLOWS);
        await(() -> !party.requests().isEmpty(), "a request");
        awaitSettled();
        interrupt(waiting.stream().filter(Reading::running).toList(), "while it waited because of a Retry-After");

        party.heal();
        box.remove(ONE);
        await(
                () -> party.connections() == 0,
                "that no connection is open after the instance was taken away: close what you opened"
                        + " in a method with @Deactivate (the kit closes by itself what HttpFactory opened)");
    }

    /** Secrets. */
    @Test
    void tellsNobodyASecret() {
        ThirdParty elsewhere = play();
        var told = new LinkedHashMap<String, List<String>>();
        Logs.keep();
        var messages = new ArrayList<String>();
        box.readAll(ONE);
        for (Fault fault : List.of(
                Fault.status(404),
                Fault.status(403),
                Fault.html(),
                Fault.redirect(elsewhere.address()),
                Fault.status(401))) {
            party.heal();
            party.fail(fault);
            for (Outcome outcome : box.readAll(ONE)) {
                outcome.failures().values().forEach(failure -> messages.addAll(Secrets.messages(failure)));
            }
        }
        told.put("messages of exceptions", messages);
        told.put("the log", Logs.taken());
        told.put(
                "properties of services, where a key of the configuration shows: begin its name with an underscore",
                box.properties());
        told.put(
                "URLs, which proxies and servers keep in their logs: send it in a header",
                party.requests().stream().map(Request::toString).toList());
        told.put(
                "requests to another host, to which an answer led: follow none with credentials, as the kit does",
                elsewhere.requests().stream().map(Secrets::everything).toList());

        for (String secret : Secrets.known(secrets, party)) {
            told.forEach((where, texts) -> assertThat(texts.stream().filter(text -> Secrets.holds(text, secret)))
                    .as("a secret is found in %s", where)
                    .isEmpty());
        }
    }

    /** Undeploying in the middle of a run. */
    @Test
    void leavesNothingBehindWhenItIsUndeployed() throws Exception {
        box.readAll(ONE);
        var left = new LeftThreads(subject.bundle(), folder.resolve("threads"));
        party.forget();
        party.fail(Fault.hang());
        Fetcher fetcher = box.fetcher();
        var fetching = new ArrayList<FutureTask<Fetcher.Fetched>>();
        for (Resource resource : box.resources()) {
            var task =
                    new FutureTask<>(() -> fetcher.fetch(box.id(ONE), resource, Fetcher.Progress.NONE, new Nothing()));
            fetching.add(task);
            Thread.ofPlatform().daemon().name("tck run").start(task);
        }
        await(() -> !party.requests().isEmpty(), "a request");

        undeploy(box.bundle());

        for (FutureTask<Fetcher.Fetched> task : fetching) {
            assertThat(task.get().left())
                    .as("whether the run knows that the integration left")
                    .isTrue();
        }
        await(
                () -> party.connections() == 0,
                "that no connection is open after the bundle was undeployed: close what you opened in a"
                        + " method with @Deactivate (the kit closes by itself what HttpFactory opened)");
        await(
                () -> left.names().isEmpty(),
                "that no thread is left after the bundle was undeployed: end those that you start before the call that starts"
                        + " them returns, or in a method with @Deactivate. There are still " + left.names());
    }

    /** Two instances with different credentials, at once. */
    @Test
    void keepsInstancesApart() throws Exception {
        ThirdParty second = play();
        List<String> others = box.configure("two", second, true);
        var one = new FutureTask<>(() -> box.readAll(ONE));
        Thread.ofPlatform().daemon().start(one);
        List<Outcome> two = box.readAll("two");

        for (Outcome outcome : Stream.concat(one.get().stream(), two.stream()).toList()) {
            assertThat(outcome.complete())
                    .as("kind '%s' with two instances at once: it %s", outcome.kind(), outcome)
                    .isTrue();
        }
        assertThat(second.requests())
                .as("what the third party of the second instance was asked")
                .isNotEmpty();
        apart(party, others, secrets);
        apart(second, secrets, others);
    }

    private static void apart(ThirdParty asked, List<String> foreign, List<String> own) {
        for (String secret : foreign) {
            if (!own.contains(secret)) {
                assertThat(asked.requests().stream()
                                .map(Secrets::everything)
                                .filter(text -> Secrets.holds(text, secret)))
                        .as(
                                "the third party of one instance was shown a secret of another: keep nothing in static fields, and let"
                                        + " references be bound within the instance")
                        .isEmpty();
            }
        }
    }

    /** The default mapping reads what records have, and fills what blueprints have. */
    @Test
    void mapsWhatRecordsAndBlueprintsHave() {
        var rules = new MappingRules(box.files().resource("blueprints"));
        List<Resource> resources = box.resources();
        int index = 0;
        for (JsonNode resource : box.files().resource("port-app-config").path("resources")) {
            rules.check(resource, box.read(ONE, resources.get(index++)).records());
        }
        assertThat(rules.faults())
                .as(
                        "the default mapping does not fit: mend the path, or give the third party of the tests a record that has it")
                .isEmpty();
    }

    /** Lists that end too soon, or never. */
    @Test
    void isNeverSilentlyShort() {
        Map<String, Integer> whole = whole();
        for (Resource resource : box.resources()) {
            party.heal();
            party.forget();
            box.read(ONE, resource);
            for (String route : pagedRoutes()) {
                for (Fault fault : List.of(
                        Fault.repeated(),
                        Fault.status(404).after(1),
                        Fault.status(500).after(1).times(1),
                        Fault.html().after(1),
                        Fault.truncated().after(1).times(1))) {
                    party.heal();
                    party.forget();
                    party.fail(route, fault);
                    Reading reading = box.begin(ONE, resource, FLOWS);
                    await(
                            () -> !reading.running() || party.requests().size() > ENDLESS,
                            "the end of kind '" + resource.kind() + "'");
                    if (reading.running()) {
                        reading.interrupt();
                        fail(
                                "kind '%s': %s answers every request with the same page, and is asked without end. Take a cursor that"
                                        + " comes twice for a failure, as the kit does",
                                resource.kind(), route);
                    }
                    Outcome outcome = reading.outcome();
                    int count = whole.getOrDefault(resource.label(), 0);
                    assertThat(!outcome.complete() || outcome.records().size() == count)
                            .as(
                                    "kind '%s': %s failed from the second request on (%s), and the integration %s, of %s. A list that does"
                                            + " not end as it should is a failure, never the end",
                                    resource.kind(), route, fault.what(), outcome, count)
                            .isTrue();
                }
            }
        }
    }

    /** Routes that were asked more than once, the same path with another query or body. */
    private Set<String> pagedRoutes() {
        var paged = new TreeSet<String>();
        for (String route : party.routes()) {
            Map<String, Integer> counts = new LinkedHashMap<>();
            party.requests(route).forEach(request -> counts.merge(request.path(), 1, Integer::sum));
            if (counts.values().stream().anyMatch(count -> count > 1)) {
                paged.add(route);
            }
        }
        return paged;
    }

    /** How many records each kind has. */
    private Map<String, Integer> whole() {
        Map<String, Integer> whole = new LinkedHashMap<>();
        for (Resource resource : box.resources()) {
            Outcome outcome = box.read(ONE, resource);
            assertThat(outcome.complete())
                    .as(
                            "kind '%s' is to be read whole from a third party without faults, but it %s",
                            outcome.kind(), outcome)
                    .isTrue();
            whole.put(resource.label(), outcome.records().size());
        }
        return whole;
    }

    private void assertWhole(Resource resource, Outcome outcome, Map<String, Integer> whole, String when) {
        assertThat(outcome.complete())
                .as("kind '%s' is to be read whole %s, but it %s", outcome.kind(), when, outcome)
                .isTrue();
        assertThat(outcome.records())
                .as("the records of kind '%s' %s", outcome.kind(), when)
                .hasSize(whole.getOrDefault(resource.label(), 0));
    }

    private List<Reading> begin(CountDownLatch flow) {
        return box.resources().stream()
                .map(resource -> box.begin(ONE, resource, flow))
                .toList();
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

    private static boolean same(Request one, Request other) {
        return one.method().equals(other.method())
                && one.path().equals(other.path())
                && one.query().equals(other.query())
                && one.body().equals(other.body());
    }

    private static void undeploy(Bundle bundle) throws BundleException {
        FrameworkWiring wiring = bundle.getBundleContext().getBundle(0).adapt(FrameworkWiring.class);
        bundle.uninstall();
        wiring.refreshBundles(List.of(bundle));
    }

    /** Waits until nothing more is asked for a while. */
    private void awaitSettled() {
        long[] last = {-1, System.nanoTime()};
        await(
                () -> {
                    int now = party.requests().size();
                    if (now != last[0]) {
                        last[0] = now;
                        last[1] = System.nanoTime();
                    }
                    return System.nanoTime() - last[1] > SETTLED.toNanos();
                },
                "that nothing more is asked");
    }

    private static void await(BooleanSupplier condition, String what) {
        long end = System.nanoTime() + Reading.patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                fail("waited in vain for " + what);
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    /** Takes everything and keeps nothing. */
    private static final class Nothing implements Fetcher.PageSink {

        @Override
        public void page(String partition, List<JsonNode> records, @Nullable String resumeAt) {}

        @Override
        public void unreadable(String partition, JsonNode record, String reason) {}

        @Override
        public void ended(String partition, @Nullable String gap) {}
    }
}
