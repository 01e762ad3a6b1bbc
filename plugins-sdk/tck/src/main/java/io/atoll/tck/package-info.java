/**
 * What an integration is tested with: {@link io.atoll.tck.ThirdParty}, a real HTTP server that plays the third party and fails on
 * demand.
 */
@NullMarked
package io.atoll.tck;

import org.jspecify.annotations.NullMarked;
