package io.atoll.catalog.internal.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.catalog.internal.model.Json;
import io.atoll.catalog.internal.model.Refusal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Posts JSON to addresses that clients have named: only http and https, no redirects, nothing link-local, multicast or unspecified, and never
 * for long. Addresses of this host and of private networks are let through, for that is where installations are.
 */
public final class Outgoing implements AutoCloseable {

    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration WHOLE = Duration.ofSeconds(10);
    private static final int IPV4 = 4;
    private static final String TRANSLATED = "0064ff9b0000000000000000";
    private static final Set<String> SCHEMES = Set.of("http", "https");
    private static final Set<String> TYPES = Set.of("KAFKA", "WEBHOOK");

    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .followRedirects(Redirect.NEVER)
            .build();

    /** Refuses a destination of changes that nothing could be posted to. An empty one is none. */
    public static void check(JsonNode destination) {
        if (destination.isMissingNode() || destination.isNull() || (destination.isObject() && destination.isEmpty())) {
            return;
        }
        if (!TYPES.contains(destination.path("type").asText())) {
            throw Refusal.invalid("\"changelogDestination.type\" must be KAFKA or WEBHOOK");
        }
        if (destination.path("type").asText().equals("WEBHOOK")) {
            try {
                address(destination.path("url").asText());
            } catch (IOException e) {
                throw Refusal.invalid("\"changelogDestination.url\" " + e.getMessage());
            }
        }
    }

    /**
     * Posts a document.
     *
     * @throws IOException if that is not allowed, fails, takes too long, or is not answered with 2xx
     */
    void post(String url, ObjectNode document) throws IOException, InterruptedException {
        var address = address(url);
        refuseSpecial(address.getHost());
        var request = HttpRequest.newBuilder(address)
                .header("Content-Type", "application/json")
                .header("User-Agent", "atoll-catalog")
                .POST(BodyPublishers.ofByteArray(Json.bytes(document)))
                .build();
        var answer = http.sendAsync(request, BodyHandlers.discarding());
        try {
            var status = answer.get(WHOLE.toMillis(), TimeUnit.MILLISECONDS).statusCode();
            if (status < 200 || status > 299) {
                throw new IOException("answered " + status);
            }
        } catch (TimeoutException e) {
            throw new IOException("did not answer within " + WHOLE.toSeconds() + " s", e);
        } catch (ExecutionException e) {
            throw new IOException("could not be reached: " + e.getCause(), e);
        } finally {
            answer.cancel(true);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    private static URI address(String url) throws IOException {
        try {
            var address = new URI(url);
            if (address.getScheme() != null
                    && SCHEMES.contains(address.getScheme())
                    && address.getHost() != null
                    && address.getUserInfo() == null) {
                return address;
            }
        } catch (URISyntaxException e) {
            throw new IOException("is no address: " + e.getReason(), e);
        }
        throw new IOException("must be an http or https address with a host and without a user");
    }

    private static void refuseSpecial(String host) throws IOException {
        for (var found : InetAddress.getAllByName(host.replace("[", "").replace("]", ""))) {
            var address = translated(found);
            if (address.isLinkLocalAddress() || address.isMulticastAddress() || address.isAnyLocalAddress()) {
                throw new IOException("leads to " + address.getHostAddress() + ", where nothing is posted");
            }
        }
    }

    /** The IPv4 address that stands at the end of one that a network translates (64:ff9b::/96); any other one as it is. */
    private static InetAddress translated(InetAddress address) throws IOException {
        var bytes = address.getAddress();
        var prefix = HexFormat.of().formatHex(bytes, 0, bytes.length - IPV4);
        return prefix.equals(TRANSLATED) ? InetAddress.getByAddress(Arrays.copyOfRange(bytes, 12, 16)) : address;
    }
}
