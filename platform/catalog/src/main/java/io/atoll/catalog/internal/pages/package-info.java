/** Pages for people, rendered on the server. */
@NullMarked
package io.atoll.catalog.internal.pages;

import org.jspecify.annotations.NullMarked;
