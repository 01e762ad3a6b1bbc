/**
 * The contract between the platform and an integration: how records of a third party reach the catalog.
 *
 * <p>An integration is a bundle. Its {@link io.atoll.spi.Integration} annotation says what it integrates; each capability it
 * has is a service that it registers: a {@link io.atoll.spi.ResyncProvider} reads records, a
 * {@link io.atoll.spi.ConnectionCheck} tells whether the configuration works, a {@link io.atoll.spi.ResyncListener} is told
 * when a run begins and when it was complete, a {@link io.atoll.spi.MappedValueResolver} gives a meaning to mapped texts
 * with a prefix of its own. Live events and actions have packages of their own beside this one.
 *
 * <p>Authors implement the types marked {@code @ConsumerType} and import this package as {@code [1.0,2)}; bnd writes that
 * range by itself. The platform implements those marked {@code @ProviderType} and imports it as {@code [1.0,1.1)}.
 *
 * <p>Every method of this contract may block: the platform calls it on a thread of its own, and interrupts that thread to
 * cancel. Nothing is handed over by thread-locals or by the context class loader.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.atoll.spi;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
