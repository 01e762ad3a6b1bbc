package io.atoll.apply.internal.transfer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One thing of an export.
 *
 * <pre>{@code
 * {"type":"blueprint","document":{…}}
 * {"type":"entity","owner":"port-ocean/git/1.0.0/team/exporter","document":{"identifier":…,"blueprint":…,"properties":{…},…}}
 * {"type":"scorecard","blueprint":"service","document":{…}}
 * }</pre>
 *
 * @param number of the line, from 1
 * @param section what it is
 * @param content the whole line
 */
record Line(int number, Section section, ObjectNode content) {

    static final String DOCUMENT = "document";
    static final String OWNER = "owner";
    static final String BLUEPRINT = "blueprint";

    /** The thing itself. */
    ObjectNode document() {
        return (ObjectNode) content.path(DOCUMENT);
    }

    /** Its name, unique among its kind, or in its blueprint. */
    String identifier() {
        return document()
                .path(section == Section.INTEGRATION ? "installationId" : "identifier")
                .asText();
    }

    /** The blueprint that it belongs to; empty if it belongs to none. */
    String blueprint() {
        JsonNode blueprint = (section == Section.ENTITY ? document() : content).path(BLUEPRINT);
        return blueprint.asText();
    }

    /** The User-Agent by which its owner writes; empty if no integration owns it. */
    String owner() {
        return content.path(OWNER).asText();
    }

    /** For people. */
    @Override
    public String toString() {
        String name = blueprint().isEmpty() ? identifier() : blueprint() + "/" + identifier();
        return "line " + number + ": " + section.label() + " " + name;
    }
}
