/**
 * Who may come in: users, sessions, API tokens, one-time links, and what is asked of every request. What people can ask for once they are in stands in
 * the packages below, each with the operations of one topic, which {@code operation} performs and {@code rest} serves.
 *
 * <p>A request meets the {@link io.atoll.admin.internal.Gate} first, wherever it goes: it must name this host and must not be forged by
 * another site. Pages and the Felix Web Console then ask {@link io.atoll.admin.internal.Access} for a signed-in visitor. Only
 * {@code /login}, a context of its own, is open.
 */
@NullMarked
package io.atoll.admin.internal;

import org.jspecify.annotations.NullMarked;
