package io.atoll.kit.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.spi.ConnectionCheck;
import io.atoll.spi.IntegrationException;
import io.atoll.spi.IntegrationException.Misconfigured;
import io.atoll.spi.IntegrationException.Unavailable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Tells whether a server can be reached, accepts the credentials, gives them the rights that kinds need, and has calls left. Immutable:
 * each method gives another one.
 *
 * {@snippet class="io.atoll.kit.example.Acme" region="check"}
 *
 * @param http the client of the server
 * @param identity a cheap call that needs credentials and no particular right
 * @param rights what kinds need
 */
public record HttpCheck(Http http, Call identity, List<Right> rights) implements ConnectionCheck {

    /** Copies the list. */
    public HttpCheck {
        rights = List.copyOf(rights);
    }

    /** Checks a server, and the credentials by a cheap call that needs no particular right. */
    public static HttpCheck of(Http http, Call identity) {
        return new HttpCheck(http, identity, List.of());
    }

    /** Checks a right too: the call succeeds only with it. */
    public HttpCheck right(String name, Call call) {
        return right(name, call, answer -> true);
    }

    /** Checks a right too: the answer to the call tells. */
    public HttpCheck right(String name, Call call, Predicate<JsonNode> given) {
        var more = new ArrayList<>(rights);
        more.add(new Right(name, call, given));
        return new HttpCheck(http, identity, more);
    }

    @Override
    public List<Step> check() throws InterruptedException {
        List<Step> steps = new ArrayList<>();
        Optional<IntegrationException> failure = failure(identity, answer -> true);
        boolean reached = failure.filter(e -> e instanceof Misconfigured || e instanceof Unavailable)
                .isEmpty();
        steps.add(
                reached
                        ? new Step("reach " + http.base(), Outcome.PASSED, "It answers.")
                        : new Step("reach " + http.base(), Outcome.FAILED, message(failure)));
        steps.add(
                !reached
                        ? skipped("authenticate")
                        : failure.isEmpty()
                                ? new Step("authenticate", Outcome.PASSED, "The credentials are accepted.")
                                : new Step("authenticate", Outcome.FAILED, message(failure)));
        for (Right right : rights) {
            steps.add(failure.isEmpty() ? step(right) : skipped("right to " + right.name()));
        }
        steps.add(reached ? quota() : skipped("quota"));
        return steps;
    }

    private Step step(Right right) throws InterruptedException {
        Optional<IntegrationException> failure = failure(right.call(), right.given());
        return failure.isEmpty()
                ? new Step("right to " + right.name(), Outcome.PASSED, "The credentials have it.")
                : new Step("right to " + right.name(), Outcome.FAILED, message(failure));
    }

    private Step quota() {
        Optional<Quotas.Quota> told = http.quotas().stream()
                .filter(quota -> quota.remaining().isPresent())
                .findFirst();
        if (told.isEmpty()) {
            return new Step("quota", Outcome.SKIPPED, "The server does not tell how many calls are left.");
        }
        Quotas.Quota quota = told.get();
        long left = quota.remaining().orElse(0);
        String until = quota.reset().map(reset -> " until " + reset).orElse("");
        return new Step(
                "quota",
                left > 0 ? Outcome.PASSED : Outcome.FAILED,
                left + " calls"
                        + (quota.limit().isPresent() ? " of " + quota.limit().getAsLong() : "") + " are left"
                        + until + "."
                        + (left > 0 ? "" : " Somebody else uses the same credentials: give this integration its own."));
    }

    private Optional<IntegrationException> failure(Call call, Predicate<JsonNode> given) throws InterruptedException {
        try {
            return given.test(http.json(call))
                    ? Optional.empty()
                    : Optional.of(new IntegrationException.Unauthorized(
                            call + " answers that the credentials do not have it: give it to them"));
        } catch (IntegrationException e) {
            return Optional.of(e);
        }
    }

    private static String message(Optional<IntegrationException> failure) {
        return failure.map(IntegrationException::getMessage).orElse("");
    }

    private static Step skipped(String name) {
        return new Step(name, Outcome.SKIPPED, "Not tried, because what it needs failed.");
    }

    /**
     * A right.
     *
     * @param name what one may do with it, such as {@code read issues}
     * @param call succeeds only with it
     * @param given whether the answer says that it is there
     */
    public record Right(String name, Call call, Predicate<JsonNode> given) {}
}
