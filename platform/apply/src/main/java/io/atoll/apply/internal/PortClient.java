package io.atoll.apply.internal;

import io.atoll.apply.internal.Tokens.Token;
import io.atoll.pipeline.Catalog.CatalogException;
import java.io.IOException;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/** Calls the Port API: finds the catalog, signs, repeats what is worth repeating; thread-safe. */
final class PortClient implements AutoCloseable {

    private static final int UNAUTHORIZED = 401;
    private static final int NOT_FOUND = 404;

    private final Targets targets;
    private final Limits limits;
    private final Time time;
    private final Transport transport;
    private final RetryPolicy retry;
    private final Tokens tokens;

    PortClient(Targets targets, Limits limits, Time time, DoubleSupplier random) {
        this.targets = targets;
        this.limits = limits;
        this.time = time;
        this.transport = new Transport(limits, time);
        this.retry = new RetryPolicy(limits.attempts(), time, random);
        this.tokens = new Tokens(transport, retry, time);
    }

    /** Says which catalog is to be called now. */
    @FunctionalInterface
    interface Targets {

        /**
         * The catalog.
         *
         * @throws CatalogException if there is none; the message says what to configure
         */
        Target current() throws CatalogException;
    }

    /** How it was configured. */
    Limits limits() {
        return limits;
    }

    /** The time by which it works. */
    Time time() {
        return time;
    }

    /**
     * Makes a call.
     *
     * @throws Refusal if the catalog answers and refuses
     * @throws CatalogException if there is no catalog, it refuses the credentials, or it does not answer
     * @throws InterruptedException if the calling thread was interrupted; the request is then over
     */
    <T> T send(Call call, Body<T> body) throws Refusal, CatalogException, InterruptedException {
        Target target = targets.current();
        Deadline deadline = Deadline.in(limits.call(), time);
        return retry.run(call, deadline, () -> signed(target, call, body, deadline));
    }

    /**
     * Makes a call that must succeed.
     *
     * @throws CatalogException also if the catalog refuses
     */
    <T> T require(Call call, Body<T> body) throws CatalogException, InterruptedException {
        try {
            return send(call, body);
        } catch (Refusal refusal) {
            throw refused(call, refusal);
        }
    }

    /**
     * Makes a call for something that may not exist.
     *
     * @return empty if the catalog answers 404
     * @throws CatalogException also if the catalog refuses otherwise
     */
    <T> Optional<T> find(Call call, Body<T> body) throws CatalogException, InterruptedException {
        try {
            return Optional.of(send(call, body));
        } catch (Refusal refusal) {
            if (refusal.status() == NOT_FOUND) {
                return Optional.empty();
            }
            throw refused(call, refusal);
        }
    }

    private CatalogException refused(Call call, Refusal refusal) throws CatalogException {
        return new CatalogException(
                "the catalog at " + targets.current() + " refused " + call + ": " + refusal.getMessage(), refusal);
    }

    private <T> T signed(Target target, Call call, Body<T> body, Deadline deadline)
            throws IOException, Refusal, CatalogException, InterruptedException {
        Token token = tokens.token(target, call.agent(), deadline);
        try {
            return transport.exchange(target, call, token.authorization(), body, deadline.left());
        } catch (Refusal refusal) {
            if (refusal.status() != UNAUTHORIZED) {
                throw refusal;
            }
        }
        tokens.forget(token);
        Token fresh = tokens.token(target, call.agent(), deadline);
        try {
            return transport.exchange(target, call, fresh.authorization(), body, deadline.left());
        } catch (Refusal refusal) {
            if (refusal.status() == UNAUTHORIZED) {
                throw unauthorized(target, call, refusal);
            }
            throw refusal;
        }
    }

    private static CatalogException unauthorized(Target target, Call call, Refusal refusal) {
        return new CatalogException(
                "the catalog at " + target + " refuses the token that it has just given, at " + call + ": "
                        + refusal.getMessage() + "; check the rights of the credentials in " + ApplyConfig.PID,
                refusal);
    }

    /** Ends all calls; those under way fail. */
    @Override
    public void close() {
        transport.close();
    }
}
