package io.atoll.kit.internal;

import io.atoll.kit.http.Http;
import io.atoll.kit.http.HttpFactory;
import io.atoll.kit.http.Server;
import io.atoll.spi.trace.RequestTracer;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ServiceScope;
import org.osgi.service.metatype.annotations.Designate;

/** The clients that one component opened. */
@Component(service = HttpFactory.class, scope = ServiceScope.PROTOTYPE, configurationPid = "io.atoll.kit")
@Designate(ocd = KitConfig.class)
public final class OpenedClients implements HttpFactory {

    private static final String AGENT = "Atoll-Kit/1.0";

    private final Budgets budgets;
    private final RefreshTokens tokens;
    private final List<AddressBlock> allowed;
    private final List<Path> certificates;
    private final Proxies proxies;
    private final List<Http> opened = new ArrayList<>();

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    volatile @Nullable RequestTracer tracer;

    /** Opens what a person's configuration and the environment allow. */
    @Activate
    public OpenedClients(@Reference Budgets budgets, @Reference RefreshTokens tokens, KitConfig config) {
        this(
                budgets,
                tokens,
                List.of(config.allowedAddresses()),
                Stream.of(config.certificates()).map(Path::of).toList(),
                config._proxy().isBlank()
                        ? Proxies.of(System.getenv())
                        : new Proxies(
                                URI.create(config._proxy()), URI.create(config._proxy()), List.of(config.noProxy())));
    }

    /** Keeps refresh tokens in memory only. */
    OpenedClients(Budgets budgets, List<String> allowed, List<Path> certificates, Proxies proxies) {
        this(budgets, RefreshTokens.inMemory(), allowed, certificates, proxies);
    }

    OpenedClients(
            Budgets budgets, RefreshTokens tokens, List<String> allowed, List<Path> certificates, Proxies proxies) {
        this.budgets = budgets;
        this.tokens = tokens;
        this.allowed = allowed.stream().map(AddressBlock::parse).toList();
        this.certificates = List.copyOf(certificates);
        this.proxies = proxies;
    }

    /** Clients for servers of this machine, outside of the platform. */
    public static OpenedClients local(Budgets budgets) {
        return new OpenedClients(budgets, List.of("127.0.0.0/8"), List.of(), Proxies.of(Map.of()));
    }

    @Override
    public Http open(Server server) {
        @Nullable URI own = server.reach().proxy();
        Proxies way = own == null ? proxies : Proxies.always(own);
        List<AddressBlock> addresses = Stream.concat(
                        allowed.stream(), server.reach().addresses().stream().map(AddressBlock::parse))
                .toList();
        var wire = new Wire(server, way, new Egress(addresses, way.hosts()), trusted(server), budgets.time());
        Budgets.Shares shares = budgets.open(Credentials.identity(server.auth()));
        var http = new BoundHttp(
                server,
                wire,
                shares,
                new Sender(
                        server,
                        wire,
                        shares,
                        budgets.time(),
                        () -> ThreadLocalRandom.current().nextDouble(),
                        AGENT,
                        tokens,
                        new Requests(() -> tracer)));
        synchronized (opened) {
            opened.add(http);
        }
        return http;
    }

    private Wire.Trusted trusted(Server server) {
        if (server.reach().anyCertificate()) {
            return new Wire.Trusted(Trust.any(), true);
        }
        Path own = server.reach().certificates();
        SSLContext context = Trust.with(
                own == null
                        ? certificates
                        : Stream.concat(certificates.stream(), Stream.of(own)).toList());
        return new Wire.Trusted(context, false);
    }

    /** Closes all of them. */
    @Deactivate
    public void close() {
        synchronized (opened) {
            opened.forEach(Http::close);
            opened.clear();
        }
    }
}
