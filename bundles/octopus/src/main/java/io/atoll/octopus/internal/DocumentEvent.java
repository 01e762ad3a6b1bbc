package io.atoll.octopus.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a subscription tells: something happened to documents.
 *
 * @param id of the event, unique on its server
 * @param space where it happened; empty if in none
 * @param deleted what was deleted, if that is what happened
 * @param documents what else it is about
 */
record DocumentEvent(Optional<String> id, String space, Optional<DocumentId> deleted, List<DocumentId> documents) {

    static DocumentEvent of(JsonNode body) {
        JsonNode event = body.path("Payload").path("Event");
        String subject =
                event.path("ChangeDetails").path("DocumentContext").path("Id").asText("");
        boolean gone = event.path("Category").asText("").equals("Deleted")
                && !new DocumentId(subject).kind().name().isEmpty();
        Set<String> about = new LinkedHashSet<>();
        if (!gone) {
            about.add(subject);
            event.path("RelatedDocumentIds").forEach(related -> about.add(related.asText("")));
        }
        return new DocumentEvent(
                Optional.of(event.path("Id").asText("")).filter(text -> !text.isEmpty()),
                event.path("SpaceId").asText(""),
                gone ? Optional.of(new DocumentId(subject)) : Optional.empty(),
                about.stream()
                        .map(DocumentId::new)
                        .filter(document -> !document.kind().name().isEmpty())
                        .toList());
    }

    /** The kinds that it is about. */
    Set<DocumentKind> kinds() {
        return deleted.map(document -> Set.of(document.kind()))
                .orElseGet(() -> documents.stream().map(DocumentId::kind).collect(Collectors.toUnmodifiableSet()));
    }
}
