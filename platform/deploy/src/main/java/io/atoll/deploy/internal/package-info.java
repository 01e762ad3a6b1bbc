/**
 * The deploy folder: what lies in it is examined, installed, started and watched.
 *
 * <p>{@code Folder} looks, {@code Staging} copies, {@code Verification} reads the copy, {@code Container} speaks to the framework,
 * {@code Attempt} calls into a bundle without waiting for it, and {@code Intake} decides.
 */
@NullMarked
package io.atoll.deploy.internal;

import org.jspecify.annotations.NullMarked;
