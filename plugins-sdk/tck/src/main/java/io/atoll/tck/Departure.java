package io.atoll.tck;

import static io.atoll.tck.Bench.ONE;
import static io.atoll.tck.Bench.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.management.HotSpotDiagnosticMXBean;
import io.atoll.model.Resource;
import io.atoll.pipeline.Fetcher;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;

/**
 * What is left when the bundle is taken away in the middle of a run.
 *
 * @param bench where it runs
 */
record Departure(Bench bench) {

    /** No run goes on, and no connection, thread or class is left. */
    void leavesNothingBehind() throws IOException, BundleException, InterruptedException, ExecutionException {
        bench.box.readAll(ONE);
        var left = new LeftThreads(bench.subject.bundle(), bench.folder.resolve("threads"));
        WeakReference<ClassLoader> loader =
                new WeakReference<>(bench.box.bundle().adapt(BundleWiring.class).getClassLoader());

        leaveInTheMiddleOfARun();

        await(
                () -> bench.party.connections() == 0,
                "that no connection is open after the bundle was undeployed: close what you opened in a"
                        + " method with @Deactivate (the kit closes by itself what HttpFactory opened)");
        await(
                () -> left.names().isEmpty(),
                "that no thread is left after the bundle was undeployed: end those that you start before the call that starts"
                        + " them returns, or in a method with @Deactivate. There are still " + left.names());
        if (softlyHeldGoes()) {
            awaitThatItGoes(loader);
        }
    }

    /** What is held softly, as caches of the JDK hold classes, goes at once only if the JVM of the tests was told so. */
    private static boolean softlyHeldGoes() {
        return ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                .getVMOption("SoftRefLRUPolicyMSPerMB")
                .getValue()
                .equals("0");
    }

    private static void awaitThatItGoes(WeakReference<ClassLoader> loader) {
        await(
                () -> collected(loader),
                "that the classes of the bundle go after it was undeployed: something outside of it holds one of them, such as a"
                        + " ThreadLocal, a shutdown hook, a driver or listener that was registered with the JDK or another bundle");
    }

    private static boolean collected(WeakReference<ClassLoader> loader) {
        System.gc();
        return loader.get() == null;
    }

    private void leaveInTheMiddleOfARun()
            throws IOException, BundleException, InterruptedException, ExecutionException {
        bench.party.forget();
        bench.party.fail(Fault.hang());
        Fetcher fetcher = bench.box.fetcher();
        var fetching = new ArrayList<FutureTask<Fetcher.Fetched>>();
        for (Resource resource : bench.box.resources()) {
            var task = new FutureTask<>(
                    () -> fetcher.fetch(bench.box.id(ONE), resource, Fetcher.Progress.NONE, new Nothing()));
            fetching.add(task);
            Thread.ofPlatform().daemon().name("tck run").start(task);
        }
        await(() -> !bench.party.requests().isEmpty(), "a request");
        bench.awaitSettled(); // until every kind waits for its answer

        undeploy(bench.box.bundle());

        int cutOff = 0;
        for (FutureTask<Fetcher.Fetched> task : fetching) {
            Fetcher.Fetched fetched = task.get();
            // one that comes when the bundle has left finds nobody who reads, and says so
            assertThat(fetched.left() || !fetched.gaps().isEmpty())
                    .as("whether the run knows that the integration left")
                    .isTrue();
            cutOff += fetched.left() ? 1 : 0;
        }
        assertThat(cutOff)
                .as("how many of the readings that were under way know it")
                .isPositive();
    }

    private static void undeploy(Bundle bundle) throws BundleException {
        FrameworkWiring wiring = bundle.getBundleContext().getBundle(0).adapt(FrameworkWiring.class);
        bundle.uninstall();
        wiring.refreshBundles(List.of(bundle));
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
