/** Operations about what is configured, and what is wrong with it. */
@NullMarked
package io.atoll.admin.internal.config;

import org.jspecify.annotations.NullMarked;
