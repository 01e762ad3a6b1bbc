/** Operations about what lies in the deploy folder. */
@NullMarked
package io.atoll.admin.internal.deploy;

import org.jspecify.annotations.NullMarked;
