package io.atoll.fetch.internal;

import static io.atoll.fetch.internal.Pages.records;
import static io.atoll.fetch.internal.Pages.swallow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.atoll.model.Resource;
import io.atoll.pipeline.Fetcher;
import io.atoll.pipeline.Fetcher.Fetched;
import io.atoll.pipeline.Fetcher.Gap;
import io.atoll.pipeline.Fetcher.Progress;
import io.atoll.pipeline.Fetcher.ProviderStatus;
import io.atoll.spi.IntegrationException.Misconfigured;
import io.atoll.spi.IntegrationException.Unauthorized;
import io.atoll.spi.IntegrationException.Unavailable;
import io.atoll.spi.IntegrationId;
import io.atoll.spi.ResyncProvider;
import io.atoll.test.container.Container;
import io.atoll.test.container.Container.Setting;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.wiring.BundleWiring;

/** Providers that come, fail and leave in a real framework. */
@Timeout(180)
class ServiceFetcherOsgiTest {

    private static final IntegrationId A = new IntegrationId("space", "a");
    private static final String FIXTURE = "io.atoll.fetch.fixture";

    @TempDir
    Path folder;

    private final Pages pages = new Pages();
    private final ExecutorService caller = Executors.newSingleThreadExecutor();
    private Container container;

    @BeforeEach
    void startContainer() throws Exception {
        container = Container.start(folder, Setting.PLAIN);
    }

    @AfterEach
    void stopContainer() {
        container.close();
        caller.shutdownNow();
    }

    @Test
    void readsFromEveryMatchingProviderOfTheInstanceByRanking() throws Exception {
        register(A, Map.of("atoll.resync.kinds", "issue"), naming("specific"));
        register(A, Map.of("atoll.resync.kinds", "*", Constants.SERVICE_RANKING, 5), naming("generic"));
        register(
                A,
                Map.of("atoll.resync.kinds", "*", "atoll.resync.except", new String[] {"issue"}),
                naming("excepting"));
        register(new IntegrationId("space", "b"), Map.of("atoll.resync.kinds", "issue"), naming("of another"));

        Fetched fetched = fetch("issue");

        assertThat(fetched).isEqualTo(new Fetched(List.of(), false, false));
        assertThat(pages.arrived()).containsExactly("generic: 1", "specific: 1");
    }

    @Test
    void tellsThatNobodyReadsAKind() throws Exception {
        register(A, Map.of("atoll.resync.kinds", new String[] {"issue", "comment"}), naming("one"));

        Fetched fetched = fetch("isue");

        assertThat(fetched.gaps())
                .containsExactly(new Gap("", "no provider reads kind 'isue' of space~a; known kinds: comment, issue"));
        assertThat(fetched.fatal()).isFalse();
    }

    @Test
    void makesGapsOfFailuresAndEndsTheRunOnlyWhereNoKindCouldBeRead() throws Exception {
        register(A, Map.of("atoll.resync.kinds", "unavailable"), (request, sink) -> {
            throw new Unavailable("api.example.com does not answer");
        });
        register(A, Map.of("atoll.resync.kinds", "unauthorized"), (request, sink) -> {
            throw new Unauthorized("the token is expired");
        });
        register(A, Map.of("atoll.resync.kinds", "misconfigured"), (request, sink) -> {
            throw new Misconfigured("url has no host");
        });
        register(A, Map.of("atoll.resync.kinds", "selector"), (request, sink) -> request.selector(Nothing.class));
        register(A, Map.of("atoll.resync.kinds", "defect"), (request, sink) -> {
            throw new NoClassDefFoundError("com/example/Missing");
        });

        assertThat(fetch("unavailable"))
                .isEqualTo(new Fetched(List.of(new Gap("", "api.example.com does not answer")), false, false));
        assertThat(fetch("unauthorized").fatal()).isTrue();
        assertThat(fetch("misconfigured").fatal()).isTrue();
        assertThat(fetch("defect").fatal()).isFalse();
        assertThat(fetch("defect").gaps().getFirst().reason()).contains("NoClassDefFoundError: com/example/Missing");
        var typo = Resources.resource(
                "selector", JsonNodeFactory.instance.objectNode().put("x", 1));
        Fetched refused = fetcher().fetch(A, typo, Progress.NONE, pages);
        assertThat(refused.fatal()).isFalse();
        assertThat(refused.gaps().getFirst().reason()).contains("key 'x' is unknown");
    }

    @Test
    void endsTheReadingWhenTheProviderLeaves() throws Exception {
        ServiceRegistration<?> provider = register(A, Map.of("atoll.resync.kinds", "issue"), (request, sink) -> {
            sink.emit(records(1));
            new CountDownLatch(1).await();
        });
        Future<Fetched> fetching = caller.submit(() -> fetch("issue"));
        pages.awaitFirst();

        provider.unregister();

        Fetched fetched = fetching.get();
        assertThat(fetched.left()).isTrue();
        assertThat(fetched.gaps())
                .singleElement()
                .satisfies(gap -> assertThat(gap.reason())
                        .startsWith("provider left: bundle org.apache.felix.framework 7.0.5 was stopped"));
    }

