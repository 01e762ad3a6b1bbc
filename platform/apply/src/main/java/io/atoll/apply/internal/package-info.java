/**
 * The client of the Port API: {@link io.atoll.apply.internal.PortCatalog} is the service. Below it, {@code endpoint} knows what to call and
 * {@code client} how.
 */
@NullMarked
package io.atoll.apply.internal;

import org.jspecify.annotations.NullMarked;
