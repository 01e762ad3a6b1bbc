package io.atoll.apply.internal;

import io.atoll.apply.internal.client.PortClient;
import io.atoll.apply.internal.client.PortClient.Targets;
import io.atoll.apply.internal.client.Target;
import io.atoll.pipeline.Catalog.Access;
import io.atoll.pipeline.Integrations.Account;
import io.atoll.spi.IntegrationId;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** The ways of those integrations that have an account of their own at a catalog; thread-safe. */
final class Accounts implements AutoCloseable {

    private final Function<Targets, PortClient> clients;
    private final Map<String, Way> ways = new TreeMap<>();

    /** Makes clients as it needs them. */
    Accounts(Function<Targets, PortClient> clients) {
        this.clients = clients;
    }

    /** The way of one integration. */
    private static final class Way {

        private final PortClient client;
        private volatile Account account;

        Way(Account account, Function<Targets, PortClient> clients) {
            this.account = account;
            this.client = clients.apply(
                    () -> Target.of(this.account.baseUrl(), this.account.clientId(), this.account.clientSecret()));
        }
    }

    /** The client of an integration; new credentials are used from its next call on. */
    synchronized PortClient client(IntegrationId id, Account account) {
        Way way = ways.computeIfAbsent(id.toString(), none -> new Way(account, clients));
        way.account = account;
        return way.client;
    }

    /** What is in one of the ways, if anything. */
    synchronized Optional<Access> shut() {
        for (var entry : ways.entrySet()) {
            PortClient client = entry.getValue().client;
            String trouble = client.trouble();
            if (trouble != null) {
                var state = client.refused() ? Access.State.REFUSED : Access.State.FAILING;
                return Optional.of(new Access(state, entry.getKey() + ": " + trouble));
            }
        }
        return Optional.empty();
    }

    /** Ends all calls; what comes after them begins anew. */
    @Override
    public synchronized void close() {
        ways.values().forEach(way -> way.client.close());
        ways.clear();
    }
}
