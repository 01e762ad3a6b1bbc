/** Starts the container, and talks to one that runs. Holds no logic of the product. */
@NullMarked
package io.atoll.launcher;

import org.jspecify.annotations.NullMarked;
