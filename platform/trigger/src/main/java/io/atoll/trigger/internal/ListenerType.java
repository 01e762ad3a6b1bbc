package io.atoll.trigger.internal;

import java.util.Arrays;

/** How an instance hears that somebody wants a run; it decides what the instance does unless the configuration says otherwise. */
enum ListenerType {
    /** The catalog is asked again and again. */
    POLLING(true, true, true),
    /** The catalog's Kafka tells. */
    KAFKA(true, true, true),
    /** The catalog posts to this platform. */
    WEBHOOK(true, true, true),
    /** One run at start. */
    ONCE(true, false, false),
    /** No runs. */
    WEBHOOKS_ONLY(false, true, false),
    /** No runs and no live events. */
    ACTIONS_ONLY(false, false, true);

    private final boolean resyncs;
    private final boolean liveEvents;
    private final boolean actions;

    ListenerType(boolean resyncs, boolean liveEvents, boolean actions) {
        this.resyncs = resyncs;
        this.liveEvents = liveEvents;
        this.actions = actions;
    }

    /**
     * The type of a name.
     *
     * @throws IllegalArgumentException if there is none; the message names them all
     */
    static ListenerType of(String name) {
        for (ListenerType type : values()) {
            if (type.name().equals(name)) {
                return type;
            }
        }
        throw new IllegalArgumentException("type '" + name + "' is none of " + Arrays.toString(values()));
    }

    boolean resyncs() {
        return resyncs;
    }

    boolean liveEvents() {
        return liveEvents;
    }

    boolean actions() {
        return actions;
    }
}
