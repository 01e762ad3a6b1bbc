/**
 * Carries out what people start in the catalog.
 *
 * <p>For each instance that may, a {@link io.atoll.actions.internal.Poller} claims runs and sorts them into a
 * {@link io.atoll.actions.internal.Buffer}; an {@link io.atoll.actions.internal.Execution} takes each through acknowledgement, execution and
 * report. The {@link io.atoll.actions.internal.Journal} knows on the disk which runs the catalog still has to be told about, and
 * {@link io.atoll.actions.internal.Leftovers} are those of them that nobody works on any more.
 */
@NullMarked
package io.atoll.actions.internal;

import org.jspecify.annotations.NullMarked;
