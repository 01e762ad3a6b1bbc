/** The guided first run: {@code bin/atoll demo}. */
@NullMarked
package io.atoll.demo.internal;

import org.jspecify.annotations.NullMarked;
