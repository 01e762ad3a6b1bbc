/** Users and teams, which are entities of system blueprints. */
@NullMarked
package io.atoll.catalog.internal.people;

import org.jspecify.annotations.NullMarked;
