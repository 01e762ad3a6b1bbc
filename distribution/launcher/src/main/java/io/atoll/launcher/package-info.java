/**
 * What runs outside of the framework, on the JDK alone.
 *
 * <p>{@link io.atoll.launcher.Shell} is the client of a running platform's shell.
 */
package io.atoll.launcher;
