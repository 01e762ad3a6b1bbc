package io.atoll.catalog.internal.pages;

import io.atoll.catalog.internal.model.Json;
import io.atoll.catalog.internal.model.Refusal;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Where a page of a list begins, as a parameter of an address. */
final class Cursor {

    private Cursor() {}

    static String write(String... parts) {
        var list = Json.array();
        for (var part : parts) {
            list.add(part);
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Json.bytes(list));
    }

    /** The parts; empty if there is no text. Refuses what was not written here. */
    static Optional<List<String>> read(String text, int parts) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            var read = Json.texts(Json.MAPPER.readTree(Base64.getUrlDecoder().decode(text)));
            if (read.size() == parts) {
                return Optional.of(read);
            }
        } catch (IOException | IllegalArgumentException e) {
            throw refusal();
        }
        throw refusal();
    }

    static Refusal refusal() {
        return Refusal.invalid(
                "The address of this page is broken: its cursor cannot be read. Begin at the first page.");
    }
}
