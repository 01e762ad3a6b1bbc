package io.atoll.browser.paged;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.osgi.framework.BundleContext;

/**
 * The items of a third party, in the order of their names.
 *
 * @param url where they are
 * @param version who asks
 */
record Items(String url, String version) {

    static Items of(PagedConfig config, BundleContext context) {
        return new Items(config.url(), context.getBundle().getVersion().toString());
    }

    /** The page of those behind a name; empty if there are none. */
    JsonNode page(String after) throws IOException, InterruptedException {
        HttpClient client = HttpClient.newHttpClient();
        try {
            var question = HttpRequest.newBuilder(URI.create(url + "?after=" + after))
                    .header("User-Agent", version)
                    .build();
            return new ObjectMapper()
                    .readTree(client.send(question, BodyHandlers.ofString()).body());
        } finally {
            client.shutdownNow();
        }
    }
}
