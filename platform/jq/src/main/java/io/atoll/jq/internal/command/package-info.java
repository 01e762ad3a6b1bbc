/** The jq command, with the platform's own engine. */
@NullMarked
package io.atoll.jq.internal.command;

import org.jspecify.annotations.NullMarked;
