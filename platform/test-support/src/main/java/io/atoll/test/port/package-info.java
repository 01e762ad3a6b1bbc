/** A catalog and a third party over real HTTP, which outlive the processes that call them and remember what these did. */
@NullMarked
package io.atoll.test.port;

import org.jspecify.annotations.NullMarked;
