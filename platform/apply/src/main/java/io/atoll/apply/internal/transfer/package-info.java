/** The commands that move a catalog: export to JSON lines, and import of them, both by the public Port API alone. */
@NullMarked
package io.atoll.apply.internal.transfer;

import org.jspecify.annotations.NullMarked;
