@NullMarked
package io.atoll.explain.internal;

import org.jspecify.annotations.NullMarked;
