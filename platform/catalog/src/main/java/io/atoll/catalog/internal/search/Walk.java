package io.atoll.catalog.internal.search;

import io.atoll.catalog.internal.model.Blueprint;
import io.atoll.catalog.internal.model.CatalogEntity;
import io.atoll.catalog.internal.model.Ref;
import io.atoll.catalog.internal.store.View;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A search under way: goes through the entities that may match, by blueprint and identifier, a page at a time.
 *
 * <p>Belongs to one thread. Each step may use another view, so a long walk holds none open.
 */
public final class Walk {

    private static final int PAGE = 500;

    private final Rule rule;
    private final Clock clock;
    private final Derivation derivation;
    private final Deque<String> blueprints;
    private final Optional<SortedSet<String>> identifiers;
    private @Nullable String after;

    /**
     * @param rule what to look for
     * @param blueprints where to look; the rule may narrow it further
     * @param after the identifier after which to begin in the first blueprint, or null
     */
    public Walk(Rule rule, Collection<String> blueprints, @Nullable String after, Clock clock, Derivation derivation) {
        var narrowing = rule.narrowing();
        this.rule = rule;
        this.clock = clock;
        this.derivation = derivation;
        this.blueprints = new ArrayDeque<>(new TreeSet<>(blueprints));
        narrowing.blueprints().ifPresent(this.blueprints::retainAll);
        this.identifiers = narrowing.identifiers();
        this.after = after;
    }

    /** Whether everything was looked at. */
    public boolean done() {
        return blueprints.isEmpty();
    }

    /** The identifier up to which the blueprint that is at hand was looked at; null at its beginning. */
    public @Nullable String position() {
        return after;
    }

    /** Looks at the next page and gives what matched in it, possibly nothing. */
    public List<Candidate> next(View view) {
        var identifier = blueprints.element();
        var blueprint = view.blueprint(identifier);
        var page = blueprint.isEmpty() ? List.<CatalogEntity>of() : page(view, blueprint.get());
        if (page.isEmpty()) {
            blueprints.remove();
            after = null;
            return List.of();
        }
        after = page.get(page.size() - 1).identifier();
        return matching(view, blueprint.orElseThrow(), page);
    }

    private List<Candidate> matching(View view, Blueprint blueprint, List<CatalogEntity> page) {
        var derived = derivation.in(view);
        var matching = new ArrayList<Candidate>();
        for (var entity : page) {
            var candidate = new Candidate(entity, blueprint, derived);
            if (rule.matches(candidate, clock)) {
                matching.add(candidate);
            }
        }
        return matching;
    }

    private List<CatalogEntity> page(View view, Blueprint where) {
        var blueprint = where.identifier();
        if (identifiers.isEmpty()) {
            var sieve = rule.sieve(where);
            return sieve.isEmpty()
                    ? view.entities(blueprint, after, PAGE)
                    : view.entities(sieve.get(), blueprint, after, PAGE);
        }
        var page = new ArrayList<CatalogEntity>();
        var names = after == null ? identifiers.get() : identifiers.get().tailSet(after + '\0');
        for (var name : names) {
            view.entity(new Ref(blueprint, name)).ifPresent(page::add);
            if (page.size() == PAGE) {
                break;
            }
        }
        return page;
    }
}
