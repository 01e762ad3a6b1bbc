@NullMarked
package io.atoll.records.internal;

import org.jspecify.annotations.NullMarked;
