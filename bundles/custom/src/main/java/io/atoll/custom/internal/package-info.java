/** Any HTTP API that answers with JSON: an endpoint is a kind, and everything else is configuration. */
@NullMarked
package io.atoll.custom.internal;

import org.jspecify.annotations.NullMarked;
