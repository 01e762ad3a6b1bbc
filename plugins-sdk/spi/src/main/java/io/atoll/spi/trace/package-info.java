/**
 * Who is told of the requests that integrations send.
 *
 * <p>The platform implements this package; authors who use it import it as {@code [1.0,2)}.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.atoll.spi.trace;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
