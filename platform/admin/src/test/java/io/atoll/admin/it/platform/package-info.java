/** A bundle that stands in for the stages of the platform, made by the tests. */
@NullMarked
package io.atoll.admin.it.platform;

import org.jspecify.annotations.NullMarked;
