/**
 * The client of the Port API.
 *
 * <p>From the wire up: {@link io.atoll.apply.internal.Transport} sends one request, {@link io.atoll.apply.internal.RetryPolicy} decides
 * about a second one, {@link io.atoll.apply.internal.Tokens} signs, {@link io.atoll.apply.internal.PortClient} joins the three. Above it,
 * one class for each part of the API that the platform uses: {@link io.atoll.apply.internal.IntegrationRecord},
 * {@link io.atoll.apply.internal.Blueprints}, {@link io.atoll.apply.internal.Listing}, {@link io.atoll.apply.internal.Upserts} and
 * {@link io.atoll.apply.internal.Deletions}. {@link io.atoll.apply.internal.PortCatalog} is the service.
 */
@NullMarked
package io.atoll.apply.internal;

import org.jspecify.annotations.NullMarked;
