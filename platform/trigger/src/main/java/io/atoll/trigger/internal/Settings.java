package io.atoll.trigger.internal;

import io.atoll.spi.IntegrationId;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * What the configuration of one instance means.
 *
 * @param type how it hears of wishes
 * @param resyncs whether the platform begins runs
 * @param liveEvents whether it takes live events
 * @param actions whether it carries out actions
 * @param onStart whether a run begins when it becomes ready for the first time since the platform started
 * @param changesOnly whether that run reads only what has changed; then it is the only one
 * @param interval from question to question
 * @param full when full runs begin by the clock
 * @param incremental when incremental runs begin
 */
record Settings(
        ListenerType type,
        boolean resyncs,
        boolean liveEvents,
        boolean actions,
        boolean onStart,
        boolean changesOnly,
        Duration interval,
        List<Timetable> full,
        List<Timetable> incremental) {

    /** No run begins by itself; live events and actions are taken. */
    static final Settings NO_RUNS = new Settings(
            ListenerType.WEBHOOKS_ONLY, false, true, true, false, false, Duration.ofMinutes(1), List.of(), List.of());

    /**
     * Reads a configuration.
     *
     * @throws IllegalArgumentException if that makes no sense; the message names the key
     */
    static Settings of(TriggerConfig config, IntegrationId instance) {
        ListenerType type = ListenerType.of(config.type());
        boolean resyncs = chosen(config.shouldResync(), type.resyncs());
        boolean repeated = resyncs && type != ListenerType.ONCE;
        return new Settings(
                type,
                resyncs,
                chosen(config.shouldProcessWebhooks(), type.liveEvents()),
                chosen(config.shouldRunActions(), type.actions()),
                config.resyncOnStart() || type == ListenerType.ONCE,
                resyncs && type == ListenerType.ONCE && config.incrementalSyncEnabled(),
                Duration.ofSeconds(config.interval()),
                repeated ? full(config, instance.toString().hashCode()) : List.of(),
                repeated && config.incrementalSyncEnabled()
                        ? List.of(new Timetable.Every(Duration.ofMinutes(config.incrementalSyncInterval())))
                        : List.of());
    }

    private static List<Timetable> full(TriggerConfig config, int seed) {
        var all = new ArrayList<Timetable>();
        var jitter = Duration.ofSeconds(config.scheduledResyncJitter());
        if (config.scheduledResyncInterval() > 0) {
            var every = new Timetable.Every(Duration.ofMinutes(config.scheduledResyncInterval()));
            all.add(new Timetable.Late(every, jitter, seed));
        }
        if (!config.scheduledResyncCron().isBlank()) {
            var cron = new Timetable.At(Cron.parse(config.scheduledResyncCron()), zone(config.scheduledResyncZone()));
            all.add(new Timetable.Late(cron, jitter, seed));
        }
        return List.copyOf(all);
    }

    private static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "scheduledResyncZone '" + name + "' is not known; write it as Europe/Berlin", e);
        }
    }

    private static boolean chosen(String text, boolean otherwise) {
        return text.isEmpty() ? otherwise : Boolean.parseBoolean(text);
    }
}
