/** What the catalog holds: blueprints and entities, and how it says no. */
@NullMarked
package io.atoll.catalog.internal.model;

import org.jspecify.annotations.NullMarked;
