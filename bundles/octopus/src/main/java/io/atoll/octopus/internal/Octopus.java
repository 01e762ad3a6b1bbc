package io.atoll.octopus.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.kit.Memo;
import io.atoll.kit.http.Auth;
import io.atoll.kit.http.Call;
import io.atoll.kit.http.Http;
import io.atoll.kit.http.HttpFactory;
import io.atoll.kit.http.Paging;
import io.atoll.kit.http.RateLimit;
import io.atoll.kit.http.Server;
import io.atoll.spi.Integration;
import io.atoll.spi.IntegrationException;
import io.atoll.spi.IntegrationException.Misconfigured;
import io.atoll.spi.IntegrationException.Unexpected;
import io.atoll.spi.RecordSink;
import io.atoll.spi.rate.RateBudget;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceScope;
import org.osgi.service.metatype.annotations.Designate;

/** The Octopus server of an instance, and how its lists and documents are read; thread-safe. */
@Integration(type = "octopus", pid = OctopusConfiguration.PID, title = "Octopus Deploy")
@Component(
        service = {Octopus.class, RateBudget.class},
        configurationPid = OctopusConfiguration.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        immediate = true)
@Designate(ocd = OctopusConfiguration.class, factory = true)
public final class Octopus implements RateBudget {

    /** How all lists of Octopus go on. */
    static final Paging PAGES =
            Paging.offset("skip").size("take", 100).total("/TotalResults").lastPage("/LastPageNumber");

    private static final Call SPACES = Call.get("spaces").items("/Items");
    private static final int MOST_AT_ONCE = 5;

    private final @Nullable Http http;
    private final String fault;
    private final WebAddress addresses;
    private final Memo<String, List<String>> spaces = new Memo<>(1);

    /** Opens a client; nothing is asked yet. */
    @Activate
    public Octopus(
            OctopusConfiguration configuration,
            @Reference(scope = ReferenceScope.PROTOTYPE_REQUIRED) HttpFactory clients) {
        this(configuration.serverUrl(), configuration._octopusApiKey(), clients);
    }

    Octopus(String serverUrl, String apiKey, HttpFactory clients) {
        String server = serverUrl.strip().replaceFirst("/+$", "");
        @Nullable Http opened = null;
        String wrong = "";
        if (apiKey.isBlank()) {
            wrong = "octopusApiKey: it is empty, and has to be an API key of a user of Octopus";
        } else {
            try {
                opened = clients.open(Server.at(server + "/api")
                        .auth(Auth.header("X-Octopus-ApiKey", apiKey.strip()))
                        .rates(RateLimit.standard().concurrency(MOST_AT_ONCE)));
            } catch (IllegalArgumentException e) {
                wrong = "serverUrl: '" + server + "' is no address of a server, such as https://demo.octopus.app: "
                        + e.getMessage();
            }
        }
        this.http = opened;
        this.fault = wrong;
        this.addresses = new WebAddress(server);
    }

    /** The client; all paths are below {@code /api}. */
    Http http() throws Misconfigured {
        if (http == null) {
            throw new Misconfigured(fault);
        }
        return http;
    }

    @Override
    public List<Allowance> allowances() {
        return http == null ? List.of() : http.allowances();
    }

    /** Pushes all spaces that the key may see. */
    void readSpaces(RecordSink sink) throws IntegrationException, InterruptedException {
        http().read(SPACES, PAGES, page -> addresses.put(DocumentKind.SPACE, page), sink);
    }

    /** Pushes the documents of a kind in a space. */
    void read(String space, DocumentKind kind, Paging paging, RecordSink sink)
            throws IntegrationException, InterruptedException {
        Call list = Call.get("{space}/{list}", space, kind.list()).items("/Items");
        http().read(list, paging, page -> addresses.put(kind, page), sink);
    }

    /**
     * Reads a document as it is in the list of its kind; empty if Octopus says that there is none.
     *
     * @param space whose it is; empty if it is none's
     */
    Optional<JsonNode> document(String space, DocumentId id) throws IntegrationException, InterruptedException {
        String list = id.kind().list();
        Call call = space.isEmpty() || id.kind().equals(DocumentKind.SPACE)
                ? Call.get("{list}/{id}", list, id.text())
                : Call.get("{space}/{list}/{id}", space, list, id.text());
        JsonNode answer = http().json(call.skip(404, "ErrorMessage"));
        if (answer.isMissingNode()) {
            return Optional.empty();
        }
        if (!(answer instanceof ObjectNode document)) {
            throw new Unexpected(call + ": the answer is no JSON object");
        }
        addresses.put(id.kind(), List.of(document));
        return Optional.of(document);
    }

    /** The ids of all spaces that the key may see, asked for once in a run. */
    List<String> spaces() throws IntegrationException, InterruptedException {
        return spaces.get("", all -> {
            List<String> ids = new ArrayList<>();
            http().pages(SPACES, PAGES, page -> {
                for (JsonNode space : page.items()) {
                    ids.add(id(space));
                }
            });
            return List.copyOf(ids);
        });
    }

    /** Forgets the spaces, so that they are asked for again. */
    void forgetSpaces() {
        spaces.clear();
    }

    private static String id(JsonNode space) throws Unexpected {
        String id = space.path("Id").asText("");
        if (id.isEmpty()) {
            throw new Unexpected(SPACES + ": a space has no Id");
        }
        return id;
    }
}
