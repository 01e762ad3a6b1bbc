/**
 * The commands of the Gogo scope {@code atoll}: what is configured, deployed and run, and how to start and cancel runs.
 *
 * <p>A command prints its result on its standard output and returns nothing, so that {@code a; b} shows both results, {@code a | b}
 * passes text on, and {@code x = (a)} catches it. What is said on the way goes to standard error. A command that cannot do what it was
 * asked for throws a {@link io.atoll.console.gogo.internal.CommandException}: one line for people, and a status other than 0 for
 * scripts.
 *
 * <p>Every command takes {@code -o json}: one JSON document whose fields are the components of the view records in this package. They
 * are an interface for scripts: fields may be added, but are neither renamed nor removed. Times are UTC in ISO 8601.
 *
 * <p>Third-party text is printed by {@link io.atoll.console.gogo.internal.Printable} only.
 */
@NullMarked
package io.atoll.console.gogo.internal;

import org.jspecify.annotations.NullMarked;
