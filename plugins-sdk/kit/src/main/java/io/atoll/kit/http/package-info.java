/**
 * One HTTP client for a third party, so that an integration declares what others program: authentication, retries, rate limits, paging,
 * limits of size and time, and where it may connect to at all.
 *
 * <p>A component refers to a {@link io.atoll.kit.http.HttpFactory} and opens an {@link io.atoll.kit.http.Http} for a
 * {@link io.atoll.kit.http.Server}; it is closed along with the component. A {@link io.atoll.kit.http.Call} is one request and what its
 * refusals mean, a {@link io.atoll.kit.http.Paging} is how a list goes on and how its end is known.
 *
 * <p>Everything that goes wrong is an {@link io.atoll.spi.IntegrationException} that names method, address, answer and what to do, and
 * holds no secret. A list that did not end the way it was declared to end is an exception too, never a shorter list.
 *
 * <p>All types may be used by several threads at once. Authors import this package as {@code [1.1,2)}.
 */
@Export
@Version("1.1.0")
@NullMarked
package io.atoll.kit.http;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
