/** A bundle with one page, made by the tests. */
@NullMarked
package io.atoll.admin.it.probe;

import org.jspecify.annotations.NullMarked;
