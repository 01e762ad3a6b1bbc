/**
 * The git integration: local and remote repositories, read with JGit.
 *
 * <p>{@link io.atoll.git.internal.GitResync} is the door. It opens each {@link io.atoll.git.internal.Source} as one partition and has
 * one {@link io.atoll.git.internal.KindReader} push its records; {@link io.atoll.git.internal.Mirrors} keeps the copies of remote
 * repositories.
 */
@NullMarked
package io.atoll.git.internal;

import org.jspecify.annotations.NullMarked;
