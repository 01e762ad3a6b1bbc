/** Operations about what is carried out for people of the catalog. */
@NullMarked
package io.atoll.admin.internal.actions;

import org.jspecify.annotations.NullMarked;
