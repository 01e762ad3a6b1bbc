package io.atoll.octopus.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * Where people see a document: the field {@value #FIELD} of each record, empty where there is no page of its kind.
 *
 * @param server its address, without trailing slash
 */
record WebAddress(String server) {

    static final String FIELD = "__url";

    /** Puts the addresses into documents of a kind. */
    void put(DocumentKind kind, List<ObjectNode> documents) {
        documents.forEach(document -> document.put(FIELD, of(kind, document)));
    }

    private String of(DocumentKind kind, JsonNode document) {
        String id = document.path("Id").asText("");
        String space = server + "/app#/" + document.path("SpaceId").asText("");
        return switch (kind.name()) {
            case "space" -> server + "/app#/" + id;
            case "project" -> space + "/projects/" + id;
            case "release" -> space + "/releases/" + id;
            case "deployment" -> space + "/deployments/" + id;
            case "machine" -> space + "/infrastructure/machines/" + id + "/settings";
            default -> "";
        };
    }
}
