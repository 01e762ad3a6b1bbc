package io.atoll.apply.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.atoll.pipeline.Catalog.CatalogException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The access token of a catalog: fetched once for all callers, renewed before it expires, kept in memory only; thread-safe.
 *
 * <p>Credentials that were refused are not shown again for {@link #REFUSAL_HOLDS}; until then every call fails at once.
 */
final class Tokens {

    /** For how long a refusal of the credentials is believed. */
    static final Duration REFUSAL_HOLDS = Duration.ofMinutes(5);

    private static final Duration LONGEST_MARGIN = Duration.ofMinutes(2);

    private final Transport transport;
    private final RetryPolicy retry;
    private final Time time;
    private final ReentrantLock lock = new ReentrantLock();
    private final AtomicLong rounds = new AtomicLong();
    private @Nullable Token token;
    private @Nullable Failure failure;

    Tokens(Transport transport, RetryPolicy retry, Time time) {
        this.transport = transport;
        this.retry = retry;
        this.time = time;
    }

    /** A token that is good for {@link #authorization}. */
    record Token(Target target, String authorization, Instant renewAt) {

        @Override
        public String toString() {
            return "token for " + target;
        }
    }

    /** Why there is no token, and until when that is so. */
    private record Failure(Target target, CatalogException exception, Instant until) {}

    /**
     * Gives a token, and fetches it first if need be. Of several callers one fetches, and the others share what comes of it.
     *
     * @param agent who calls
     * @throws CatalogException if the credentials are refused, or the catalog does not answer
     */
    Token token(Target target, Agent agent, Deadline deadline) throws CatalogException, InterruptedException {
        long round = rounds.get();
        lock.lockInterruptibly();
        try {
            Token known = token;
            if (known != null && known.target().equals(target) && time.now().isBefore(known.renewAt())) {
                return known;
            }
            Failure failed = failure;
            if (failed != null
                    && failed.target().equals(target)
                    && (rounds.get() != round || time.now().isBefore(failed.until()))) {
                throw new CatalogException(String.valueOf(failed.exception().getMessage()), failed.exception());
            }
            return fetch(target, agent, deadline);
        } finally {
            lock.unlock();
        }
    }

    /** Forgets a token that the catalog does not accept any more. */
    void forget(Token refused) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            if (refused.equals(token)) {
                token = null;
            }
        } finally {
            lock.unlock();
        }
    }

    private Token fetch(Target target, Agent agent, Deadline deadline) throws CatalogException, InterruptedException {
        token = null;
        failure = null;
        try {
            Token fetched = request(target, agent, deadline);
            token = fetched;
            return fetched;
        } catch (CatalogException e) {
            if (failure == null) {
                failure = new Failure(target, e, time.now());
            }
            throw e;
        } finally {
            rounds.incrementAndGet();
        }
    }

    private Token request(Target target, Agent agent, Deadline deadline) throws CatalogException, InterruptedException {
        Call call = Call.repeatablePost(
                Route.of("auth", "access_token"),
                agent,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("clientId", target.clientId())
                        .put("clientSecret", target.clientSecret()));
        try {
            return retry.run(
                    call,
                    deadline,
                    () -> transport.exchange(
                            target, call, null, parser -> read(target, Body.OBJECT.read(parser)), deadline.left()));
        } catch (Refusal refusal) {
            throw refused(target, refusal);
        }
    }

    private Token read(Target target, JsonNode answer) throws Unrepeatable {
        String accessToken = answer.path("accessToken").asText();
        Duration lifetime = Duration.ofSeconds(answer.path("expiresIn").asLong());
        if (accessToken.isEmpty() || !lifetime.isPositive()) {
            throw new Unrepeatable("the answer holds no accessToken, or no expiresIn");
        }
        Duration tenth = lifetime.dividedBy(10);
        Duration margin = tenth.compareTo(LONGEST_MARGIN) < 0 ? tenth : LONGEST_MARGIN;
        String type = answer.path("tokenType").asText("Bearer");
        return new Token(
                target, type + " " + accessToken, time.now().plus(lifetime).minus(margin));
    }

    private CatalogException refused(Target target, Refusal refusal) {
        if (refusal.status() >= 500 || refusal.status() == 408 || refusal.status() == 429) {
            return new CatalogException(
                    "the catalog at " + target + " gives no token now: " + refusal.getMessage(), refusal);
        }
        Instant until = time.now().plus(REFUSAL_HOLDS);
        CatalogException exception = new CatalogException(
                "the catalog at " + target + " refuses the credentials (" + refusal.getMessage()
                        + "): check base URL, client id and client secret in " + ApplyConfig.PID
                        + "; they are shown again after " + REFUSAL_HOLDS.toMinutes() + " minutes or a change",
                refusal);
        failure = new Failure(target, exception, until);
        return exception;
    }
}
