package io.atoll.kill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.atoll.model.Resource;
import io.atoll.pipeline.Fetcher;
import io.atoll.spi.IntegrationId;
import io.atoll.test.port.Scenario;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the third party of the {@link Scenario}: teams outside of partitions, services in them. */
final class PagedFetcher implements Fetcher {

    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI source;
    private final String name;

    /**
     * Makes a reader.
     *
     * @param name by which the source knows the process
     */
    PagedFetcher(URI source, String name) {
        this.source = source;
        this.name = name;
    }

    @Override
    public Fetched fetch(IntegrationId integration, Resource resource, Progress progress, PageSink sink)
            throws InterruptedException {
        if (resource.kind().name().equals("team")) {
            read("team/-", progress.resumeAt("").orElse(""), "", true, sink);
        } else {
            for (String part : Scenario.PARTS) {
                if (!progress.complete(part)) {
                    boolean places = !part.equals(Scenario.PLACELESS);
                    read("service/" + part, progress.resumeAt(part).orElse(""), part, places, sink);
                    sink.ended(part, null);
                }
            }
        }
        sink.ended("", null);
        return new Fetched(List.of(), false, false);
    }

    private void read(String path, String from, String part, boolean places, PageSink sink)
            throws InterruptedException {
        String place = from;
        boolean more = true;
        while (more) {
            JsonNode page = page(path, place);
            List<JsonNode> records = page.path("records").valueStream().toList();
            if (!records.isEmpty()) {
                place = records.getLast().path("id").asText();
            }
            sink.page(part, records, places ? place : noPlace());
            more = page.path("more").asBoolean();
        }
    }

    private static @Nullable String noPlace() {
        return null;
    }

    private JsonNode page(String path, String after) throws InterruptedException {
        var request = HttpRequest.newBuilder(source.resolve("/source/" + path + "?after=" + after))
                .header("Authorization", "Bearer token-" + name)
                .build();
        try {
            return JSON.readTree(
                    client.send(request, BodyHandlers.ofByteArray()).body());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Fetched starting(IntegrationId integration) {
        return new Fetched(List.of(), false, false);
    }

    @Override
    public Fetched completed(IntegrationId integration) {
        return new Fetched(List.of(), false, false);
    }

    @Override
    public List<ProviderStatus> providers() {
        return List.of(
                new ProviderStatus(Platform.ID.toString(), List.of("*"), List.of(), "source", "test", "active", ""));
    }
}
