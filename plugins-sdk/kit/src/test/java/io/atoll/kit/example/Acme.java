package io.atoll.kit.example;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.atoll.kit.Memo;
import io.atoll.kit.http.Auth;
import io.atoll.kit.http.Call;
import io.atoll.kit.http.Http;
import io.atoll.kit.http.HttpCheck;
import io.atoll.kit.http.HttpFactory;
import io.atoll.kit.http.RateLimit;
import io.atoll.kit.http.Server;
import io.atoll.kit.http.Webhook;
import io.atoll.spi.ConnectionCheck;
import io.atoll.spi.IntegrationException;
import io.atoll.spi.IntegrationId;
import io.atoll.spi.ResyncListener;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceScope;

/** The third party of the example, once for each configured instance. */
// @start region="client"
@Component(
        service = {Acme.class, ConnectionCheck.class, ResyncListener.class},
        configurationPid = "io.acme.atoll",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class Acme implements ConnectionCheck, ResyncListener {

    private final Http http;
    private final Memo<String, JsonNode> users = new Memo<>(10_000);

    @Activate
    public Acme(AcmeConfig config, @Reference(scope = ReferenceScope.PROTOTYPE_REQUIRED) HttpFactory clients) {
        this(config.server(), config.client(), config._secret(), clients);
    }

    public Acme(String server, String client, String secret, HttpFactory clients) {
        http = clients.open(Server.at(server)
                .auth(Auth.clientCredentials(server + "/oauth/token", client, secret)
                        .field("scope", "read"))
                .rates(RateLimit.standard().window(100, Duration.ofMinutes(1)).concurrency(4)));
    }

    public Http http() {
        return http;
    }
    // @end

    // @start region="memo"
    /** The user with an id, asked for once in a run. */
    public JsonNode user(String id) throws IntegrationException, InterruptedException {
        return users.get(id, key -> http.json(Call.get("users/{id}", key).skip(404)));
    }

    @Override
    public void starting(IntegrationId integration) {
        users.clear();
    }
    // @end

    // @start region="check"
    @Override
    public List<Step> check() throws InterruptedException {
        return HttpCheck.of(http, Call.get("me"))
                .right("read projects", Call.get("projects").query("limit", 1))
                .check();
    }
    // @end

    // @start region="webhook"
    public Webhook.Outcome listen(String address, String secret) throws IntegrationException, InterruptedException {
        JsonNode hook =
                JsonNodeFactory.instance.objectNode().put("url", address).put("secret", secret);
        return Webhook.of(
                        address,
                        Call.get("hooks").items("/hooks"),
                        "/url",
                        Call.post("hooks").json(hook))
                .renewedBy(existing -> Optional.of(
                        Call.put("hooks/{id}", existing.path("id").asText()).json(hook)))
                .ensure(http);
    }
    // @end
}