    @Test
    void leavesAStubbornProviderBehindAndTakesNothingMoreFromIt() throws Exception {
        var stop = new CountDownLatch(1);
        var waiting = new CountDownLatch(1);
        var refused = new CountDownLatch(1);
        ServiceRegistration<?> provider = register(A, Map.of("atoll.resync.kinds", "issue"), (request, sink) -> {
            sink.emit(records(1));
            while (refused.getCount() > 0) {
                try {
                    waiting.countDown();
                    stop.await();
                    sink.emit(records(2));
                } catch (InterruptedException e) {
                    countIf(stop.getCount() == 0, refused);
                }
            }
        });
        Future<Fetched> fetching = caller.submit(() -> fetch("issue"));
        waiting.await();

        Instant before = Instant.now();
        provider.unregister();

        assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(10));
        assertThat(fetching.get().left()).isTrue();
        assertThat(fetching.get().gaps().getFirst().reason()).contains("it did not stop when it was interrupted");
        stop.countDown();
        refused.await();
        assertThat(pages.arrived()).containsExactly(": 1");
    }

    @Test
    void endsTheReadingWhenTheBundleIsUninstalledAndLetsItsClassesGo() throws Exception {
        Bundle bundle = container.deploy("io.atoll.space", "1.0.0", FIXTURE);
        var loader = new WeakReference<>(bundle.adapt(BundleWiring.class).getClassLoader());
        var endless = Resources.resource(
                "space", JsonNodeFactory.instance.objectNode().put("endless", true));
        Future<Fetched> fetching = caller.submit(() -> fetcher().fetch(A, endless, Progress.NONE, pages));
        pages.awaitFirst();

        bundle.uninstall();
        bundle = null;

        assertThat(fetching.get().left()).isTrue();
        assertThat(fetching.get().gaps().getFirst().reason()).startsWith("provider left: bundle io.atoll.space 1.0.0 ");
        Container.await(() -> {
            System.gc();
            return loader.refersTo(null) ? Optional.of(true) : Optional.empty();
        });
    }

    @Test
    void endsTheReadingWhenTheCallerIsInterrupted() throws Exception {
        register(A, Map.of("atoll.resync.kinds", "issue"), (request, sink) -> {
            sink.emit(records(1));
            new CountDownLatch(1).await();
        });
        var thrown = new CompletableFuture<Throwable>();
        Thread thread = Thread.ofPlatform().start(() -> thrown.complete(catchThrowable(() -> fetch("issue"))));
        pages.awaitFirst();

        thread.interrupt();

        assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
    }

    @Test
    void holdsADelayedComponentOnlyWhileItReads() throws Exception {
        container.deploy("io.atoll.space", "1.0.0", FIXTURE);

        assertThat(status("SpaceResync").state()).isEqualTo("satisfied");
        assertThat(fetch("space").gaps()).isEmpty();
        assertThat(status("SpaceResync").state()).isEqualTo("satisfied");
        assertThat(pages.arrived()).containsExactly(": 1");
    }

    @Test
    void tellsWhyComponentsAreNoProviders() throws Exception {
        container.deploy("io.atoll.space", "1.0.0", FIXTURE);

        Fetched broken = fetch("broken");

        assertThat(status("UnconfiguredResync"))
                .isEqualTo(new ProviderStatus(
                        "",
                        List.of("*"),
                        List.of("space"),
                        FIXTURE + ".UnconfiguredResync",
                        "io.atoll.space 1.0.0",
                        "unsatisfied",
                        "not configured: no conf/integrations/space~*.yaml"));
        assertThat(status("LonelyResync").reason())
                .isEqualTo("reference 'friend' finds no java.util.function.Supplier with (nobody=here)");
        assertThat(broken.gaps().getFirst().reason())
                .startsWith("provider " + FIXTURE + ".BrokenResync could not be started: ")
                .contains("the moon is full");
        assertThat(status("BrokenResync").state()).isEqualTo("failed");
        assertThat(fetch("lonely").gaps().getFirst().reason())
                .startsWith("no provider reads kind 'lonely' of space~a; known kinds: broken, space;")
                .contains("LonelyResync is unsatisfied: reference 'friend' finds no");
    }

    @Test
    void theKindIsNotWholeWhileAComponentThatReadsItTooCannotRun() throws Exception {
        container.deploy("io.atoll.space", "1.0.0", FIXTURE);
        register(A, Map.of("atoll.resync.kinds", "lonely"), naming("another"));

        Fetched fetched = fetch("lonely");

        assertThat(pages.arrived()).containsExactly("another: 1");
        assertThat(fetched.gaps())
                .containsExactly(new Gap(
                        "",
                        FIXTURE + ".LonelyResync reads kind 'lonely' too, but is unsatisfied:"
                                + " reference 'friend' finds no java.util.function.Supplier with (nobody=here)"));
        assertThat(pages.ended()).hasSize(2).last().asString().startsWith(": " + FIXTURE + ".LonelyResync");
    }

    @Test
    void tellsTheEndOfTheKindOnceAfterAllProvidersEnded() throws Exception {
        register(A, Map.of("atoll.resync.kinds", "issue", Constants.SERVICE_RANKING, 2), naming("one"));
        register(A, Map.of("atoll.resync.kinds", "issue", Constants.SERVICE_RANKING, 1), (request, sink) -> {
            throw new Unavailable("api.example.com does not answer");
        });
        register(A, Map.of("atoll.resync.kinds", "issue"), (request, sink) -> {
            throw new Unavailable("neither does api.example.org");
        });

        fetch("issue");
        fetch("nothing");

        assertThat(pages.ended().subList(0, 2))
                .containsExactly("one: whole", ": api.example.com does not answer; neither does api.example.org");
        assertThat(pages.ended().getLast()).startsWith(": no provider reads kind 'nothing'");
    }

    @Test
    void partitionsOfSeveralProvidersAreNotTakenForEachOther() throws Exception {
        register(A, Map.of("atoll.resync.kinds", "issue"), naming("eu"));
        register(A, Map.of("atoll.resync.kinds", "*"), naming("eu"));

        Fetched fetched = fetch("issue");

        assertThat(pages.arrived()).containsExactly("eu: 1");
        assertThat(fetched.gaps().getFirst().reason()).contains("partition 'eu' was begun twice");
    }

    @Test
    void onlyTheOneProviderOfAKindGoesOnOutsideOfPartitions() throws Exception {
        var places = new CopyOnWriteArrayList<Optional<String>>();
        var before = new Before(Set.of(), Map.of("", "p7"), Optional.of(Instant.EPOCH));
        register(A, Map.of("atoll.resync.kinds", "issue"), (request, sink) -> {
            places.add(sink.resumeAt());
            places.add(request.changedSince().map(Instant::toString));
            sink.emit(records(1), "p8");
        });

        fetcher().fetch(A, Resources.resource("issue"), before, pages);
        register(A, Map.of("atoll.resync.kinds", "*"), naming("eu"));
        fetcher().fetch(A, Resources.resource("issue"), before, pages);

        assertThat(places)
                .containsExactly(
                        Optional.of("p7"), Optional.of("1970-01-01T00:00:00Z"),
                        Optional.empty(), Optional.of("1970-01-01T00:00:00Z"));
        assertThat(pages.places()).containsExactly(": 1 then p8", ": 1 then null", "eu: 1 then null");
    }

    @Test
    void aProviderThatReturnsThoughItsThreadsReadOnIsNotTakenForComplete() throws Exception {
        var closed = new CountDownLatch(1);
        register(A, Map.of("atoll.resync.kinds", "issue"), (request, sink) -> {
            var begun = new CountDownLatch(1);
            Thread.ofVirtual()
                    .start(() -> swallow(() -> sink.partition("one", part -> {
                        begun.countDown();
                        Container.await(() -> Optional.ofNullable(catchThrowable(() -> sink.emit(List.of()))));
                        closed.countDown();
                    })));
            begun.await();
        });

        Fetched fetched = fetch("issue");

        assertThat(closed.getCount()).isZero();
        assertThat(fetched.gaps())
                .anySatisfy(gap -> assertThat(gap.reason())
                        .contains("the provider returned while threads of it were still pushing"));
    }

    private ProviderStatus status(String component) {
        return fetcher().providers().stream()
                .filter(status -> status.component().endsWith("." + component))
                .findFirst()
                .orElseThrow();
    }

    private static void countIf(boolean condition, CountDownLatch latch) {
        if (condition) {
            latch.countDown();
        }
    }

    private static ResyncProvider naming(String name) {
        return (request, sink) -> sink.partition(name, part -> part.emit(records(1)));
    }

    private ServiceRegistration<?> register(IntegrationId id, Map<String, Object> properties, ResyncProvider provider) {
        var all = new HashMap<>(properties);
        all.put("atoll.integration", id.type());
        all.put("atoll.instance", id.instance());
        return container.context().registerService(ResyncProvider.class, provider, FrameworkUtil.asDictionary(all));
    }

    private Fetched fetch(String kind) throws InterruptedException {
        Resource resource = Resources.resource(kind);
        return fetcher().fetch(A, resource, Progress.NONE, pages);
    }

    private Fetcher fetcher() {
        return container.service(Fetcher.class, "");
    }

    record Nothing() {}
}
