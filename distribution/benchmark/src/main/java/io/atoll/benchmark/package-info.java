/** Measures the engines against each other. */
@NullMarked
package io.atoll.benchmark;

import org.jspecify.annotations.NullMarked;
