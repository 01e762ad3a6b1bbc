package io.atoll.catalog.internal.blueprint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.catalog.internal.model.Blueprint;
import io.atoll.catalog.internal.model.Json;
import io.atoll.catalog.internal.model.Refusal;
import io.atoll.catalog.internal.model.Stamp;
import io.atoll.catalog.internal.store.CatalogStore;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The blueprints that are there from the start: users and teams. They can be extended, but not be taken away. */
public final class SystemBlueprints {

    /** The blueprint of teams. */
    public static final String TEAM = "_team";

    /** The blueprint of users. */
    public static final String USER = "_user";

    private static final List<String> STRUCTURES = List.of("""
            {"identifier":"_team","title":"Team","icon":"Team","schema":{"properties":{
              "description":{"title":"Description","type":"string"}},"required":[]},
             "relations":{},"mirrorProperties":{},"calculationProperties":{},"aggregationProperties":{}}""", """
            {"identifier":"_user","title":"User","icon":"User","schema":{"properties":{
              "status":{"title":"Status","type":"string","enum":["Active","Staged","Disabled","Invited"]},
              "port_role":{"title":"Role","type":"string","enum":["Admin","Member"]},
              "port_type":{"title":"Type","type":"string","enum":["Standard","Service Account"]},
              "firstName":{"title":"First name","type":"string"},
              "lastName":{"title":"Last name","type":"string"},
              "picture":{"title":"Picture","type":"string"}},"required":[]},
             "relations":{},"mirrorProperties":{},"calculationProperties":{},"aggregationProperties":{}}""");

    private static final Set<String> NAMES = Set.of(TEAM, USER);

    private SystemBlueprints() {}

    /** Adds those that are missing. */
    public static void addTo(CatalogStore store) {
        store.write(transaction -> {
            for (var structure : STRUCTURES) {
                var document = read(structure);
                if (transaction.blueprint(document.path("identifier").asText()).isEmpty()) {
                    transaction.put(new Blueprint(document, Stamp.created(Instant.EPOCH, "")));
                }
            }
            return true;
        });
    }

    /** What a system blueprint is without extensions. */
    public static Optional<ObjectNode> structure(String identifier) {
        return STRUCTURES.stream()
                .map(SystemBlueprints::read)
                .filter(document -> document.path("identifier").asText().equals(identifier))
                .findFirst();
    }

    /** Whether a blueprint is one of these. */
    public static boolean isOne(String identifier) {
        return NAMES.contains(identifier);
    }

    /** Refuses to take one away, or what it has from the start. */
    static void refuseDeletion(String identifier) {
        if (isOne(identifier)) {
            throw Refusal.of(
                    403, "protected_resource", "the system blueprint \"" + identifier + "\" cannot be deleted");
        }
    }

    private static ObjectNode read(String structure) {
        try {
            return (ObjectNode) Json.MAPPER.readTree(structure);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
