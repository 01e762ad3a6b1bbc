/** Performs operations: role, input, version, audit. */
@NullMarked
package io.atoll.admin.internal.operation;

import org.jspecify.annotations.NullMarked;
