package io.atoll.jira.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.kit.Memo;
import io.atoll.kit.http.Auth;
import io.atoll.kit.http.Call;
import io.atoll.kit.http.Http;
import io.atoll.kit.http.HttpFactory;
import io.atoll.kit.http.RateLimit;
import io.atoll.kit.http.Server;
import io.atoll.spi.IntegrationException;
import io.atoll.spi.IntegrationException.Misconfigured;
import io.atoll.spi.rate.RateBudget;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceScope;

/** The site of an instance, and the client that calls it. A configuration that cannot work is told when it is used. */
@Component(
        service = {JiraSite.class, RateBudget.class},
        configurationPid = JiraConfiguration.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class JiraSite implements RateBudget {

    private static final int CONCURRENCY = 10;
    private static final Call MYSELF = Call.get("rest/api/3/myself");
    private static final Call ACCESSIBLE = Call.get("oauth/token/accessible-resources");

    private final JiraConfiguration configuration;
    private final Atlassian atlassian;
    private final HttpFactory clients;
    private final @Nullable Http http;
    private final String problem;
    private final Memo<String, Http> sites = new Memo<>(1);

    /** Opens the client; nothing is connected yet. */
    @Activate
    public JiraSite(
            JiraConfiguration configuration,
            @Reference(scope = ReferenceScope.PROTOTYPE_REQUIRED) HttpFactory clients) {
        this(configuration, Atlassian.CLOUD, clients);
    }

    JiraSite(JiraConfiguration configuration, Atlassian atlassian, HttpFactory clients) {
        this.configuration = configuration;
        this.atlassian = atlassian;
        this.clients = clients;
        @Nullable Http opened = null;
        String found = "";
        try {
            Server site = server(host());
            opened = clients.open(behindGateway() ? server(atlassian.gateway()) : site);
        } catch (IllegalArgumentException e) {
            found = String.valueOf(e.getMessage());
        }
        this.http = opened;
        this.problem = found;
    }

    /**
     * Where all sites are reached with OAuth.
     *
     * @param gateway the address below which each site has a path
     * @param tokens the address that gives tokens
     */
    record Atlassian(String gateway, String tokens) {

        static final Atlassian CLOUD =
                new Atlassian("https://api.atlassian.com", "https://auth.atlassian.com/oauth/token");
    }

    private String host() {
        return configuration.jiraHost().strip().replaceFirst("/+$", "");
    }

    private Server server(String address) {
        Server server;
        try {
            server = Server.at(address);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "jiraHost: '" + address + "' is no address such as https://example.atlassian.net", e);
        }
        return server.auth(auth())
                .rates(RateLimit.standard().concurrency(CONCURRENCY))
                .header("Accept", "application/json");
    }

    private Auth auth() {
        String token = configuration._atlassianUserToken().strip();
        String email = configuration.atlassianUserEmail().strip();
        if (!configuration.oauthTokenFile().isBlank()) {
            return Auth.file(
                    "Authorization",
                    "Bearer ",
                    Path.of(configuration.oauthTokenFile().strip()));
        }
        if (!configuration.oauthClientId().isBlank()) {
            String client = configuration.oauthClientId().strip();
            String secret = configuration._oauthClientSecret().strip();
            String refresh = configuration._oauthRefreshToken().strip();
            return refresh.isEmpty()
                    ? Auth.clientCredentials(atlassian.tokens(), client, secret)
                    : Auth.refreshToken(atlassian.tokens(), client, secret, refresh);
        }
        if (token.isEmpty()) {
            throw new IllegalArgumentException("atlassianUserToken: is missing. Make one at"
                    + " https://id.atlassian.com/manage-profile/security/api-tokens, and give the user's e-mail address"
                    + " as atlassianUserEmail");
        }
        return email.isEmpty() ? Auth.bearer(token) : Auth.basic(email, token);
    }

    /**
     * The client. A site that is given by its own address has to be looked for, once, if it is called with OAuth.
     *
     * @throws Misconfigured if the configuration cannot work
     * @throws IntegrationException if the site could not be looked for
     * @throws InterruptedException if the thread was interrupted
     */
    Http http() throws IntegrationException, InterruptedException {
        Http opened = http;
        if (opened == null) {
            throw new Misconfigured(problem);
        }
        return behindGateway() ? sites.get(host(), host -> clients.open(server(place(host, opened)))) : opened;
    }

    @Override
    public List<Allowance> allowances() {
        return http == null ? List.of() : http.allowances();
    }

    private String place(String host, Http gateway) throws IntegrationException, InterruptedException {
        List<String> addresses = new ArrayList<>();
        for (JsonNode site : gateway.json(ACCESSIBLE)) {
            String address = site.path("url").asText("").replaceFirst("/+$", "");
            if (address.equals(host)) {
                return atlassian.gateway() + "/ex/jira/" + site.path("id").asText();
            }
            addresses.add(address);
        }
        throw new Misconfigured("jiraHost: the token of OAuth is not for '" + host + "', but for " + addresses
                + ": correct the address, or have the app authorized for that site");
    }

    /** Whether the site has to be looked for among those that a token of OAuth is for. */
    private boolean behindGateway() {
        return oauth() && !gateway();
    }

    /** Whether Jira is called as an app or service account, and not with the API token of a user. */
    boolean oauth() {
        return configuration.atlassianUserEmail().isBlank()
                || !configuration.oauthTokenFile().isBlank()
                || !configuration.oauthClientId().isBlank();
    }

    private boolean gateway() {
        return host().contains("/ex/jira/");
    }

    /** The path below which the teams of the organization are; empty if no organization is configured. */
    Optional<String> teams() {
        String organization = configuration.atlassianOrganizationId().strip();
        if (organization.isEmpty()) {
            return Optional.empty();
        }
        String top = gateway() || oauth() ? atlassian.gateway() + "/public" : "gateway/api/public";
        return Optional.of(Call.get(top + "/teams/v1/org/{organization}/teams", organization)
                .path());
    }

    /**
     * Makes sure that it was the user who read. A site whose projects are public answers a wrong or expired API token as if there were
     * none, with what everybody may see.
     *
     * @throws IntegrationException if Jira does not know the user
     * @throws InterruptedException if the thread was interrupted
     */
    void requireUser() throws IntegrationException, InterruptedException {
        if (!oauth() && !gateway()) {
            http().json(MYSELF);
        }
    }

    /** The call that tells who is calling. */
    static Call myself() {
        return MYSELF;
    }
}
