package io.atoll.catalog.internal.search;

import io.atoll.catalog.internal.store.View;

/** Gives what can be derived from the catalog at one moment. */
@FunctionalInterface
public interface Derivation {

    /** What can be derived from a view; to be used as long as the view is. */
    Derived in(View view);
}
