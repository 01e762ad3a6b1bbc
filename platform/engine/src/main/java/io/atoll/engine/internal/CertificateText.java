package io.atoll.engine.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/** A certificate, as the ledger keeps it, in sentences for people. */
final class CertificateText {

    private static final int PARTITIONS_NAMED = 10;

    private CertificateText() {}

    static List<String> of(JsonNode certificate) {
        if (certificate.has("approved")) {
            return List.of(
                    "The deletions of run " + certificate.path("approved").asText() + " were approved by a person: "
                            + certificate.path("by").asText() + ".");
        }
        var sentences = new ArrayList<String>();
        String refusal = certificate.path("refusal").asText();
        sentences.add(
                refusal.isEmpty()
                        ? "Configuration, version and mapping were the same from the beginning to the end; the catalog held "
                                + certificate.path("held").asLong() + " entities."
                        : "Nothing may be deleted: " + refusal + ".");
        certificate.path("resources").forEach(resource -> sentences.add(resource(resource)));
        return List.copyOf(sentences);
    }

    private static String resource(JsonNode resource) {
        String makes = resource.has("blueprint")
                ? " (makes " + resource.path("blueprint").asText() + ")"
                : " (makes entities of any blueprint)";
        String named = resource.path("label").asText() + makes;
        long fetched = resource.at("/counts/fetched").asLong();
        if (!resource.path("whole").asBoolean()) {
            return named + " was not read, mapped and written whole: nothing that it makes may be deleted.";
        }
        JsonNode broken = resource.path("broken");
        if (broken.isEmpty()) {
            return named + " was read, mapped and written whole: " + fetched + " records, all accounted for.";
        }
        String partitions = String.join(
                ", ",
                StreamSupport.stream(broken.spliterator(), false)
                        .limit(PARTITIONS_NAMED)
                        .map(JsonNode::asText)
                        .toList());
        String more = broken.size() > PARTITIONS_NAMED ? " and " + (broken.size() - PARTITIONS_NAMED) + " more" : "";
        return named + " is incomplete in " + partitions + more + ": what came from there may not be deleted.";
    }
}
