/**
 * The commands of the Gogo scope {@code atoll}: one for each operation of the platform, made of its description.
 *
 * <p>{@link io.atoll.console.gogo.internal.Grammar} says which words a command takes, {@link io.atoll.console.gogo.internal.Reading} reads
 * them, {@link io.atoll.console.gogo.internal.Platform} asks, and {@link io.atoll.console.gogo.internal.Renderings} makes text for people of what is
 * answered. The commands use nothing else of the platform.
 *
 * <p>A command prints its result on its standard output and returns nothing, so that {@code a; b} shows both results, {@code a | b}
 * passes text on, and {@code x = (a)} catches it. What is said on the way goes to standard error. A command that cannot do what it was
 * asked for throws a {@link io.atoll.console.gogo.internal.CommandException}: one line for people, and a status for scripts.
 *
 * <p>With {@code -o json} or {@code -o yaml} a command prints what the REST API answers; a whole list is one array. Third-party text is printed by
 * {@link io.atoll.console.gogo.internal.Printable} only.
 */
@NullMarked
package io.atoll.console.gogo.internal;

import org.jspecify.annotations.NullMarked;
