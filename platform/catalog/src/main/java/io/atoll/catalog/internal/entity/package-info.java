/** Writing, checking, deleting and showing entities. */
@NullMarked
package io.atoll.catalog.internal.entity;

import org.jspecify.annotations.NullMarked;
