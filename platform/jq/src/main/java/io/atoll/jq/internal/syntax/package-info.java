/** From the text of a program to its syntax tree. */
@NullMarked
package io.atoll.jq.internal.syntax;

import org.jspecify.annotations.NullMarked;
