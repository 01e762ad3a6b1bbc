@NullMarked
package io.atoll.custom.internal;

import org.jspecify.annotations.NullMarked;
