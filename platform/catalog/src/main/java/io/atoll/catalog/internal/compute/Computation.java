package io.atoll.catalog.internal.compute;

import io.atoll.catalog.internal.jq.Expressions;
import io.atoll.catalog.internal.search.Derivation;
import io.atoll.catalog.internal.search.Derived;
import io.atoll.catalog.internal.store.View;
import java.time.Clock;

/**
 * Computes values with jq and rules.
 *
 * @param expressions the jq programs
 * @param clock the time that rules about time go by
 */
public record Computation(Expressions expressions, Clock clock) implements Derivation {

    @Override
    public Derived in(View view) {
        return new Computing(view, this, true);
    }
}
