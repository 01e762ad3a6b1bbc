/** A real container around the bundle, asked over real HTTP. */
@NullMarked
package io.atoll.admin.it;

import org.jspecify.annotations.NullMarked;
