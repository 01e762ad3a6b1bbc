/**
 * Who looks at the pages of the platform.
 *
 * <p>Pages are servlets in the HTTP whiteboard context {@code io.atoll.pages}. That context lets only signed-in visitors through and says
 * by the request attribute {@link io.atoll.access.Visitor#ATTRIBUTE} who they are. {@link io.atoll.access.LoginLinks} lets somebody in who
 * has no password at hand.
 */
@Export
@Version("1.1.0")
@NullMarked
package io.atoll.access;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
