package io.atoll.admin.internal.mapping;

import io.atoll.admin.internal.mapping.TestOperations.Failed;
import io.atoll.operation.Help;
import java.util.List;

/** How an instance would stand with a bundle that is not deployed yet. */
public record UpgradeView(
        @Help("type~instance") String integration,

        @Help(
                "by which mapping its saved tests were run; in force: the one that it has, which an upgrade leaves as it is;"
                        + " default: that of the bundle, as it has none yet, or that of the present version unchanged,"
                        + " which stays until somebody saves the new one in its place")
        By by,

        @Help("how many of its saved tests pass") long passed,
        @Help("those that fail") List<Failed> failed,

        @Help("the kinds that its mapping reads, and nobody would read any more")
        List<String> unread,

        @Help("why the tests cannot be run; else empty") String problem) {

    /** By which mapping tests were run. */
    public enum By {
        /** The one in force, which stays. */
        IN_FORCE,
        /** The default mapping of the bundle. */
        DEFAULT
    }
}
