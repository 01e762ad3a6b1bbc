@NullMarked
package io.atoll.benchmark;

import org.jspecify.annotations.NullMarked;
