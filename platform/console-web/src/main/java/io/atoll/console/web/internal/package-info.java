/**
 * Pages over what the platform does, twice: at {@code /} in the context of the pages, and as a plugin of the Felix Web Console.
 *
 * <p>{@link io.atoll.console.web.internal.Pages} turns a path into an {@link io.atoll.console.web.internal.Answer}, knowing no servlet;
 * {@link io.atoll.console.web.internal.PageServlet} and {@link io.atoll.console.web.internal.ConsolePlugin} carry it to the browser.
 */
@NullMarked
package io.atoll.console.web.internal;

import org.jspecify.annotations.NullMarked;
