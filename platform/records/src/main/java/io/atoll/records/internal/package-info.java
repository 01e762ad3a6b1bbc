/** Files of raw records: append only, compressed, cut behind the last whole entry. */
@NullMarked
package io.atoll.records.internal;

import org.jspecify.annotations.NullMarked;
