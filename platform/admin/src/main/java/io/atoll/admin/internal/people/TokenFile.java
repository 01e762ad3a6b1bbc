package io.atoll.admin.internal.people;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.operation.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The file {@code access/tokens.json} of the data folder. */
final class TokenFile {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;

    TokenFile(Path data) {
        this.file = data.resolve("access").resolve("tokens.json");
    }

    /**
     * Reads it.
     *
     * @throws IOException if it cannot be read; the message says what to do
     */
    List<Token> read() throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        List<Token> tokens = new ArrayList<>();
        try {
            for (JsonNode each : JSON.readTree(Files.readString(file))) {
                tokens.add(new Token(
                        each.required("id").asText(),
                        each.required("user").asText(),
                        each.required("label").asText(),
                        Role.of(each.required("role").asText()).orElseThrow(),
                        Instant.parse(each.required("createdAt").asText()),
                        Instant.parse(each.required("expiresAt").asText()),
                        each.required("digest").asText()));
            }
        } catch (JsonProcessingException | RuntimeException e) {
            throw new IOException(file + " is not as it was written; delete it, and make new tokens", e);
        }
        return tokens;
    }

    /** Writes it. */
    void write(Collection<Token> tokens) throws IOException {
        var array = JSON.createArrayNode();
        for (Token token : tokens) {
            ObjectNode each = array.addObject();
            each.put("id", token.id());
            each.put("user", token.user());
            each.put("label", token.label());
            each.put("role", token.role().toString());
            each.put("createdAt", token.createdAt().toString());
            each.put("expiresAt", token.expiresAt().toString());
            each.put("digest", token.digest());
        }
        PrivateFile.write(file, array.toPrettyString() + "\n");
    }
}
