/** Self-service actions and their runs. */
@NullMarked
package io.atoll.catalog.internal.action;

import org.jspecify.annotations.NullMarked;
