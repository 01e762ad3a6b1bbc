package io.atoll.kit.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.kit.http.Call;
import io.atoll.kit.http.RateLimit;
import io.atoll.kit.http.Server;
import io.atoll.spi.IntegrationException;
import io.atoll.spi.IntegrationException.Unauthorized;
import io.atoll.spi.IntegrationException.Unavailable;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends calls until they are answered, as often as it may help and cannot harm: the one place that decides about that. Thread-safe.
 *
 * <p>The pauses double from half a second up to a minute, less a random part of up to a half; a pause that the server asks for is kept.
 * After "too many calls" it is one for everybody with the same budget. A refusal of credentials renews them once.
 */
final class Sender {

    private static final Logger log = LoggerFactory.getLogger(Sender.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    private static final Set<Integer> PASSING = Set.of(408, 425, 429, 500, 502, 503, 504);
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final int MOST_REDIRECTS = 5;
    private static final Duration REFUSED = Duration.ofSeconds(30);

    private final Server server;
    private final Origins origins;
    private final Wire wire;
    private final Budgets.Shares budgets;
    private final Time time;
    private final DoubleSupplier random;
    private final String agent;
    private final Secrets secrets = new Secrets();
    private final Credentials credentials;
    private volatile @Nullable Refused refused;

    Sender(Server server, Wire wire, Budgets.Shares budgets, Time time, DoubleSupplier random, String agent) {
        this.server = server;
        this.origins = new Origins(server);
        this.wire = wire;
        this.budgets = budgets;
        this.time = time;
        this.random = random;
        this.agent = agent;
        this.credentials = Credentials.of(server.auth(), this::login, time);
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
        return Waits.retryAfter(received, time.now()).orElse(null);
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
                                Waits.retryAfter(answered.received(), time.now())
                                        .orElse(null));
                    }
                    return JsonBody.read(answered.received());
                },
                false);
    }

    private <T> T send(Call call, long longest, Reading<T> reading, boolean sign)
            throws IntegrationException, InterruptedException {
        Deadline deadline = Deadline.in(server.limits().patience(), time);
        boolean renewed = false;
        for (int sent = 1; ; sent++) {
            Credentials.Signed signed = sign ? credentials.sign(call) : new Credentials.Signed(call, 0);
            remember(call, signed.call());
            String what = what(call);
            requireNotRefused(signed, sign, what);
            Duration pause;
            try {
                Answered answered = exchange(call, signed.call(), longest, deadline, !sign);
                what = answered.what();
                boolean kept = false;
                try {
                    Received received = answered.received();
                    if (received.status() == 401 && sign && !renewed && credentials.renew(signed.version())) {
                        renewed = true;
                        continue;
                    }
                    boolean limited = limited(call, received);
                    pause = pause(sent, received, limited);
                    if (limited) {
                        budgets.of(answered.address().getHost()).shut(pause);
                    }
                    boolean again = limited || (call.repeatable() && PASSING.contains(received.status()));
                    if (!again || over(sent, pause, deadline)) {
                        if (limited) {
                            throw new Unavailable(
                                    what + " was answered with " + received.status()
                                            + ": there were too many calls. It is called again later",
                                    pause,
                                    null);
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
                pause = pause(sent, null, false);
                boolean again = Refusals.passing(e) && (call.repeatable() || Refusals.neverSent(e));
                if (!again || over(sent, pause, deadline)) {
                    throw Refusals.of(what, e, sent);
                }
                log.debug("{} failed, attempt {} follows: {}", what, sent + 1, safe(String.valueOf(e.getMessage())));
            }
            time.sleep(pause);
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

    /** Remembers what signing added, to be left out of all messages. */
    private void remember(Call call, Call signed) {
        signed.headers().forEach((name, value) -> {
            if (!value.equals(call.headers().get(name)) || name.equalsIgnoreCase("authorization")) {
                secrets.add(value);
            }
        });
        signed.query().stream()
                .filter(parameter -> !call.query().contains(parameter))
                .forEach(parameter -> secrets.add(parameter.value()));
    }

    /** Sends a request, and again to where it is sent on. */
    private Answered exchange(Call call, Call signed, long longest, Deadline deadline, boolean anywhere)
            throws IOException, IntegrationException, InterruptedException {
        URI address = origins.of(call);
        String what = call.method() + " " + secrets.address(address);
        boolean withCredentials = anywhere || origins.check(address, what);
        Call current = withCredentials ? signed : call;
        URI target = origins.of(current);
        for (int redirects = 0; ; redirects++) {
            Received received = once(current, target, longest, deadline, withCredentials);
            Optional<String> location = received.header("location");
            if (!REDIRECTS.contains(received.status()) || location.isEmpty()) {
                return new Answered(received, target, what);
            }
            received.close();
            URI next = origins.resolved(target, location.get());
            if (redirects == MOST_REDIRECTS) {
                throw Unrepeatable.unexpected("it was sent on " + MOST_REDIRECTS + " times, last to "
                        + secrets.address(next) + ": check the server's address");
            }
            boolean keeps = received.status() == 307 || received.status() == 308;
            if (!keeps && !Set.of("GET", "HEAD").contains(current.method())) {
                if (received.status() != 303) {
                    throw Unrepeatable.unexpected("it was sent on to " + secrets.address(next)
                            + ", and is not repeated there: check the server's address");
                }
                current = Call.get("").headers(current.headers());
            }
            boolean stays = origins.check(next, "the redirection of " + what);
            if (anywhere && !stays) {
                throw Unrepeatable.unexpected(
                        "it was sent on to " + secrets.address(next) + ", which gets no credentials");
            }
            withCredentials &= stays;
            current = (withCredentials ? current : plain(current, call)).at(next.toString());
            target = next;
        }
    }

    /** A call without what signing added. */
    private static Call plain(Call signed, Call call) {
        Call.@Nullable Body own = signed.body() == null ? null : call.body();
        Call headers = signed.headers(call.headers());
        return own == null ? headers : headers.body(own);
    }

    private Received once(Call call, URI target, long longest, Deadline deadline, boolean withCredentials)
            throws IOException, IntegrationException, InterruptedException {
        RateLimit rates = server.rates();
        Budget budget = budgets.of(target.getHost());
        Map<String, String> headers = new HashMap<>();
        headers.put("User-Agent", agent);
        if (withCredentials) {
            headers.putAll(server.headers());
        }
        headers.putAll(call.headers());
        budget.enter(rates, below(target), deadline);
        Received received = wire.exchange(
                new Wire.Request(call.method(), target, headers, Content.of(call.body()), longest),
                deadline.atMost(server.limits().exchange()),
                budget::leave);
        Allowance.of(received, rates, time.now()).ifPresent(budget::learn);
        return received;
    }

    private String below(URI target) {
        String base = server.base().getRawPath() == null ? "" : server.base().getRawPath();
        String path = target.getRawPath() == null ? "" : target.getRawPath();
        return (path.startsWith(base) ? path.substring(base.length()) : path).replaceFirst("^/+", "");
    }

    private boolean limited(Call call, Received received) {
        int status = received.status();
        if (status == 429 || server.rates().limited().test(new ReceivedAnswer(received, ""))) {
            return true;
        }
        if (status == 200 && call.body() instanceof Call.Body.GraphQl) {
            return GraphErrors.limited(received);
        }
        return status == 403
                && (received.header("retry-after").isPresent()
                        || Allowance.of(received, server.rates(), time.now())
                                .filter(allowance -> allowance.remaining() == 0)
                                .isPresent());
    }

    private Duration pause(int sent, @Nullable Received received, boolean limited) {
        double doubled = FIRST_PAUSE.toMillis() * Math.pow(2, sent - 1);
        double capped = Math.min(doubled, (double) LONGEST_PAUSE.toMillis());
        Duration own = Duration.ofMillis(Math.round(capped * (1 - random.getAsDouble() / 2)));
        if (received == null || (!limited && !PASSING.contains(received.status()))) {
            return own;
        }
        Optional<Duration> asked = Waits.retryAfter(received, time.now());
        if (asked.isEmpty() && limited) {
            asked = Allowance.of(received, server.rates(), time.now())
                    .filter(allowance -> allowance.remaining() == 0)
                    .map(Allowance::reset);
        }
        return asked.filter(longer -> longer.compareTo(own) > 0).orElse(own);
    }

    private boolean over(int sent, Duration pause, Deadline deadline) {
        return sent >= server.limits().attempts() || pause.compareTo(deadline.left()) >= 0;
    }
}
