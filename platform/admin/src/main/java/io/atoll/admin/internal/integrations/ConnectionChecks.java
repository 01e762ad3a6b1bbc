package io.atoll.admin.internal.integrations;

import io.atoll.operation.Help;
import io.atoll.spi.ConnectionCheck;
import io.atoll.spi.ConnectionCheck.Outcome;
import io.atoll.spi.IntegrationId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Runs the checks that integrations bring. */
@Component(service = ConnectionChecks.class)
public final class ConnectionChecks {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** How long an instance may take to come to life. */
    private static final Duration BIRTH = Duration.ofSeconds(10);

    private final Duration patience;
    private final Duration birth;
    private final List<Offered> checks = new ArrayList<>();

    /** Runs whatever checks there are. */
    @Activate
    public ConnectionChecks() {
        this(PATIENCE, BIRTH);
    }

    ConnectionChecks(Duration patience, Duration birth) {
        this.patience = patience;
        this.birth = birth;
    }

    private record Offered(ConnectionCheck check, Map<String, Object> properties) {

        boolean of(IntegrationId id) {
            return id.type().equals(properties.get("atoll.integration"))
                    && id.instance().equals(properties.get("atoll.instance"));
        }
    }

    /** One step. */
    public record Step(
            @Help("what was tried") String name,
            @Help("how it ended") Outcome outcome,

            @Help("what was found, and after a failure what to do")
            String explanation) {}

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    synchronized void add(ConnectionCheck check, Map<String, Object> properties) {
        checks.add(new Offered(check, properties));
        notifyAll();
    }

    synchronized void remove(ConnectionCheck check) {
        checks.removeIf(offered -> offered.check() == check);
    }

    private synchronized Optional<ConnectionCheck> find(IntegrationId id) {
        return checks.stream()
                .filter(offered -> offered.of(id))
                .map(Offered::check)
                .findFirst();
    }

    private synchronized Optional<ConnectionCheck> await(IntegrationId id) throws InterruptedException {
        long end = System.nanoTime() + birth.toNanos();
        for (long left = birth.toNanos(); find(id).isEmpty() && left > 0; left = end - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return find(id);
    }

    /** Runs the check of an instance; empty if it has none now. */
    Optional<List<Step>> run(IntegrationId id) throws InterruptedException {
        return ran(id, find(id));
    }

    /** Runs the check of an instance that is coming to life; empty if none comes. */
    public Optional<List<Step>> runSoon(IntegrationId id) throws InterruptedException {
        return ran(id, await(id));
    }

    private Optional<List<Step>> ran(IntegrationId id, Optional<ConnectionCheck> check) throws InterruptedException {
        return check.isEmpty() ? Optional.empty() : Optional.of(run(id, check.get()));
    }

    /** On a thread of its own, since it is foreign code that may not end. */
    private List<Step> run(IntegrationId id, ConnectionCheck check) throws InterruptedException {
        BlockingQueue<List<Step>> result = new ArrayBlockingQueue<>(1);
        Thread thread = Thread.ofVirtual().name("atoll-check-" + id).start(() -> result.add(steps(check)));
        try {
            return Optional.ofNullable(result.poll(patience.toMillis(), TimeUnit.MILLISECONDS))
                    .orElseGet(() -> List.of(
                            new Step("check", Outcome.FAILED, "it did not end within " + patience.toSeconds() + " s")));
        } finally {
            thread.interrupt();
        }
    }

    private static List<Step> steps(ConnectionCheck check) {
        try {
            return check.check().stream()
                    .map(step -> new Step(step.name(), step.outcome(), step.explanation()))
                    .toList();
        } catch (InterruptedException e) {
            return List.of();
        } catch (RuntimeException | LinkageError e) {
            return List.of(new Step("check", Outcome.FAILED, "the check itself broke down: " + e));
        }
    }
}
