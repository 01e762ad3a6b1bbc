/**
 * The Jira Cloud integration.
 *
 * <p>{@link io.atoll.jira.internal.JiraResync} is the door for reading: it has one {@link io.atoll.jira.internal.KindReader} push the
 * records of a kind. {@link io.atoll.jira.internal.JiraHook} is the door for live events, which are read again by those of the readers
 * that are a {@link io.atoll.jira.internal.LiveKind} too. Both call Jira by the {@link io.atoll.jira.internal.JiraSite} of their
 * instance.
 */
@NullMarked
package io.atoll.jira.internal;

import org.jspecify.annotations.NullMarked;
