package io.atoll.kit.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.kit.http.Call;
import io.atoll.kit.http.Server;
import io.atoll.spi.IntegrationException;
import io.atoll.spi.IntegrationException.Unauthorized;
import io.atoll.spi.IntegrationException.Unavailable;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends calls until they are answered, as often as it may help and cannot harm: the one place that decides about that. Thread-safe.
 *
 * <p>After "too many calls" the pause is one for everybody with the same budget. A refusal of credentials renews them once.
 */
final class Sender {

    private static final Logger log = LoggerFactory.getLogger(Sender.class);
    private static final Duration REFUSED = Duration.ofSeconds(30);

    /** Headers of a server whose values everybody may know; others go where the credentials go, and may be some. */
    private static final Set<String> PLAIN = Set.of("accept", "accept-language", "content-type", "user-agent");

    private final Server server;
    private final Origins origins;
    private final Budgets.Shares budgets;
    private final Time time;
    private final Secrets secrets = new Secrets();
    private final Closing closing = new Closing();
    private final Pauses pauses;
    private final Retries retries;
    private final Exchange exchange;
    private final Credentials credentials;
    private volatile @Nullable Refused refused;

    Sender(
            Server server,
            Wire wire,
            Budgets.Shares budgets,
            Time time,
            DoubleSupplier random,
            String agent,
            RefreshTokens tokens,
            Requests requests) {
        this.server = server;
        this.origins = new Origins(server);
        this.budgets = budgets;
        this.time = time;
        this.pauses = new Pauses(server.rates(), time, random);
        this.retries = new Retries(time);
        this.exchange = new Exchange(server, origins, wire, budgets, time, secrets, agent, closing, requests);
        this.credentials = Credentials.of(server.auth(), this::login, time, tokens);
    }

    /** Makes something of an answer that arrived whole. */
    @FunctionalInterface
    interface Reading<T> {

        /**
         * Reads it.
         *
         * @throws IOException to have the request sent again
         * @throws IntegrationException to give up
         */
        T read(Answered answered) throws IOException, IntegrationException;
    }

    /**
     * An answer and where it came from.
     *
     * @param received the answer, of any status
     * @param address of the request that was answered in the end
     * @param what the request, for messages
     */
    record Answered(Received received, URI address, String what) {}

    /** Takes secrets out of a text. */
    String safe(String text) {
        return secrets.out(text);
    }

    /** For how long an answer asks to wait; {@code null} if it does not. */
    @Nullable
    Duration retryAfter(Received received) {
        return pauses.asked(received);
    }

    /** Ends all calls, also those that wait. */
    void close() {
        closing.close();
    }

    /** How a call is called in messages. */
    String what(Call call) {
        try {
            return call.method() + " " + secrets.address(origins.of(call));
        } catch (IOException e) {
            return call.toString();
        }
    }

    /**
     * Sends a call.
     *
     * @param longest bytes of the answer
     * @throws IntegrationException if there was no answer; refusals are answers
     */
    <T> T send(Call call, long longest, Reading<T> reading) throws IntegrationException, InterruptedException {
        return send(call, longest, reading, true);
    }

    private JsonNode login(Call login) throws IntegrationException, InterruptedException {
        return send(
                login,
                server.limits().page(),
                answered -> {
                    if (!answered.received().successful()) {
                        int status = answered.received().status();
                        throw Refusals.of(
                                "the request for a token, " + answered.what() + ",",
                                status == 400 ? 401 : status,
                                safe(Refusals.reason(answered.received())),
                                pauses.asked(answered.received()));
                    }
                    return JsonBody.read(answered.received());
                },
                false);
    }

