/**
 * What integrations of web APIs have in common beside the {@linkplain io.atoll.kit.http client}: fanning out, values that are kept for a
 * run, windows of time, checks of a connection, webhooks.
 *
 * <p>Authors import this package as {@code [1.0,2)}.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.atoll.kit;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
