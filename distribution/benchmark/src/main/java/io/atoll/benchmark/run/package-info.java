/** How fast a whole run is, what it takes, and whether others can disturb it. */
@NullMarked
package io.atoll.benchmark.run;

import org.jspecify.annotations.NullMarked;
