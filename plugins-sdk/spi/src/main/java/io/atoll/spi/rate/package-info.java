/**
 * How much of its third party's patience an integration has left.
 *
 * <p>Authors implement this package and import it as {@code [1.0,2)}.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.atoll.spi.rate;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
