package io.atoll.apply.internal.client;

import io.atoll.pipeline.Catalog.CatalogException;
import io.atoll.pipeline.Catalog.Leave;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The client as one integration uses it for one run: in its name, at the catalog where it began, and with a budget of repetitions.
 * Thread-safe.
 */
public final class Session {

    private static final int NOT_FOUND = 404;

    private final PortClient client;
    private final Agent agent;
    private final URI catalog;
    private final Priority priority;
    private final RetryBudget budget;
    private final @Nullable String stamp;
    private final Leave leave;

    Session(PortClient client, Agent agent, URI catalog, Priority priority, RetryBudget budget) {
        this(client, agent, catalog, priority, budget, null, Transport.FREE);
    }

    private Session(
            PortClient client,
            Agent agent,
            URI catalog,
            Priority priority,
            RetryBudget budget,
            @Nullable String stamp,
            Leave leave) {
        this.client = client;
        this.agent = agent;
        this.catalog = catalog;
        this.priority = priority;
        this.budget = budget;
        this.stamp = stamp;
        this.leave = leave;
    }

    /** The same session for what somebody waits for. */
    public Session urgent() {
        return new Session(client, agent, catalog, Priority.URGENT, budget, stamp, leave);
    }

    /** The same session, all of whose requests have this {@code User-Agent} header: what they write belongs to whoever has it. */
    public Session stamped(String userAgent) {
        return new Session(client, agent, catalog, priority, budget, userAgent, leave);
    }

    /** The same session, which asks for leave before each request by which the catalog stamps what is written. */
    public Session guarded(Leave asked) {
        return new Session(client, agent, catalog, priority, budget, stamp, asked);
    }

    /** Who calls. */
    public Agent agent() {
        return agent;
    }

    /** How the client was configured. */
    public Limits limits() {
        return client.limits();
    }

    /** The time by which it works. */
    public Time time() {
        return client.time();
    }

    /**
     * The way to an address that the catalog gave, for example to send logs to.
     *
     * @throws CatalogException if requests must not go there, as it is neither on the host of the catalog nor https
     */
    public Route at(String address) throws CatalogException {
        try {
            URI uri = new URI(address);
            boolean here = catalog.getScheme().equalsIgnoreCase(uri.getScheme())
                    && catalog.getHost().equalsIgnoreCase(uri.getHost());
            if ((here || "https".equalsIgnoreCase(uri.getScheme()))
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawFragment() == null) {
                return Route.at(uri);
            }
        } catch (URISyntaxException e) {
            // told below
        }
        throw new CatalogException(
                "the catalog at " + catalog + " tells " + agent.id() + " to send data to an address that is neither"
                        + " on its own host nor https; nothing is sent there",
                null);
    }

    /** The address of the catalog. */
    public URI catalog() {
        return catalog;
    }

    Priority priority() {
        return priority;
    }

    /** Whether a call may be sent, and how long it may take. */
    Leave leave(Call call) {
        return call.stamps() ? leave : Transport.FREE;
    }

    RetryBudget budget() {
        return budget;
    }

    /** Whether the credentials are those of a machine; the catalog hands actions out to machines only. */
    public boolean machine() throws CatalogException, InterruptedException {
        return client.machine(this);
    }

    /**
     * Makes a call.
     *
     * @throws Refusal if the catalog answers and refuses
     * @throws CatalogException if there is no catalog any more, it refuses the credentials, or it does not answer
     * @throws InterruptedException if the calling thread was interrupted; the request is then over
     */
    public <T> T send(Call call, Body<T> body) throws Refusal, CatalogException, InterruptedException {
        return client.send(this, stamp == null ? call : call.stamped(stamp), body);
    }

    /**
     * Makes a call that must succeed.
     *
     * @throws CatalogException also if the catalog refuses
     */
    public <T> T require(Call call, Body<T> body) throws CatalogException, InterruptedException {
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
    public <T> Optional<T> find(Call call, Body<T> body) throws CatalogException, InterruptedException {
        try {
            return Optional.of(send(call, body));
        } catch (Refusal refusal) {
            if (refusal.status() == NOT_FOUND) {
                return Optional.empty();
            }
            throw refused(call, refusal);
        }
    }

    /** Says that a call was refused. */
    public CatalogException refused(Call call, Refusal refusal) {
        return new CatalogException(
                "the catalog at " + catalog + " refused " + call + ": " + refusal.getMessage(), refusal);
    }
}
