/** What installations tell of themselves. */
@NullMarked
package io.atoll.catalog.internal.integration;

import org.jspecify.annotations.NullMarked;
