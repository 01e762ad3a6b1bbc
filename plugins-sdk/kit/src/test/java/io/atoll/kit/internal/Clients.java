package io.atoll.kit.internal;

import io.atoll.kit.http.Http;
import io.atoll.kit.http.HttpFactory;
import io.atoll.kit.http.Server;
import io.atoll.spi.trace.RequestTracer;
import java.util.List;
import java.util.Map;

/** Opens clients as a platform does, by a clock that need not be waited for. */
public final class Clients implements HttpFactory, AutoCloseable {

    public final FakeTime time = new FakeTime();
    public final Budgets budgets = new Budgets(time);
    private final OpenedClients opened;

    public Clients() {
        this(RefreshTokens.inMemory());
    }

    /** With refresh tokens that were there before. */
    Clients(RefreshTokens tokens) {
        opened = new OpenedClients(budgets, tokens, List.of(), List.of(), Proxies.of(Map.of()));
    }

    /** Has somebody told of requests. */
    void tracer(RequestTracer tracer) {
        opened.tracer = tracer;
    }

    /** For a server on this machine. */
    @Override
    public Http open(Server server) {
        return opened.open(server.addresses("127.0.0.0/8"));
    }

    /** For a server anywhere. */
    public Http openAnywhere(Server server) {
        return opened.open(server);
    }

    public Http open(String base) {
        return open(Server.at(base));
    }

    @Override
    public void close() {
        opened.close();
    }
}
