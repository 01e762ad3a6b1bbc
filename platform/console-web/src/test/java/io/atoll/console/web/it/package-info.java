/** The pages in a real container, asked over real HTTP. */
@NullMarked
package io.atoll.console.web.it;

import org.jspecify.annotations.NullMarked;
