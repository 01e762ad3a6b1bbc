package io.atoll.custom.internal;

import io.atoll.spi.IntegrationException;
import io.atoll.spi.IntegrationId;
import io.atoll.tck.KindRequest;
import io.atoll.tck.LocalClients;
import io.atoll.tck.RecordedSink;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** One instance of the integration, made by hand. */
final class Instance implements AutoCloseable {

    static final Map<String, String> ENVIRONMENT = Map.of("TENANT", "blue");

    final LocalClients clients = LocalClients.hasty();
    final Api api;
    private final EndpointResync resync;

    /** Makes one with some settings, by the names that people write. */
    Instance(Path folder, Map<String, Object> settings) throws IOException {
        this.api = new Api(configuration(settings), clients, folder, ENVIRONMENT::get);
        this.resync = new EndpointResync(api);
    }

    /** Makes one for an address, with further settings. */
    static Instance at(String address, Path folder, Object... settings) throws IOException {
        Map<String, Object> all = new HashMap<>(Map.of("baseUrl", address));
        for (int i = 0; i < settings.length; i += 2) {
            all.put((String) settings[i], settings[i + 1]);
        }
        return new Instance(folder, all);
    }

    /** Begins a run. */
    void starting() throws IntegrationException {
        api.starting(new IntegrationId("custom", "test"));
    }

    /** Reads a kind. */
    RecordedSink read(String kind, String selector) throws IntegrationException, InterruptedException {
        var sink = new RecordedSink();
        read(kind, selector, sink);
        return sink;
    }

    /** Reads a kind into a sink, which has what came even if the reading fails, be it the kind alone or all that is read. */
    void read(String kind, String selector, RecordedSink sink) throws IntegrationException, InterruptedException {
        resync(kind, selector, sink);
        IntegrationException failure = sink.incomplete().get(kind);
        if (failure != null) {
            throw failure;
        }
    }

    /** Reads a kind as the platform does, for which only what is thrown concerns more than this kind. */
    void resync(String kind, String selector, RecordedSink sink) throws IntegrationException, InterruptedException {
        resync.resync(KindRequest.of(kind).selector(selector), sink);
    }

    private static CustomConfiguration configuration(Map<String, Object> settings) {
        Map<String, Object> unknown = new HashMap<>(settings);
        var configuration = (CustomConfiguration) Proxy.newProxyInstance(
                CustomConfiguration.class.getClassLoader(),
                new Class<?>[] {CustomConfiguration.class},
                (proxy, method, arguments) -> {
                    Object value = settings.get(method.getName().replaceFirst("^_", ""));
                    return value == null ? Objects.requireNonNull(method.getDefaultValue(), method.getName()) : value;
                });
        for (var method : CustomConfiguration.class.getDeclaredMethods()) {
            unknown.remove(method.getName().replaceFirst("^_", ""));
        }
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("there are no settings " + unknown.keySet());
        }
        return configuration;
    }

    @Override
    public void close() {
        api.forget();
        clients.close();
    }
}
