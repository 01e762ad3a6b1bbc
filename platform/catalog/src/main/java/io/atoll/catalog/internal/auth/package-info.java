/** Credentials and access tokens. */
@NullMarked
package io.atoll.catalog.internal.auth;

import org.jspecify.annotations.NullMarked;
