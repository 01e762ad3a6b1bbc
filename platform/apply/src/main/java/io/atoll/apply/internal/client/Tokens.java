package io.atoll.apply.internal.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.atoll.pipeline.Catalog.CatalogException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The access token of a catalog: fetched once for all callers, renewed after four fifths of its life, kept in memory only; thread-safe.
 *
 * <p>While a token lives, others use it as one caller renews it, and it is kept if it could not be renewed. Credentials that were refused
 * are not shown again for {@link #REFUSAL_HOLDS}, unless they change; until then every call without a token fails at once.
 */
final class Tokens {

    /** For how long a refusal of the credentials is believed. */
    static final Duration REFUSAL_HOLDS = Duration.ofMinutes(5);

    /** After which time the renewal of a living token is tried again. */
    static final Duration RENEWAL_PAUSE = Duration.ofSeconds(30);

    private static final Logger log = LoggerFactory.getLogger(Tokens.class);

    private final Transport transport;
    private final RetryPolicy retry;
    private final Time time;
    private final ReentrantLock lock = new ReentrantLock();
    private final AtomicLong rounds = new AtomicLong();
    private volatile @Nullable Token token;
    private volatile @Nullable Failure failure;

    Tokens(Transport transport, RetryPolicy retry, Time time) {
        this.transport = transport;
        this.retry = retry;
        this.time = time;
    }

    /**
     * A token.
     *
     * @param target where it is good
     * @param authorization the header
     * @param renewAt from when on it should be renewed, as {@link Time#uptime()}
     * @param endsAt when it is no good any more
     * @param machine whether it is a machine's, and not a person's
     */
    record Token(Target target, String authorization, Duration renewAt, Duration endsAt, boolean machine) {

        @Override
        public String toString() {
            return "token for " + target;
        }
    }

    /**
     * Why there is no token.
     *
     * @param target where
     * @param exception what to tell callers
     * @param until for how long that is so
     * @param refused whether the catalog refused the credentials
     */
    private record Failure(Target target, CatalogException exception, Duration until, boolean refused) {}

    /**
     * Gives a token, and fetches it first if need be. Of several callers one fetches, and the others share what comes of it.
     *
     * @param agent who calls
     * @throws CatalogException if the credentials are refused, or the catalog does not answer
     */
    Token token(Target target, Agent agent, Deadline deadline) throws CatalogException, InterruptedException {
        Token known = token;
        if (known != null && known.target().equals(target) && before(known.endsAt())) {
            return before(known.renewAt()) ? known : renewed(known, agent, deadline);
        }
        long round = rounds.get();
        if (!lock.tryLock(deadline.left().toNanos(), TimeUnit.NANOSECONDS)) {
            throw new CatalogException("the catalog at " + target + " gave no token within the time of the call", null);
        }
        try {
            Token present = token;
            if (present != null && present.target().equals(target) && before(present.endsAt())) {
                return present;
            }
            Failure failed = failure;
            if (failed != null && failed.target().equals(target) && (rounds.get() != round || before(failed.until()))) {
                throw new CatalogException(failed.exception().getMessage(), failed.exception());
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

    /** Notes that the catalog does not even accept a token that it has just given. */
    CatalogException refuse(Token fresh, Call call, Refusal refusal) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            token = null;
            return note(
                    fresh.target(),
                    refusal,
                    "the catalog at " + fresh.target() + " refuses the token that it has just given, at " + call + ": "
                            + refusal.getMessage() + "; check the rights of the credentials in ");
        } finally {
            lock.unlock();
        }
    }

    /** What is wrong with the credentials; {@code null} if nothing is known to be. */
    @Nullable
    String trouble() {
        Failure failed = failure;
        return failed == null ? null : failed.exception().getMessage();
    }

    /** Whether the catalog refused the credentials and has not accepted any since. */
    boolean refused() {
        Failure failed = failure;
        return failed != null && failed.refused();
    }

    private boolean before(Duration end) {
        return time.uptime().compareTo(end) < 0;
    }

    /** A newer token if this caller gets one at once; else the one that still lives. */
    private Token renewed(Token known, Agent agent, Deadline deadline) throws InterruptedException {
        if (!lock.tryLock()) {
            return known;
        }
        try {
            Token present = token;
            if (present != null && !present.equals(known) && present.target().equals(known.target())) {
                return present;
            }
            Failure failed = failure;
            if (failed != null && failed.target().equals(known.target()) && before(failed.until())) {
                return known;
            }
            return accepted(request(known.target(), agent, deadline));
        } catch (Refusal refusal) {
            note(known.target(), refusal);
            return known;
        } catch (IOException e) {
            Duration until = time.uptime().plus(RENEWAL_PAUSE);
            failure = new Failure(
                    known.target(),
                    new CatalogException("the catalog at " + known.target() + " gives no token: " + e.getMessage(), e),
                    until,
                    false);
            return known;
        } finally {
            lock.unlock();
        }
    }

    private Token fetch(Target target, Agent agent, Deadline deadline) throws CatalogException, InterruptedException {
        token = null;
        try {
            Call call = call(target);
            RetryBudget budget = new RetryBudget(Integer.MAX_VALUE);
            return accepted(retry.run(call, budget, deadline, () -> request(target, agent, deadline)));
        } catch (Refusal refusal) {
            throw note(target, refusal);
        } catch (CatalogException e) {
            failure = new Failure(target, e, time.uptime(), false);
            throw e;
        } finally {
            rounds.incrementAndGet();
        }
    }

    private Token accepted(Token fetched) {
        if (refused()) {
            log.info("the catalog at {} accepts the credentials again", fetched.target());
        }
        failure = null;
        token = fetched;
        return fetched;
    }

    private Token request(Target target, Agent agent, Deadline deadline)
            throws IOException, Refusal, InterruptedException {
        return transport.exchange(
                new Transport.Request(target, call(target), agent, null, Priority.URGENT, deadline, Transport.FREE),
                parser -> read(target, Body.OBJECT.read(parser)));
    }

    private static Call call(Target target) {
        return Call.repeatablePost(
                Route.of("auth", "access_token"),
                JsonNodeFactory.instance
                        .objectNode()
                        .put("clientId", target.clientId())
                        .put("clientSecret", target.clientSecret()));
    }

    private Token read(Target target, JsonNode answer) throws Unrepeatable {
        String accessToken = answer.path("accessToken").asText();
        Duration life = Duration.ofSeconds(answer.path("expiresIn").asLong());
        if (accessToken.isEmpty() || !life.isPositive()) {
            throw new Unrepeatable("the answer holds no accessToken, or no expiresIn");
        }
        Duration now = time.uptime();
        String type = answer.path("tokenType").asText("Bearer");
        return new Token(
                target,
                type + " " + accessToken,
                now.plus(life.multipliedBy(4).dividedBy(5)),
                now.plus(life),
                Claims.machine(accessToken));
    }

    private CatalogException note(Target target, Refusal refusal) {
        if (refusal.status() >= 500 || refusal.status() == 408 || refusal.status() == 429) {
            CatalogException exception = new CatalogException(
                    "the catalog at " + target + " gives no token now: " + refusal.getMessage(), refusal);
            failure = new Failure(target, exception, time.uptime().plus(RENEWAL_PAUSE), false);
            return exception;
        }
        return note(
                target,
                refusal,
                "the catalog at " + target + " refuses the credentials (" + refusal.getMessage()
                        + "): check base URL, client id and client secret in ");
    }

    private CatalogException note(Target target, Refusal refusal, String words) {
        CatalogException exception = new CatalogException(
                words + ApplyConfig.PID + "; they are shown again after " + REFUSAL_HOLDS.toMinutes()
                        + " minutes or a change",
                refusal);
        Failure before = failure;
        if (before == null || !before.refused() || !before.target().equals(target)) {
            log.warn("{}", exception.getMessage());
        }
        failure = new Failure(target, exception, time.uptime().plus(REFUSAL_HOLDS), true);
        return exception;
    }
}
