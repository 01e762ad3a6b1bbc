package io.atoll.apply.internal.client;

/** Who is served while requests wait for one another. */
public enum Priority {
    /** What has time: resyncs. */
    BULK,
    /** What somebody waits for: live events and actions. A share of the connections and of the quota is theirs alone. */
    URGENT
}
