@NullMarked
package io.atoll.tck;

import org.jspecify.annotations.NullMarked;
