@NullMarked
package io.atoll.octopus.internal;

import org.jspecify.annotations.NullMarked;
