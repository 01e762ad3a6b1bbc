package io.atoll.jira.internal;

import io.atoll.kit.http.Auth;
import io.atoll.kit.http.Call;
import io.atoll.kit.http.Http;
import io.atoll.kit.http.HttpFactory;
import io.atoll.kit.http.RateLimit;
import io.atoll.kit.http.Server;
import io.atoll.spi.IntegrationException;
import io.atoll.spi.IntegrationException.Misconfigured;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceScope;

/** The site of an instance, and the client that calls it. A configuration that cannot work is told when it is used. */
@Component(
        service = JiraSite.class,
        configurationPid = JiraConfiguration.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class JiraSite {

    private static final String TOKENS = "https://auth.atlassian.com/oauth/token";
    private static final int CONCURRENCY = 10;
    private static final Call MYSELF = Call.get("rest/api/3/myself");

    private final JiraConfiguration configuration;
    private final @Nullable Http http;
    private final String problem;

    /** Opens the client; nothing is connected yet. */
    @Activate
    public JiraSite(
            JiraConfiguration configuration,
            @Reference(scope = ReferenceScope.PROTOTYPE_REQUIRED) HttpFactory clients) {
        this.configuration = configuration;
        @Nullable Http opened = null;
        String found = "";
        try {
            opened = clients.open(server(configuration));
        } catch (IllegalArgumentException e) {
            found = String.valueOf(e.getMessage());
        }
        this.http = opened;
        this.problem = found;
    }

    private static Server server(JiraConfiguration configuration) {
        String host = configuration.jiraHost().strip();
        Server server;
        try {
            server = Server.at(host);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "jiraHost: '" + host + "' is no address such as https://example.atlassian.net", e);
        }
        return server.auth(auth(configuration))
                .rates(RateLimit.standard().concurrency(CONCURRENCY))
                .header("Accept", "application/json");
    }

    private static Auth auth(JiraConfiguration configuration) {
        String token = configuration._atlassianUserToken().strip();
        String email = configuration.atlassianUserEmail().strip();
        if (!configuration.oauthTokenFile().isBlank()) {
            return Auth.file(
                    "Authorization",
                    "Bearer ",
                    Path.of(configuration.oauthTokenFile().strip()));
        }
        if (!configuration.oauthClientId().isBlank()) {
            return Auth.clientCredentials(
                    TOKENS,
                    configuration.oauthClientId().strip(),
                    configuration._oauthClientSecret().strip());
        }
        if (token.isEmpty()) {
            throw new IllegalArgumentException("atlassianUserToken: is missing. Make one at"
                    + " https://id.atlassian.com/manage-profile/security/api-tokens, and give the user's e-mail address"
                    + " as atlassianUserEmail");
        }
        return email.isEmpty() ? Auth.bearer(token) : Auth.basic(email, token);
    }

    /**
     * The client.
     *
     * @throws Misconfigured if the configuration cannot work
     */
    Http http() throws Misconfigured {
        if (http == null) {
            throw new Misconfigured(problem);
        }
        return http;
    }

    /** Whether Jira is called as an app or service account, and not with the API token of a user. */
    boolean oauth() {
        return configuration.atlassianUserEmail().isBlank()
                || !configuration.oauthTokenFile().isBlank()
                || !configuration.oauthClientId().isBlank();
    }

    private boolean gateway() {
        return configuration.jiraHost().contains("/ex/jira/");
    }

    /** The path below which the teams of the organization are; empty if no organization is configured. */
    Optional<String> teams() {
        String organization = configuration.atlassianOrganizationId().strip();
        if (organization.isEmpty()) {
            return Optional.empty();
        }
        String top = gateway() ? "https://api.atlassian.com/public" : "gateway/api/public";
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
