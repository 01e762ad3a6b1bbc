package io.atoll.records.internal;

import io.atoll.pipeline.Fetcher.Progress;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a recording had before its run was cut off. The answers that the reading is given tell what of it holds: partitions that were complete
 * stay, those that are gone on with stay up to the place where reading goes on, and the others are read again.
 */
final class Earlier {

    private static final String LOST =
            "something that was read shortly before the run was cut off is missing, in partition '%s'";

    private final List<String> partitions;
    private final int pages;

    /** The partitions that have something, with the places behind their pages. */
    private final Map<String, Set<Long>> places;

    private final Set<String> ended;

    /** The partitions about which it was settled what holds. */
    private final Set<String> settled = new HashSet<>();

    private final Set<String> kept = new HashSet<>();

    private Earlier(List<String> partitions, int pages, Map<String, Set<Long>> places, Set<String> ended) {
        this.partitions = partitions;
        this.pages = pages;
        this.places = places;
        this.ended = ended;
    }

    /** Nothing. */
    static Earlier none() {
        return new Earlier(List.of(), 0, Map.of(), Set.of());
    }

    /** What a file has. */
    static Earlier in(EntryFile file) throws IOException {
        var contents = Contents.remembered(file);
        var places = new HashMap<String, Set<Long>>();
        contents.live().forEach(head -> {
            var behind = places.computeIfAbsent(contents.partition(head.partition()), none -> new HashSet<>());
            if (head.place() != 0) {
                behind.add(head.place());
            }
        });
        contents.unreadable().forEach(partition -> places.computeIfAbsent(partition, none -> new HashSet<>()));
        return new Earlier(contents.partitions(), contents.pages(), places, contents.ended());
    }

    /** The partitions in the order in which they were named, without the empty name. */
    List<String> partitions() {
        return partitions;
    }

    /** How many pages were numbered. */
    int pages() {
        return pages;
    }

    /** Looks at the answers. */
    Progress watch(Progress progress, Tape tape) {
        if (pages == 0 && places.isEmpty() && ended.isEmpty()) {
            return progress;
        }
        return new Progress() {
            @Override
            public boolean complete(String partition) {
                boolean complete = progress.complete(partition);
                if (complete) {
                    synchronized (tape) {
                        keep(partition, tape);
                    }
                }
                return complete;
            }

            @Override
            public Optional<String> resumeAt(String partition) {
                var place = progress.resumeAt(partition);
                if (place.isPresent()) {
                    synchronized (tape) {
                        goOn(partition, Hash.of(place.get()), tape);
                    }
                }
                return place;
            }

            @Override
            public Optional<Instant> changedSince() {
                return progress.changedSince();
            }
        };
    }

    private void keep(String partition, Tape tape) {
        if (kept.add(partition) && !ended.contains(partition)) {
            tape.flawed(LOST.formatted(partition));
        }
    }

    private void goOn(String partition, long place, Tape tape) {
        if (!settled.add(partition)) {
            return;
        }
        if (!places.getOrDefault(partition, Set.of()).contains(place)) {
            tape.flawed(LOST.formatted(partition));
        } else {
            tape.note(partition, name -> new Entry.Again(name, place));
        }
    }

    /** Something of a partition is read now: unless it goes on behind a place, what there was is read again. */
    void reads(String partition, Tape tape) {
        if ((places.containsKey(partition) || ended.contains(partition)) && settled.add(partition)) {
            tape.note(partition, name -> new Entry.Again(name, 0));
        }
    }

    /** The reading is over: what was neither kept nor read again is not there any more. */
    void complete(Tape tape) {
        for (String partition : places.keySet()) {
            if (!within(partition)) {
                reads(partition, tape);
            }
        }
    }

    private boolean within(String partition) {
        for (int end = partition.length(); end > 0; end = partition.lastIndexOf('/', end - 1)) {
            if (kept.contains(partition.substring(0, end))) {
                return true;
            }
        }
        return kept.contains("");
    }
}
