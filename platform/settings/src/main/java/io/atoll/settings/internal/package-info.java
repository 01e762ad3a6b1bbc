/**
 * Files that become configurations.
 *
 * <p>One thread looks at the configuration folder and at the deployed bundles twice a second. What is the same in two looks and
 * differs from what was read before is read, checked against the metatype of the bundle that it configures, and written to Config
 * Admin. The files are the truth: a configuration of this bundle that no file asks for is deleted.
 */
@NullMarked
package io.atoll.settings.internal;

import org.jspecify.annotations.NullMarked;