    private <T> T send(Call call, long longest, Reading<T> reading, boolean sign)
            throws IntegrationException, InterruptedException {
        Deadline deadline = Deadline.in(server.limits().patience(), time);
        boolean renewed = false;
        boolean brokeOff = false;
        for (int sent = 1; ; sent++) {
            Credentials.Signed signed = sign ? credentials.sign(call) : new Credentials.Signed(call, 0);
            remember(call, signed.call());
            if (!sign || signed.call().body() != call.body()) {
                secrets.add(signed.call().body());
            }
            String what = what(call);
            closing.requireOpen(what);
            requireNotRefused(signed, sign, what);
            Duration pause;
            try {
                Answered answered = exchange.send(call, signed.call(), longest, deadline, !sign, sent);
                what = answered.what();
                boolean kept = false;
                try {
                    Received received = answered.received();
                    if (received.status() == 401 && sign && !renewed && credentials.renew(signed.version())) {
                        renewed = true;
                        continue;
                    }
                    boolean limited = pauses.limited(call, received);
                    pause = pauses.after(sent, received, limited);
                    if (limited) {
                        budgets.of(answered.address().getHost()).shut(pause);
                    }
                    boolean again = limited || (call.repeatable() && Pauses.passing(received.status()));
                    if (!again || over(sent, pause, deadline) || (!limited && !retries.take(what))) {
                        if (limited) {
                            throw new Unavailable(
                                    what + " was answered with " + received.status()
                                            + ": there were too many calls. It is called again later",
                                    pause,
                                    null);
                        }
                        if (received.successful()) {
                            retries.success();
                        }
                        judgeCredentials(call, received, signed, sign);
                        T read = reading.read(answered);
                        kept = read == received || read == answered;
                        return read;
                    }
                    log.debug("{} was answered with {}, attempt {} follows", what, received.status(), sent + 1);
                    if (limited) {
                        continue; // the budget is shut for as long
                    }
                } finally {
                    if (!kept) {
                        answered.received().close();
                    }
                }
            } catch (IOException e) {
                closing.requireOpen(what);
                pause = pauses.after(sent);
                boolean twice = brokeOff && e instanceof JsonBody.BreaksOff;
                brokeOff |= e instanceof JsonBody.BreaksOff;
                boolean again = !twice && Refusals.passing(e) && (call.repeatable() || Refusals.neverSent(e));
                if (!again || over(sent, pause, deadline) || !retries.take(what)) {
                    throw Refusals.of(what, e, sent);
                }
                log.debug("{} failed, attempt {} follows: {}", what, sent + 1, safe(String.valueOf(e.getMessage())));
            }
            time.sleep(pause, closing.latch());
        }
    }

    /** Nobody is asked again with credentials that were refused a moment ago, however many calls there are to make. */
    private void requireNotRefused(Credentials.Signed signed, boolean sign, String what) throws Unauthorized {
        Refused last = refused;
        if (sign
                && last != null
                && last.version() == signed.version()
                && time.uptime().compareTo(last.until()) < 0) {
            throw new Unauthorized(what + " was not sent: the server refused these credentials with 401 a moment ago."
                    + " Check them, or make new ones");
        }
    }

    private void judgeCredentials(Call call, Received received, Credentials.Signed signed, boolean sign) {
        if (sign && received.successful()) {
            refused = null;
        } else if (sign && received.status() == 401 && call.rules().stream().noneMatch(rule -> rule.status() == 401)) {
            refused = new Refused(signed.version(), time.uptime().plus(REFUSED));
        }
    }

    /**
     * Credentials that the server refused.
     *
     * @param version which state of them
     * @param until how long that is believed, as {@link Time#uptime()}
     */
    private record Refused(long version, Duration until) {}

    /** Remembers what signing added, and what is called like a secret, to be left out of all messages. */
    private void remember(Call call, Call signed) {
        server.headers().forEach((name, value) -> {
            if (!PLAIN.contains(name.toLowerCase(Locale.ROOT))) {
                secrets.add(value);
            }
        });
        signed.headers().forEach((name, value) -> {
            if (value.equals(call.headers().get(name))) {
                secrets.add(name, value);
            } else {
                secrets.add(value);
            }
        });
        signed.query().stream()
                .filter(parameter -> !call.query().contains(parameter))
                .forEach(parameter -> secrets.add(parameter.value()));
    }

    private boolean over(int sent, Duration pause, Deadline deadline) {
        return sent >= server.limits().attempts() || pause.compareTo(deadline.left()) >= 0;
    }
}
