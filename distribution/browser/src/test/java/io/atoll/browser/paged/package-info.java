/** An integration whose third party has pages, as its author would write it; tests make bundles of it. */
@NullMarked
package io.atoll.browser.paged;

import org.jspecify.annotations.NullMarked;
