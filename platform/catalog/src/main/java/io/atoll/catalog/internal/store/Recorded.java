package io.atoll.catalog.internal.store;

import java.util.Optional;

/**
 * An audit as it is read.
 *
 * @param seq its number in the order of changes
 * @param audit the audit
 * @param next the next change of the same subject, if there was one; what that replaced is what this one made
 */
public record Recorded(long seq, Audit audit, Optional<Audit> next) {}
