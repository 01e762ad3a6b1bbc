package io.atoll.apply.internal.client;

import io.atoll.apply.internal.client.Tokens.Token;
import io.atoll.pipeline.Catalog.CatalogException;
import io.atoll.pipeline.Tracer;
import io.atoll.pipeline.Tracer.Step;
import java.io.IOException;
import java.util.Map;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** Calls the Port API: finds the catalog, signs, repeats what is worth repeating; thread-safe. */
public final class PortClient implements AutoCloseable {

    private static final int UNAUTHORIZED = 401;

    private final Targets targets;
    private final Limits limits;
    private final Time time;
    private final Limiter limiter;
    private final Transport transport;
    private final RetryPolicy retry;
    private final Tokens tokens;

    /**
     * Makes one, which connects to nothing yet.
     *
     * @param random numbers from 0 to 1, for pauses that are not all the same
     */
    public PortClient(Targets targets, Limits limits, Time time, DoubleSupplier random) {
        this.targets = targets;
        this.limits = limits;
        this.time = time;
        this.limiter = new Limiter(limits.connections(), limits.urgentPercent() / 100.0, time);
        this.transport = new Transport(limits, limiter, time);
        this.retry = new RetryPolicy(limits.attempts(), limiter, time, random);
        this.tokens = new Tokens(transport, retry, time);
    }

    /** Says which catalog is to be called now, and by which credentials. */
    @FunctionalInterface
    public interface Targets {

        /**
         * The catalog.
         *
         * @throws CatalogException if there is none; the message says what to configure
         */
        Target current() throws CatalogException;
    }

    /**
     * Begins a session with the catalog that is configured now.
     *
     * @throws CatalogException if there is none
     */
    public Session session(Agent agent) throws CatalogException {
        return new Session(
                this, agent, targets.current().baseUrl(), Priority.BULK, new RetryBudget(limits.retriesPerRun()));
    }

    /** How it was configured. */
    public Limits limits() {
        return limits;
    }

    /** How busy it is. */
    public Load load() {
        return limiter.load();
    }

    /** Why it cannot sign requests; {@code null} if it could the last time. */
    public @Nullable String trouble() {
        return tokens.trouble();
    }

    /** Whether the catalog refused the credentials and has not accepted any since. */
    public boolean refused() {
        return tokens.refused();
    }

    Time time() {
        return time;
    }

    <T> T send(Session session, Call call, Body<T> body) throws Refusal, CatalogException, InterruptedException {
        Deadline deadline = Deadline.in(limits.call(), time);
        return retry.run(call, session.budget(), deadline, () -> signed(session, call, body, deadline));
    }

    boolean machine(Session session) throws CatalogException, InterruptedException {
        return tokens.token(target(session), session.agent(), Deadline.in(limits.call(), time))
                .machine();
    }

    private <T> T signed(Session session, Call call, Body<T> body, Deadline deadline)
            throws IOException, Refusal, CatalogException, InterruptedException {
        Target target = target(session);
        Token token = tokens.token(target, session.agent(), deadline);
        try {
            return exchange(request(session, call, token, deadline), body);
        } catch (Refusal refusal) {
            if (refusal.status() != UNAUTHORIZED) {
                throw refusal;
            }
        }
        tokens.forget(token);
        Token fresh = tokens.token(target, session.agent(), deadline);
        try {
            return exchange(request(session, call, fresh, deadline), body);
        } catch (Refusal refusal) {
            if (refusal.status() == UNAUTHORIZED && call.route().atCatalog()) {
                throw tokens.refuse(fresh, call, refusal);
            }
            throw refusal;
        }
    }

    /** Sends a request; it is a step of what its thread works for. */
    private <T> T exchange(Transport.Request request, Body<T> body) throws IOException, Refusal, InterruptedException {
        try (Step step = Tracer.current()
                .begin("request", Map.of("method", request.call().method()))) {
            try {
                return transport.exchange(request, body);
            } catch (IOException | Refusal failed) {
                step.failed(String.valueOf(failed.getMessage()));
                throw failed;
            }
        }
    }

    private static Transport.Request request(Session session, Call call, Token token, Deadline deadline) {
        return new Transport.Request(
                token.target(),
                call,
                session.agent(),
                token.authorization(),
                session.priority(),
                deadline,
                session.leave(call));
    }

    private Target target(Session session) throws CatalogException {
        Target target = targets.current();
        if (!target.baseUrl().equals(session.catalog())) {
            throw new CatalogException(
                    session.agent().id() + " began at the catalog at " + session.catalog()
                            + ", and now another one is configured: run it again",
                    null);
        }
        return target;
    }

    /** Ends all calls; those under way fail. */
    @Override
    public void close() {
        transport.close();
    }
}
