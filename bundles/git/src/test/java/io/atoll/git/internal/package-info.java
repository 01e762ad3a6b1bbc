/** Tests of the git integration, over real repositories. */
@NullMarked
package io.atoll.git.internal;

import org.jspecify.annotations.NullMarked;
