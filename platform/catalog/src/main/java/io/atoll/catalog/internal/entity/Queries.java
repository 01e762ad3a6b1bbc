package io.atoll.catalog.internal.entity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.catalog.internal.model.Author;
import io.atoll.catalog.internal.model.Blueprint;
import io.atoll.catalog.internal.model.Json;
import io.atoll.catalog.internal.model.Refusal;
import io.atoll.catalog.internal.search.Derivation;
import io.atoll.catalog.internal.search.RuleParser;
import io.atoll.catalog.internal.search.Walk;
import io.atoll.catalog.internal.store.View;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Puts identifiers where an entity that was sent has searches: as its identifier, its team or a relation. */
final class Queries {

    private static final int MOST = 100;

    private final View view;
    private final Blueprint blueprint;
    private final String user;
    private final Clock clock;
    private final Derivation derivation;

    Queries(View view, Blueprint blueprint, Author author, Derivation derivation) {
        this.view = view;
        this.blueprint = blueprint;
        this.derivation = derivation;
        this.user = author.client();
        this.clock = Clock.fixed(author.now(), ZoneOffset.UTC);
    }

    /** The same body without searches. */
    ObjectNode resolve(ObjectNode sent) {
        var body = sent.deepCopy();
        if (body.path("identifier").isObject()) {
            body.put("identifier", one(body.path("identifier")));
        }
        if (body.path("team").isObject()) {
            var team = body.path("team");
            found(team, "_team").forEach(body.putArray("team")::add);
        }
        var relations = Json.object(body, "relations");
        for (var relation : blueprint.relations().values()) {
            var query = relations.path(relation.key());
            if (query.isObject()) {
                var found = found(query, relation.target());
                if (relation.many()) {
                    found.forEach(relations.putArray(relation.key())::add);
                } else if (found.size() > 1) {
                    throw Refusal.invalid("the search of relation \"" + relation.key() + "\" found " + found.size()
                            + " entities, and the relation leads to one");
                } else {
                    relations.put(relation.key(), found.isEmpty() ? null : found.get(0));
                }
            }
        }
        return body;
    }

    private String one(JsonNode query) {
        var found = found(query, blueprint.identifier());
        if (found.size() != 1) {
            throw Refusal.notFound(
                    "the search for the identifier found " + found.size() + " entities, and must find one");
        }
        return found.get(0);
    }

    private List<String> found(JsonNode query, String where) {
        var walk = new Walk(new RuleParser(view, user, clock).parse(query), List.of(where), null, clock, derivation);
        var found = new ArrayList<String>();
        while (!walk.done()) {
            walk.next(view).forEach(match -> found.add(match.entity().identifier()));
            if (found.size() > MOST) {
                throw Refusal.invalid("a search in blueprint \"" + where + "\" finds more than " + MOST + " entities");
            }
        }
        return found;
    }
}
