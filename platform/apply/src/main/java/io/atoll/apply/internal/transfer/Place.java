package io.atoll.apply.internal.transfer;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.apply.internal.client.Target;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Finds catalogs and the credentials for them: those that are named, and the one that runs from a data folder. */
final class Place {

    private static final String ID = "PORT_CLIENT_ID";
    private static final String SECRET = "PORT_CLIENT_SECRET";

    private final Map<String, String> environment;
    private final List<Path> folders;

    /**
     * Makes one.
     *
     * @param environment the environment of the process
     * @param folders the data folders in which a catalog may run
     */
    Place(Map<String, String> environment, List<Path> folders) {
        this.environment = environment;
        this.folders = folders;
    }

    /**
     * A catalog that is named by its address; its credentials stand in a file, or in the environment.
     *
     * @param credentials {@code {"clientId","clientSecret"}}; empty for the environment
     */
    Target named(String address, String credentials) throws Unusable {
        URI uri = uri(address);
        if (!credentials.isEmpty()) {
            return target(uri, Path.of(credentials));
        }
        String id = environment.getOrDefault(ID, "");
        String secret = environment.getOrDefault(SECRET, "");
        if (id.isBlank() || secret.isBlank()) {
            throw new Unusable("no credentials for " + uri + ": set " + ID + " and " + SECRET
                    + " in the environment, or name a file {\"clientId\",\"clientSecret\"} by --credentials");
        }
        return new Target(uri, id, secret);
    }

    /** The catalog that runs here. */
    Target local() throws Unusable {
        List<Path> running = folders.stream()
                .filter(folder -> Files.isReadable(folder.resolve("address")))
                .toList();
        if (running.isEmpty()) {
            throw new Unusable("no catalog runs on " + folders + "; start one, or name its address by --from or --to");
        }
        if (running.size() > 1) {
            throw new Unusable("catalogs run on " + running + "; say which by --data");
        }
        Path folder = running.getFirst();
        try {
            String address = Files.readString(folder.resolve("address")).strip();
            return target(uri(address), folder.resolve("catalog/credentials.json"));
        } catch (IOException e) {
            throw new Unusable(folder.resolve("address") + " cannot be read: " + e);
        }
    }

    private static Target target(URI address, Path file) throws Unusable {
        try {
            JsonNode credentials = Json.STRICT.readTree(Files.readString(file));
            String id = credentials.path("clientId").asText();
            String secret = credentials.path("clientSecret").asText();
            if (id.isBlank() || secret.isBlank()) {
                throw new Unusable(file + " must hold the texts clientId and clientSecret");
            }
            return new Target(address, id, secret);
        } catch (IOException e) {
            throw new Unusable(file + " cannot be read: " + e.getClass().getSimpleName());
        }
    }

    private static URI uri(String address) throws Unusable {
        try {
            URI uri = new URI(address.strip().replaceFirst("/+$", "").replaceFirst("/v1$", ""));
            boolean http = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            if (http && uri.getHost() != null && uri.getRawUserInfo() == null && uri.getRawQuery() == null) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // told below, without the text: it may hold a password
        }
        throw new Unusable("the address of a catalog has the form https://host, without user and query");
    }
}
