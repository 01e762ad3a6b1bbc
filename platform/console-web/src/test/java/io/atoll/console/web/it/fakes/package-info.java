/** A bundle that plays the platform: services with made-up answers. */
@NullMarked
package io.atoll.console.web.it.fakes;

import org.jspecify.annotations.NullMarked;
