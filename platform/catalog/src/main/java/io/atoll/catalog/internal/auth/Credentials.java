package io.atoll.catalog.internal.auth;

import io.atoll.catalog.internal.model.Json;
import io.atoll.catalog.internal.model.Names;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;

/**
 * The one pair of client id and secret that the catalog accepts.
 *
 * @param clientId the id
 * @param clientSecret the secret; never to be printed
 */
public record Credentials(String clientId, String clientSecret) {

    /**
     * Reads them from {@code credentials.json} in a folder, and makes new ones at the first start.
     *
     * @throws IOException if the file cannot be read or written, or is not what was written
     */
    static Credentials in(Path folder) throws IOException {
        var file = new PrivateFile(folder.resolve("credentials.json"));
        var stored = file.read();
        if (stored.isPresent()) {
            return parsed(file.path(), stored.get());
        }
        var made = new Credentials(Names.random("", 32), Names.random("", 64));
        file.write(Json.MAPPER
                .writerWithDefaultPrettyPrinter()
                .writeValueAsBytes(
                        Json.object().put("clientId", made.clientId).put("clientSecret", made.clientSecret)));
        return made;
    }

    /** Whether somebody gave these. Takes as long for a wrong secret as for the right one. */
    public boolean match(String id, String secret) {
        return MessageDigest.isEqual(bytes(secret), bytes(clientSecret)) && id.equals(clientId);
    }

    @Override
    public String toString() {
        return "credentials of " + clientId;
    }

    private static Credentials parsed(Path file, byte[] stored) throws IOException {
        var document = Json.MAPPER.readTree(stored);
        var id = Json.text(document, "clientId");
        var secret = Json.text(document, "clientSecret");
        if (id == null || id.isBlank() || secret == null || secret.isBlank()) {
            throw new IOException(
                    file + " must hold the texts clientId and clientSecret; delete it to get new credentials");
        }
        return new Credentials(id, secret);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
