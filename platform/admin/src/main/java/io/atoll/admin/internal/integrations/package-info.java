/** Operations about what is configured: how it stands, who reads for it, whether it can connect. */
@NullMarked
package io.atoll.admin.internal.integrations;

import org.jspecify.annotations.NullMarked;
