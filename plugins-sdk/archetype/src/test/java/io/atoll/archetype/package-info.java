@NullMarked
package io.atoll.archetype;

import org.jspecify.annotations.NullMarked;
