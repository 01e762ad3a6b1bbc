package io.atoll.kit.internal;

import io.atoll.kit.http.Call;
import io.atoll.kit.http.Server;
import io.atoll.spi.IntegrationException;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Sends one request within the budget of its host, and again to where it is sent on. Credentials go to no host that may not have them.
 * Thread-safe.
 */
final class Exchange {

    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final int MOST_REDIRECTS = 5;

    private final Server server;
    private final Origins origins;
    private final Wire wire;
    private final Budgets.Shares budgets;
    private final Time time;
    private final Secrets secrets;
    private final Map<String, String> headers;
    private final Closing closing;
    private final Requests requests;

    Exchange(
            Server server,
            Origins origins,
            Wire wire,
            Budgets.Shares budgets,
            Time time,
            Secrets secrets,
            String agent,
            Closing closing,
            Requests requests) {
        this.server = server;
        this.origins = origins;
        this.wire = wire;
        this.budgets = budgets;
        this.time = time;
        this.secrets = secrets;
        this.headers = Map.of("User-Agent", agent);
        this.closing = closing;
        this.requests = requests;
    }

    /**
     * Sends a request.
     *
     * @param call as it is meant
     * @param signed as it is sent to who gets the credentials
     * @param longest bytes of the answer
     * @param anywhere whether any host may be asked, with what the call itself has
     * @param attempt 1 for the first time
     */
    Sender.Answered send(Call call, Call signed, long longest, Deadline deadline, boolean anywhere, int attempt)
            throws IOException, IntegrationException, InterruptedException {
        URI address = origins.of(call);
        String what = call.method() + " " + secrets.address(address);
        boolean withCredentials = anywhere ? origins.trusts(address) : origins.check(address, what);
        Call current = withCredentials ? signed : call;
        URI target = origins.of(current);
        for (int redirects = 0; ; redirects++) {
            Received received = once(current, target, longest, deadline, withCredentials, attempt);
            Optional<String> location = received.header("location");
            if (!REDIRECTS.contains(received.status()) || location.isEmpty()) {
                return new Sender.Answered(received, target, what);
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
        Call.@org.jspecify.annotations.Nullable Body own = signed.body() == null ? null : call.body();
        Call withHeaders = signed.headers(call.headers());
        return own == null ? withHeaders : withHeaders.body(own);
    }

    private Received once(Call call, URI target, long longest, Deadline deadline, boolean withCredentials, int attempt)
            throws IOException, IntegrationException, InterruptedException {
        Budget budget = budgets.of(target.getHost());
        var all = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        all.putAll(headers);
        if (withCredentials) {
            all.putAll(server.headers());
        }
        all.putAll(call.headers());
        budget.enter(server.rates(), below(target), deadline, closing);
        Received received = requests.told(call.method(), target, attempt, secrets, headers -> {
            headers.forEach(all::putIfAbsent);
            return wire.exchange(
                    new Wire.Request(call.method(), target, all, Content.of(call.body()), longest),
                    deadline.atMost(server.limits().exchange()),
                    budget::leave);
        });
        Allowance.of(received, server.rates(), time.now()).ifPresent(budget::learn);
        return received;
    }

    private String below(URI target) {
        String base = server.base().getRawPath() == null ? "" : server.base().getRawPath();
        String path = target.getRawPath() == null ? "" : target.getRawPath();
        return (path.startsWith(base) ? path.substring(base.length()) : path).replaceFirst("^/+", "");
    }
}
