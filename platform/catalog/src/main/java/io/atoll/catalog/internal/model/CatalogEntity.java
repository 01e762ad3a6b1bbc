package io.atoll.catalog.internal.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing in the catalog.
 *
 * @param ref its name
 * @param title its title, if it has one
 * @param icon its icon, if it has one
 * @param team its owners
 * @param properties its own values by property, not to be changed
 * @param relations by relation an identifier, a list of identifiers or null; not to be changed
 * @param datasource the User-Agent of the last writer
 * @param stamp who wrote it and when
 */
public record CatalogEntity(
        Ref ref,
        @Nullable String title,
        @Nullable String icon,
        List<String> team,
        ObjectNode properties,
        ObjectNode relations,
        String datasource,
        Stamp stamp) {

    public CatalogEntity {
        team = List.copyOf(team);
    }

    /** Its identifier. */
    public String identifier() {
        return ref.identifier();
    }

    /** All that is stored of it, in the form of the API. */
    public ObjectNode document() {
        var document = Json.object()
                .put("identifier", identifier())
                .put("title", title)
                .put("icon", icon);
        document.put("blueprint", ref.blueprint());
        team.forEach(document.putArray("team")::add);
        document.set("properties", properties);
        document.set("relations", relations);
        stamp.writeTo(document);
        return document;
    }

    /** The same entity with other values; the stamp stays, for this is no write of an owner. */
    public CatalogEntity valued(ObjectNode changed) {
        return new CatalogEntity(ref, title, icon, team, changed, relations, datasource, stamp);
    }

    /** The same entity under another identifier. */
    public CatalogEntity named(String identifier) {
        return new CatalogEntity(
                new Ref(ref.blueprint(), identifier), title, icon, team, properties, relations, datasource, stamp);
    }

    /** The identifiers a relation leads to; empty if it is not set. */
    public List<String> targets(String relation) {
        return Json.texts(relations.get(relation));
    }

    /** The same entity with other relations; the stamp stays, for this is no write of an owner. */
    public CatalogEntity relatedBy(ObjectNode changed) {
        return new CatalogEntity(ref, title, icon, team, properties, changed, datasource, stamp);
    }
}
