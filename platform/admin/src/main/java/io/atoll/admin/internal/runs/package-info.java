/** Operations about runs: what ran and runs, what it changed, and beginning, ending and deciding. */
@NullMarked
package io.atoll.admin.internal.runs;

import org.jspecify.annotations.NullMarked;
