package io.atoll.catalog.internal.api;

import io.atoll.catalog.internal.model.Json;
import io.atoll.catalog.internal.model.Refusal;
import java.io.IOException;
import java.util.Base64;
import java.util.List;

/** Writes and reads the opaque text by which a client asks for the next page. */
final class Cursor {

    private Cursor() {}

    static String write(String... key) {
        var list = Json.array();
        for (var part : key) {
            list.add(part);
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Json.bytes(list));
    }

    /** The key of so many parts; refuses what was not written here. */
    static List<String> read(String text, int parts) {
        try {
            var key = Json.texts(Json.MAPPER.readTree(Base64.getUrlDecoder().decode(text)));
            if (key.size() == parts) {
                return key;
            }
        } catch (IOException | IllegalArgumentException e) {
            throw refusal();
        }
        throw refusal();
    }

    private static Refusal refusal() {
        return Refusal.invalid("\"from\" is no \"next\" of an earlier answer");
    }
}
