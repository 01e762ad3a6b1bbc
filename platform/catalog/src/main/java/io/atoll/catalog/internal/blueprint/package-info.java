/** What a blueprint may look like, and how one is changed. */
@NullMarked
package io.atoll.catalog.internal.blueprint;

import org.jspecify.annotations.NullMarked;
