/** The mapping command, which works without the platform. */
@NullMarked
package io.atoll.map.internal.command;

import org.jspecify.annotations.NullMarked;
