/** Code, and what runs it. */
@NullMarked
package io.atoll.jq.internal.run;

import org.jspecify.annotations.NullMarked;
