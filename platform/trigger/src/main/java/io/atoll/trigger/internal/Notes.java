package io.atoll.trigger.internal;

import io.atoll.pipeline.RunId;
import io.atoll.pipeline.Triggers.Message;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is remembered of one instance.
 *
 * @param wish for a run that there was not yet
 * @param asked the last time that somebody had asked the catalog before the last run that was carried out
 * @param scheduled the last moment of the timetables of full runs that was heeded
 * @param incremental the last moment of the timetable of incremental runs that was heeded
 * @param lastRun the last full run that was carried out
 * @param saved the hashes of the last two mappings that somebody saved without wanting a run for them: the one before may still be in force
 * @param heard the last message of each log that was heard
 */
record Notes(
        Optional<Wish> wish,
        Optional<Instant> asked,
        Optional<Instant> scheduled,
        Optional<Instant> incremental,
        Optional<RunId> lastRun,
        List<String> saved,
        Map<String, Message> heard) {

    /** Copies list and map. */
    Notes {
        saved = List.copyOf(saved);
        heard = Map.copyOf(heard);
    }

    /** Nothing. */
    static final Notes NONE = new Notes(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Map.of());

    Notes with(Wish wanted) {
        return new Notes(Optional.of(wanted), asked, scheduled, incremental, lastRun, saved, heard);
    }

    /** Whoever wants a run besides. */
    Notes wanting(Wish other) {
        return with(wish.map(present -> present.and(other)).orElse(other));
    }

    /** There was a run for the wish. */
    Notes settled() {
        return new Notes(
                Optional.empty(),
                wish.flatMap(Wish::asked).or(() -> asked),
                scheduled,
                incremental,
                wish.flatMap(Wish::run).or(() -> lastRun),
                saved,
                heard);
    }

    Notes scheduled(Instant moment) {
        return new Notes(wish, asked, Optional.of(moment), incremental, lastRun, saved, heard);
    }

    Notes incremental(Instant moment) {
        return new Notes(wish, asked, scheduled, Optional.of(moment), lastRun, saved, heard);
    }

    /** Somebody saves a mapping and wants no run for it. */
    Notes saving(String mapping) {
        List<String> both = Stream.concat(saved.stream().skip(Math.max(0, saved.size() - 1)), Stream.of(mapping))
                .toList();
        return new Notes(wish, asked, scheduled, incremental, lastRun, both, heard);
    }

    /** A mapping is in force that nobody has saved so. */
    Notes noneSaved() {
        return new Notes(wish, asked, scheduled, incremental, lastRun, List.of(), heard);
    }

    /** A message was heard. */
    Notes heard(Message message) {
        var all = new HashMap<>(heard);
        all.put(message.log(), message);
        return new Notes(wish, asked, scheduled, incremental, lastRun, saved, all);
    }

    /** Whether a message was heard: a later one of the same log was, unless that began anew. */
    boolean knows(Message message) {
        Message last = heard.get(message.log());
        return last != null
                && message.position() <= last.position()
                && !message.sent().isAfter(last.sent());
    }
}
