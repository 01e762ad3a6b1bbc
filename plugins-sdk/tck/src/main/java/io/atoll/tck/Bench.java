package io.atoll.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.atoll.model.Resource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.osgi.framework.BundleException;

/** An integration that runs in a framework of its own against its third party, and what tests do with it. */
final class Bench implements AutoCloseable {

    /** The instance that is always there. */
    static final String ONE = "one";

    /** Of a pipeline that takes everything. */
    static final CountDownLatch FLOWS = new CountDownLatch(0);

    private static final Duration SETTLED = Duration.ofMillis(500);

    final Subject subject;
    final Path folder;
    final JumpingTime time = new JumpingTime();
    final ThirdParty party;
    final Box box;
    final List<String> secrets;
    private final List<ThirdParty> parties = new ArrayList<>();

    /**
     * Sets everything up.
     *
     * @param folder for files, empty
     */
    Bench(Subject subject, Path folder) throws BundleException, java.io.IOException {
        this.subject = subject;
        this.folder = folder;
        this.party = play();
        this.box = Box.open(subject, folder, time);
        this.secrets = box.configure(ONE, party, false);
    }

    /** Another third party of the same kind. */
    ThirdParty play() {
        ThirdParty played = subject.play().clock(time);
        parties.add(played);
        return played;
    }

    /** How many records each kind has, by the labels of the resources. */
    Map<String, Integer> whole() {
        Map<String, Integer> whole = new LinkedHashMap<>();
        for (Resource resource : box.resources()) {
            Outcome outcome = box.read(ONE, resource);
            assertComplete(outcome, "from a third party without faults");
            whole.put(resource.label(), outcome.records().size());
        }
        return whole;
    }

    static void assertComplete(Outcome outcome, String when) {
        assertThat(outcome.complete())
                .as("kind '%s' is to be read whole %s, but it %s", outcome.kind(), when, outcome)
                .isTrue();
    }

    /** Begins to read all kinds at once. */
    List<Reading> begin(CountDownLatch flow) {
        return box.resources().stream()
                .map(resource -> box.begin(ONE, resource, flow))
                .toList();
    }

    /** Waits until nothing more is asked for a while. */
    void awaitSettled() {
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

    /** Waits until something holds, and fails if it never does. */
    static void await(BooleanSupplier condition, String what) {
        long end = System.nanoTime() + Reading.patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                fail("waited in vain for " + what);
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    @Override
    public void close() {
        parties.forEach(ThirdParty::heal);
        box.close();
        parties.forEach(ThirdParty::close);
    }
}
