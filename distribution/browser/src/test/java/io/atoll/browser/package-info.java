/** The pages of the product, as a person with a browser has them. */
@NullMarked
package io.atoll.browser;

import org.jspecify.annotations.NullMarked;
