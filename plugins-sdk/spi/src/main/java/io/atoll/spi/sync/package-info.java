/**
 * The programmatic way to the catalog, for integrations that know by themselves what changed.
 *
 * <p>The platform implements this package and imports it as {@code [1.0,1.1)}; authors use it and import it as {@code [1.0,2)}.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.atoll.spi.sync;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
