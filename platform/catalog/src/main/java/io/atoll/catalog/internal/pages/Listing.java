package io.atoll.catalog.internal.pages;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.catalog.internal.model.CatalogEntity;
import io.atoll.catalog.internal.model.Json;
import io.atoll.catalog.internal.model.Refusal;
import io.atoll.catalog.internal.search.Candidate;
import io.atoll.catalog.internal.search.Derivation;
import io.atoll.catalog.internal.search.Rule;
import io.atoll.catalog.internal.search.RuleParser;
import io.atoll.catalog.internal.search.Walk;
import io.atoll.catalog.internal.store.CatalogStore;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds the rows of one page of a table. It reads the catalog in steps and holds no view between them, keeps no more than a page in memory,
 * and stops after {@value #STEPS} steps: a search then goes on from a link, and a sort is not done.
 */
final class Listing {

    /** How many rows a page has. */
    static final int ROWS = 50;

    /** How many steps one request may take; a step reads at most 500 entities. */
    static final int STEPS = 200;

    private static final String IDENTIFIER = "$identifier";

    private final CatalogStore store;
    private final Clock clock;
    private final Derivation derivation;
    private final int steps;

    /** Lists in at most {@value #STEPS} steps. */
    Listing(CatalogStore store, Clock clock, Derivation derivation) {
        this(store, clock, derivation, STEPS);
    }

    Listing(CatalogStore store, Clock clock, Derivation derivation, int steps) {
        this.steps = steps;
        this.store = store;
        this.clock = clock;
        this.derivation = derivation;
    }

    /**
     * Rows of a table.
     *
     * @param identifiers the entities
     * @param next where the next page begins; empty if there is none
     * @param outcome how far the search went
     */
    record Found(List<String> identifiers, Optional<String> next, Outcome outcome) {}

    /** How far a search went. */
    enum Outcome {
        /** The page is complete. */
        COMPLETE,
        /** There was too much to look at; the next page goes on with it. */
        UNFINISHED,
        /** There was too much to sort; the page is by identifier. */
        UNSORTED
    }

    /**
     * A page.
     *
     * @param person who searches
     * @param after where the page begins, as an earlier one said; may be empty
     */
    Found find(Selection selection, List<Column> columns, String person, String after) {
        var rules = rules(selection, columns);
        var parsed = store.read(view -> new RuleParser(view, person, clock).parse(rules));
        var sort = columns.stream()
                .filter(column -> column.key().equals(selection.sort()) && column.sortable())
                .filter(column -> selection.descending() || !column.key().equals(IDENTIFIER))
                .findFirst();
        var start = Cursor.read(after, 4).map(SortKey::read);
        if (sort.isPresent()) {
            var walk = walk(selection, parsed, null);
            var sorted = sorted(walk, selection, sort.get().key(), start);
            if (sorted.isPresent()) {
                return sorted.get();
            }
            var found = listed(walk(selection, parsed, null), selection);
            return new Found(found.identifiers(), Optional.empty(), Outcome.UNSORTED);
        }
        return listed(walk(selection, parsed, start.map(SortKey::identifier).orElse(null)), selection);
    }

    private Walk walk(Selection selection, Rule rule, @Nullable String after) {
        return new Walk(rule, List.of(selection.blueprint()), after, clock, derivation);
    }

    private Found listed(Walk walk, Selection selection) {
        var found = new ArrayList<SortKey>();
        for (var step = 0; step < steps && !walk.done() && found.size() <= ROWS; step++) {
            found.addAll(next(walk, selection, IDENTIFIER));
        }
        if (found.size() > ROWS) {
            return page(found);
        }
        if (walk.done()) {
            return page(found);
        }
        var position = Optional.ofNullable(walk.position()).orElse("");
        var next = SortKey.of(Json.MAPPER.getNodeFactory().textNode(position), position);
        return new Found(identifiers(found), Optional.of(next.write()), Outcome.UNFINISHED);
    }

    /** Empty if there is too much to sort. */
    private Optional<Found> sorted(Walk walk, Selection selection, String by, Optional<SortKey> start) {
        var order = SortKey.order(selection.descending());
        var best = new TreeSet<>(order);
        for (var step = 0; !walk.done(); step++) {
            if (step == steps) {
                return Optional.empty();
            }
            for (var key : next(walk, selection, by)) {
                if (start.isEmpty() || order.compare(key, start.get()) > 0) {
                    best.add(key);
                }
                if (best.size() > ROWS + 1) {
                    best.pollLast();
                }
            }
        }
        return Optional.of(page(List.copyOf(best)));
    }

    private static Found page(List<SortKey> found) {
        var rows = found.size() > ROWS ? found.subList(0, ROWS) : found;
        var next = found.size() > ROWS ? Optional.of(rows.get(ROWS - 1).write()) : Optional.<String>empty();
        return new Found(identifiers(rows), next, Outcome.COMPLETE);
    }

    private static List<String> identifiers(List<SortKey> keys) {
        return keys.stream().map(SortKey::identifier).toList();
    }

    /** The next matches, each by what it is sorted by. */
    private List<SortKey> next(Walk walk, Selection selection, String by) {
        var wanted = selection.text().toLowerCase(Locale.ROOT);
        return store.read(view -> walk.next(view).stream()
                .filter(candidate -> wanted.isEmpty() || mentions(candidate.entity(), wanted))
                .map(candidate -> key(candidate, by))
                .toList());
    }

    private static SortKey key(Candidate candidate, String by) {
        return SortKey.of(candidate.value(by), candidate.entity().identifier());
    }

    private static boolean mentions(CatalogEntity entity, String wanted) {
        var title = entity.title();
        return has(entity.identifier(), wanted)
                || (title != null && has(title, wanted))
                || mentions(entity.properties(), wanted);
    }

    private static boolean mentions(JsonNode value, String wanted) {
        if (value.isTextual()) {
            return has(value.textValue(), wanted);
        }
        for (var element : value) {
            if (mentions(element, wanted)) {
                return true;
            }
        }
        return false;
    }

    private static boolean has(String text, String wanted) {
        return text.toLowerCase(Locale.ROOT).contains(wanted);
    }

    private static ObjectNode rules(Selection selection, List<Column> columns) {
        var group = Json.object().put("combinator", "and");
        var rules = group.putArray("rules");
        for (var filter : selection.filters()) {
            rules.add(filter.rule(columns.stream()
                    .filter(column -> column.key().equals(filter.key()))
                    .findFirst()));
        }
        if (!selection.rules().isEmpty()) {
            rules.add(json(selection.rules()));
        }
        return group;
    }

    private static JsonNode json(String rules) {
        try {
            var read = Json.MAPPER.readTree(rules);
            if (read.isObject()) {
                return read;
            }
        } catch (JsonProcessingException e) {
            throw Refusal.invalid("The rules are no JSON: " + e.getOriginalMessage());
        }
        throw Refusal.invalid("The rules must be an object {combinator, rules}.");
    }
}
