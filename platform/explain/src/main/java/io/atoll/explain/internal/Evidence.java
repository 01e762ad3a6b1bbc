package io.atoll.explain.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.model.Entity;
import io.atoll.model.Entity.Ref;
import io.atoll.model.Masking;
import io.atoll.model.Resource;
import io.atoll.pipeline.Explanations.Answer;
import io.atoll.pipeline.Explanations.Candidate;
import io.atoll.pipeline.Explanations.Field;
import io.atoll.pipeline.Explanations.Making;
import io.atoll.pipeline.Explanations.Place;
import io.atoll.pipeline.Mapper.Mapped;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What records say about one entity: those that make it, and the first of those that could have. */
final class Evidence implements Scan.Visitor {

    private static final int MAKINGS = 20;
    private static final int CANDIDATES = 20;

    private final Ref wanted;
    private final Mentions mentions;
    private final NavigableSet<Ranked<Making>> makings = new TreeSet<>(Ranked.order());
    private final NavigableSet<Ranked<Candidate>> candidates = new TreeSet<>(Ranked.order());

    Evidence(Ref wanted) {
        this.wanted = wanted;
        this.mentions = new Mentions(wanted.identifier());
    }

    /** Something found, where it stands among the others: the smaller rank first, then in the order of reading. */
    private record Ranked<T>(int rank, int resource, Place place, int item, T found) {

        static <T> Comparator<Ranked<T>> order() {
            return Comparator.<Ranked<T>>comparingInt(Ranked::rank)
                    .thenComparingInt(Ranked::resource)
                    .thenComparingInt(each -> each.place().page())
                    .thenComparingInt(each -> each.place().position())
                    .thenComparingInt(Ranked::item);
        }
    }

    @Override
    public void visit(Place place, Tape.Reader reader, JsonNode record, List<Mapped> mapped) {
        Resource resource = reader.resource();
        int item = 0;
        for (Mapped outcome : mapped) {
            switch (outcome) {
                case Mapped.Made made -> made(place, resource, record, made, item);
                case Mapped.Filtered filtered -> filtered(place, resource, record, filtered, item);
                case Mapped.Broken broken -> broken(place, resource, record, broken, item);
            }
            item++;
        }
    }

    private void made(Place place, Resource resource, JsonNode record, Mapped.Made made, int item) {
        Entity entity = made.entity();
        if (entity.searched()) {
            return;
        }
        if (entity.ref().equals(wanted)) {
            var making =
                    new Making(place, Masking.of(record), entity, Trace.of(resource, entity, made.nulls()), List.of());
            keep(makings, MAKINGS, new Ranked<>(0, resource.index(), place, item, making));
        } else if (entity.ref().identifier().equalsIgnoreCase(wanted.identifier())) {
            String reason = "it makes " + entity.ref() + " instead";
            keep(
                    candidates,
                    CANDIDATES,
                    new Ranked<>(
                            1,
                            resource.index(),
                            place,
                            item,
                            new Candidate.Other(place, Masking.of(record), entity, reason)));
        }
    }

    private void filtered(Place place, Resource resource, JsonNode record, Mapped.Filtered filtered, int item) {
        int rank = rank(filtered.entity());
        if (rank < 0 && filtered.entity() == null && mentions.in(record)) {
            rank = 2;
        }
        if (rank < 0) {
            return;
        }
        String part = part(filtered.reason());
        keep(
                candidates,
                CANDIDATES,
                new Ranked<>(
                        rank,
                        resource.index(),
                        place,
                        item,
                        new Candidate.Filtered(
                                place,
                                Masking.of(record),
                                Trace.path(resource, part),
                                Trace.expression(resource, part),
                                filtered.entity(),
                                filtered.reason())));
    }

    private int rank(@Nullable Entity entity) {
        if (entity == null || entity.searched()) {
            return -1;
        }
        return entity.ref().equals(wanted)
                ? 0
                : entity.ref().identifier().equalsIgnoreCase(wanted.identifier()) ? 1 : -1;
    }

    /** The part of a resource that a reason is about. */
    private static String part(String reason) {
        for (String part : List.of("identifier", "blueprint", "itemsToParse")) {
            if (reason.startsWith(part)) {
                return part;
            }
        }
        return "selector.query";
    }

    private void broken(Place place, Resource resource, JsonNode record, Mapped.Broken broken, int item) {
        if (mentions.in(record)) {
            var candidate = new Candidate.Broken(
                    place, Masking.of(record), Trace.path(resource, broken.part()), broken.reason());
            keep(candidates, CANDIDATES, new Ranked<>(1, resource.index(), place, item, candidate));
        }
    }

    @Override
    public void unreadable(Place place, JsonNode record, String reason) {
        if (mentions.in(record)) {
            var candidate = new Candidate.Unreadable(place, Masking.of(record), reason);
            keep(candidates, CANDIDATES, new Ranked<>(1, 0, place, candidates.size(), candidate));
        }
    }

    private synchronized <T> void keep(NavigableSet<Ranked<T>> kept, int most, Ranked<T> found) {
        kept.add(found);
        if (kept.size() > most) {
            kept.pollLast();
        }
    }

    @Override
    public boolean enough() {
        return false;
    }

    /** Whether a record makes it. */
    synchronized boolean made() {
        return !makings.isEmpty();
    }

    /** Whether there is anything at all. */
    synchronized boolean any() {
        return made() || !candidates.isEmpty();
    }

    synchronized Answer answer() {
        if (made()) {
            return new Answer.Made(contradicted());
        }
        return candidates.isEmpty()
                ? new Answer.Unseen()
                : new Answer.Dropped(candidates.stream().map(Ranked::found).toList());
    }

    /** The makings with what an earlier one gives another value. */
    private List<Making> contradicted() {
        Map<String, JsonNode> first = new HashMap<>();
        var told = new ArrayList<Making>();
        for (Ranked<Making> each : makings) {
            Making making = each.found();
            Set<String> differing = new HashSet<>();
            var contradicted = new ArrayList<String>();
            for (Field field : making.fields()) {
                String name = name(field.path());
                JsonNode before = first.putIfAbsent(name, field.value());
                if (before != null && !before.equals(field.value()) && differing.add(name)) {
                    contradicted.add(name);
                }
            }
            told.add(new Making(making.place(), making.record(), making.entity(), making.fields(), contradicted));
        }
        return told;
    }

    private static String name(String path) {
        return path.substring(path.indexOf("mappings.") + "mappings.".length());
    }
}
