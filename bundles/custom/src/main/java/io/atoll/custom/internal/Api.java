package io.atoll.custom.internal;

import io.atoll.kit.http.Call;
import io.atoll.kit.http.Http;
import io.atoll.kit.http.HttpCheck;
import io.atoll.kit.http.HttpFactory;
import io.atoll.kit.http.RateLimit;
import io.atoll.kit.http.Server;
import io.atoll.spi.ConnectionCheck;
import io.atoll.spi.IntegrationException;
import io.atoll.spi.IntegrationException.Misconfigured;
import io.atoll.spi.IntegrationException.Unauthorized;
import io.atoll.spi.IntegrationId;
import io.atoll.spi.ResyncListener;
import io.atoll.spi.rate.RateBudget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceScope;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The API that an instance reads: its client, how its lists go on, and what was read in this run. */
@Component(
        service = {Api.class, ConnectionCheck.class, ResyncListener.class, RateBudget.class},
        configurationPid = CustomConfiguration.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class Api implements ConnectionCheck, ResyncListener, RateBudget {

    private static final Logger log = LoggerFactory.getLogger(Api.class);
    private static final long MOST_KEPT = 256L << 20;
    private static final long PAGE = 64L << 20;

    private final CustomConfiguration configuration;
    private final @Nullable Opened opened;
    private final @Nullable Misconfigured problem;

    /** Opens a client; what is wrong with the configuration is told when something is to be read. */
    @Activate
    public Api(
            CustomConfiguration configuration,
            CustomInstance instance,
            BundleContext context,
            @Reference(scope = ReferenceScope.PROTOTYPE_REQUIRED) HttpFactory clients)
            throws IOException {
        this(configuration, clients, folder(context, instance), System::getenv);
    }

    Api(
            CustomConfiguration configuration,
            HttpFactory clients,
            Path folder,
            UnaryOperator<@Nullable String> environment)
            throws IOException {
        this.configuration = configuration;
        Opened read = null;
        Misconfigured refused = null;
        try {
            Http http = clients.open(server(configuration, environment));
            read = new Opened(http, PagingTerms.of(configuration), new Listings(http, folder, MOST_KEPT));
        } catch (Misconfigured e) {
            refused = e;
        } catch (IllegalArgumentException e) {
            refused = new Misconfigured(String.valueOf(e.getMessage()), e);
        }
        this.opened = read;
        this.problem = refused;
    }

    /**
     * What there is with a configuration that is right.
     *
     * @param paging how lists go on, unless a resource says something else
     */
    record Opened(Http http, PagingTerms paging, Listings listings) {}

    /** The API, if the configuration is right. */
    Opened opened() throws Misconfigured {
        if (opened == null) {
            throw new Misconfigured(problem == null ? "the configuration is wrong" : problem.getMessage());
        }
        return opened;
    }

    @Override
    public List<Allowance> allowances() {
        return opened == null ? List.of() : opened.http().allowances();
    }

    /** How many requests may be under way at once. */
    int width() {
        return Math.max(1, configuration.maxConcurrentRequests());
    }

    private static Server server(CustomConfiguration configuration, UnaryOperator<@Nullable String> environment)
            throws Misconfigured {
        Server server = address(configuration)
                .auth(Authentication.of(configuration))
                .rates(rates(configuration))
                .limits(Server.Limits.usual()
                        .exchange(Duration.ofSeconds(Math.max(1, configuration.timeout())))
                        .page(PAGE));
        for (var header : Authentication.headers(configuration._customHeaders(), environment)
                .entrySet()) {
            server = server.header(header.getKey(), header.getValue());
        }
        if (!configuration.certificates().isBlank()) {
            server = server.certificates(
                    certificates(Path.of(configuration.certificates().strip())));
        }
        if (!configuration.verifySsl()) {
            log.warn(
                    "Certificates of {} are not verified: whoever is on the way can read everything. Name the server's"
                            + " certificate in 'certificates', and set verifySsl to true",
                    server.base());
            server = server.anyCertificate();
        }
        return server.addresses(addresses(configuration, server.base()));
    }

    private static RateLimit rates(CustomConfiguration configuration) {
        RateLimit rates = RateLimit.standard().concurrency(Math.max(1, configuration.maxConcurrentRequests()));
        return configuration.requestsPerMinute() < 1
                ? rates
                : rates.window(configuration.requestsPerMinute(), Duration.ofMinutes(1));
    }

    private static Server address(CustomConfiguration configuration) throws Misconfigured {
        try {
            return Server.at(configuration.baseUrl());
        } catch (IllegalArgumentException e) {
            throw new Misconfigured("baseUrl: " + e.getMessage(), e);
        }
    }

    private static Path certificates(Path file) throws Misconfigured {
        if (!Files.isReadable(file)) {
            throw new Misconfigured("certificates: there is no file " + file + " that can be read");
        }
        return file;
    }

    /** What a person allowed, by saying so or by writing an address as the one to be called. */
    private static String[] addresses(CustomConfiguration configuration, URI base) throws Misconfigured {
        var allowed = new ArrayList<>(List.of(configuration.allowedAddresses()));
        allowed.addAll(WrittenAddress.of(base));
        if (configuration.authType().equals("custom")) {
            String endpoint = Authentication.request(configuration).endpoint();
            if (endpoint.contains("://")) {
                try {
                    allowed.addAll(WrittenAddress.of(URI.create(endpoint)));
                } catch (IllegalArgumentException e) {
                    throw new Misconfigured("customAuthRequest: 'endpoint' is no address", e);
                }
            }
        }
        return allowed.toArray(String[]::new);
    }

    @Override
    public void starting(IntegrationId integration) throws IntegrationException {
        try {
            opened().listings().begin();
        } catch (IOException e) {
            throw new Misconfigured("the folder for lists cannot be emptied: " + e.getMessage(), e);
        }
    }

    @Override
    public void completed(IntegrationId integration) {
        forget();
    }

    /** Removes what is kept of lists. */
    @Deactivate
    public void forget() {
        if (opened != null) {
            try {
                opened.listings().end();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public List<Step> check() throws InterruptedException {
        Opened api;
        try {
            api = opened();
        } catch (Misconfigured e) {
            return List.of(new Step("read the configuration", Outcome.FAILED, e.getMessage()));
        }
        List<Step> steps = new ArrayList<>();
        steps.add(new Step("read the configuration", Outcome.PASSED, "It can be understood."));
        steps.addAll(
                configuration.checkEndpoint().isBlank()
                        ? reach(api.http())
                        : HttpCheck.of(
                                        api.http(),
                                        Call.get("")
                                                .at(configuration
                                                        .checkEndpoint()
                                                        .strip()))
                                .check());
        return steps;
    }

    /** Without an endpoint for checks, any answer shows that the host can be reached, and none that the credentials are right. */
    private static List<Step> reach(Http http) throws InterruptedException {
        String name = "reach " + http.base();
        try {
            int status = http.send(Call.get("")
                            .skip(IntStream.rangeClosed(400, 499)
                                    .filter(refusal -> refusal != 401 && refusal != 407 && refusal != 429)
                                    .toArray()))
                    .status();
            return List.of(
                    new Step(name, Outcome.PASSED, "It answers, with status " + status + "."),
                    new Step(
                            "authenticate",
                            Outcome.SKIPPED,
                            "The address itself does not tell whether the credentials are right: set checkEndpoint."));
        } catch (Unauthorized e) {
            return List.of(
                    new Step(name, Outcome.PASSED, "It answers."),
                    new Step("authenticate", Outcome.FAILED, e.getMessage()));
        } catch (IntegrationException e) {
            return List.of(
                    new Step(name, Outcome.FAILED, e.getMessage()),
                    new Step("authenticate", Outcome.SKIPPED, "Not tried, because what it needs failed."));
        }
    }

    private static Path folder(BundleContext context, CustomInstance instance) {
        String data = context.getProperty("atoll.data");
        if (data == null) {
            throw new IllegalStateException("the framework property atoll.data is not set; it names the data folder");
        }
        return Path.of(data, "custom", instance.atoll_instance());
    }
}
