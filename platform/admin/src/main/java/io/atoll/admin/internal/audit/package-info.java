/** The audit log: what was asked for that is not safe, by whom, and what came of it. */
@NullMarked
package io.atoll.admin.internal.audit;

import org.jspecify.annotations.NullMarked;
