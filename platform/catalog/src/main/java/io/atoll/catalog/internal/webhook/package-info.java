/** Webhooks: what other systems post, mapped to entities by jq. */
@NullMarked
package io.atoll.catalog.internal.webhook;

import org.jspecify.annotations.NullMarked;
