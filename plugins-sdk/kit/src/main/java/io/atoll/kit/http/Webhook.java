package io.atoll.kit.http;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.spi.IntegrationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A webhook that a third party shall have: made once, found again by its address. Immutable: each method gives another one.
 *
 * {@snippet class="io.atoll.kit.example.Acme" region="webhook"}
 *
 * @param address where events are sent
 * @param list reads the webhooks that there are
 * @param paging how that list goes on
 * @param pointer JSON pointer to the address within one of them
 * @param create makes it
 * @param renewal what is called when it is there, for its secret or its events to be those of now; empty for nothing
 */
public record Webhook(
        String address,
        Call list,
        Paging paging,
        JsonPointer pointer,
        Call create,
        Function<JsonNode, Optional<Call>> renewal) {

    /** A webhook that is listed by one call and made by another. */
    public static Webhook of(String address, Call list, String pointer, Call create) {
        return new Webhook(
                address, list, Paging.none(), JsonPointer.compile(pointer), create, existing -> Optional.empty());
    }

    /** The list of webhooks has pages. */
    public Webhook paging(Paging how) {
        return new Webhook(address, list, how, pointer, create, renewal);
    }

    /** When it is there, this is called, if there is need to: a webhook as it is listed gives the call. */
    public Webhook renewedBy(Function<JsonNode, Optional<Call>> call) {
        return new Webhook(address, list, paging, pointer, create, call);
    }

    /**
     * Makes it, or renews the one that is there. The list is read whole before one is made.
     *
     * @throws IntegrationException if the list cannot be read whole, or the webhook not made
     * @throws InterruptedException if the thread was interrupted
     */
    public Outcome ensure(Http http) throws IntegrationException, InterruptedException {
        List<JsonNode> existing = new ArrayList<>();
        http.pages(
                list,
                paging,
                page -> page.items().stream()
                        .filter(hook -> same(hook.at(pointer).asText("")))
                        .forEach(existing::add));
        if (existing.isEmpty()) {
            http.send(create);
            return Outcome.CREATED;
        }
        boolean renewed = false;
        for (JsonNode hook : existing) {
            Optional<Call> call = renewal.apply(hook);
            if (call.isPresent()) {
                http.send(call.get());
                renewed = true;
            }
        }
        return renewed ? Outcome.RENEWED : Outcome.FOUND;
    }

    private boolean same(String other) {
        return plain(other).equals(plain(address));
    }

    private static String plain(String text) {
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }

    /** What was done. */
    public enum Outcome {
        /** There was none. */
        CREATED,
        /** There was one, and nothing was to be done. */
        FOUND,
        /** There was one, and it was changed. */
        RENEWED
    }
}
