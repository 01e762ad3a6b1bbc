package io.atoll.fetch.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.atoll.pipeline.Fetcher;
import io.atoll.pipeline.Fetcher.Fetched;
import io.atoll.pipeline.Fetcher.Gap;
import io.atoll.spi.IntegrationException;
import io.atoll.spi.IntegrationException.Misconfigured;
import io.atoll.spi.IntegrationException.Unauthorized;
import io.atoll.spi.IntegrationException.Unavailable;
import io.atoll.spi.IntegrationId;
import io.atoll.spi.ResyncListener;
import io.atoll.test.container.Container;
import io.atoll.test.container.Container.Setting;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;

/** Listeners that are told, fail and leave in a real framework. */
@Timeout(180)
class ListenersOsgiTest {

    private static final IntegrationId A = new IntegrationId("space", "a");
    private static final Fetched NOTHING_MISSING = new Fetched(List.of(), false, false);

    @TempDir
    Path folder;

    private final List<String> told = new CopyOnWriteArrayList<>();
    private Container container;

    @BeforeEach
    void startContainer() throws Exception {
        container = Container.start(folder, Setting.PLAIN);
    }

    @AfterEach
    void stopContainer() {
        container.close();
    }

    @Test
    void tellsTheListenersOfTheInstanceByRanking() throws Exception {
        register(A, 0, new Noting("later", null));
        register(A, 5, new Noting("first", null));
        register(new IntegrationId("space", "b"), 9, new Noting("of another", null));

        assertThat(fetcher().starting(A)).isEqualTo(NOTHING_MISSING);
        assertThat(fetcher().completed(A)).isEqualTo(NOTHING_MISSING);
        assertThat(told).containsExactly("first starting", "later starting", "first completed", "later completed");
    }

    @Test
    void goesOnWithoutDeletingWhereAThirdPartyIsAway() throws Exception {
        register(A, 5, new Noting("first", new Unavailable("api.example.com answered 503")));
        register(A, 0, new Noting("later", null));

        assertThat(fetcher().starting(A))
                .isEqualTo(new Fetched(List.of(new Gap("", "api.example.com answered 503")), false, false));
        assertThat(told).containsExactly("first starting", "later starting");
    }

    @Test
    void endsTheRunWhereAPersonHasToAct() throws Exception {
        var first = register(A, 5, new Noting("first", new Unauthorized("the token is expired")));
        register(A, 0, new Noting("later", new Misconfigured("url has no host")));

        assertThat(fetcher().starting(A))
                .isEqualTo(new Fetched(List.of(new Gap("", "the token is expired")), false, true));
        assertThat(told).containsExactly("first starting");
        first.unregister();
        assertThat(fetcher().starting(A)).isEqualTo(new Fetched(List.of(new Gap("", "url has no host")), false, true));
    }

    @Test
    void endsTheRunWhereAListenerHasADefect() throws Exception {
        register(A, 0, new Noting("broken", new NoClassDefFoundError("com/example/Missing")));

        Fetched fetched = fetcher().starting(A);

        assertThat(fetched.fatal()).isTrue();
        assertThat(fetched.gaps().getFirst().reason())
                .contains("the integration has a defect: java.lang.NoClassDefFoundError: com/example/Missing");
    }

    @Test
    void failsACompleteRunForWhateverAListenerThrows() throws Exception {
        register(A, 0, new Noting("first", new Unavailable("api.example.com answered 503")));

        assertThat(fetcher().completed(A))
                .isEqualTo(new Fetched(List.of(new Gap("", "api.example.com answered 503")), false, true));
    }

    @Test
    void tellsThatAListenerLeft() throws Exception {
        var waiting = new CountDownLatch(1);
        var registration = register(A, 0, new Waiting(waiting));
        var telling = new CompletableFuture<Fetched>();
        Thread.ofPlatform().start(() -> {
            try {
                telling.complete(fetcher().starting(A));
            } catch (InterruptedException e) {
                telling.completeExceptionally(e);
            }
        });
        waiting.await();

        registration.unregister();

        assertThat(telling.get().left()).isTrue();
        assertThat(telling.get().gaps().getFirst().reason())
                .startsWith("listener left: bundle org.apache.felix.framework 7.0.5 was stopped");
    }

    @Test
    void isInterruptedWithItsCaller() throws Exception {
        var waiting = new CountDownLatch(1);
        register(A, 0, new Waiting(waiting));
        var thrown = new CompletableFuture<@Nullable Throwable>();
        Thread thread = Thread.ofPlatform()
                .start(() -> thrown.complete(catchThrowable(() -> fetcher().starting(A))));
        waiting.await();

        thread.interrupt();

        assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
    }

    private ServiceRegistration<?> register(IntegrationId id, int ranking, ResyncListener listener) {
        var properties = new HashMap<String, Object>(Map.of(Constants.SERVICE_RANKING, ranking));
        properties.put("atoll.integration", id.type());
        properties.put("atoll.instance", id.instance());
        return container
                .context()
                .registerService(ResyncListener.class, listener, FrameworkUtil.asDictionary(properties));
    }

    private Fetcher fetcher() {
        return container.service(Fetcher.class, "");
    }

    private final class Noting implements ResyncListener {

        private final String name;
        private final @Nullable Throwable failure;

        Noting(String name, @Nullable Throwable failure) {
            this.name = name;
            this.failure = failure;
        }

        @Override
        public void starting(IntegrationId integration) throws IntegrationException {
            note("starting");
        }

        @Override
        public void completed(IntegrationId integration) throws IntegrationException {
            note("completed");
        }

        private void note(String moment) throws IntegrationException {
            told.add(name + " " + moment);
            switch (failure) {
                case null -> {}
                case IntegrationException known -> throw known;
                case Error error -> throw error;
                default -> throw new AssertionError(failure);
            }
        }
    }

    private record Waiting(CountDownLatch waiting) implements ResyncListener {

        @Override
        public void starting(IntegrationId integration) throws InterruptedException {
            waiting.countDown();
            new CountDownLatch(1).await();
        }
    }
}
