/**
 * Self-service actions: what people start in the catalog and an integration carries out at its third party.
 *
 * <p>Authors import this package as {@code [1.1,2)}, the platform as {@code [1.1,1.2)}.
 */
@Export
@Version("1.1.0")
@NullMarked
package io.atoll.spi.action;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
