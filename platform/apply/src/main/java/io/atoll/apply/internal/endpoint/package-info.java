/** What of the Port API is called: one class for each part of it. */
@NullMarked
package io.atoll.apply.internal.endpoint;

import org.jspecify.annotations.NullMarked;
