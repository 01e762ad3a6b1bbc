package io.atoll.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.atoll.pipeline.Fetcher.Fetched;
import io.atoll.pipeline.Fetcher.Gap;
import io.atoll.pipeline.Fetcher.PageSink;
import io.atoll.pipeline.Fetcher.Progress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The third party: what it truly has, and how badly it tells.
 *
 * <p>{@code team} is one list. {@code repo} is read by partitions, with places to resume at. {@code issue} is one list with such places.
 * {@code mirror} is read by partitions without, and makes the same entities as {@code repo} now and then.
 */
final class ThirdParty {

    static final List<String> KINDS = List.of("team", "repo", "issue", "mirror");
    private static final List<String> PARTS = List.of("east", "north", "south");
    private static final String END = "~";

    private final Nemesis nemesis;
    private final Story story;
    private final List<Thing> things = new ArrayList<>();
    /** Pages that the ledger has noted, by run and place. */
    private final Set<String> noted = ConcurrentHashMap.newKeySet();

    private int next;

    ThirdParty(Nemesis nemesis, Story story) {
        this.nemesis = nemesis;
        this.story = story;
        for (int i = 0; i < 3; i++) {
            add("team");
        }
        int repos = 4 + nemesis.choice("size", 12);
        for (int i = 0; i < repos; i++) {
            add("repo");
        }
        for (int i = 0; i < repos + nemesis.choice("size", 20); i++) {
            add("issue");
        }
        for (int i = 0; i < 5; i++) {
            add("mirror");
        }
    }

    /**
     * What there is.
     *
     * @param part the partition; empty where its kind has none
     * @param needs the identifier of what it relates to
     * @param parent the identifier of one of its kind
     * @param since when it came, or came to where it is
     */
    record Thing(
            String kind,
            String part,
            String id,
            String value,
            boolean open,
            @Nullable String needs,
            @Nullable String parent,
            long since) {

        JsonNode record() {
            var record = JsonNodeFactory.instance.objectNode();
            return record.put("id", id)
                    .put("value", value)
                    .put("open", open)
                    .put("needs", needs)
                    .put("parent", parent);
        }

        Thing at(String newPart, long now) {
            return new Thing(kind, newPart, id, value, open, needs, parent, now);
        }

        Thing with(String newValue, boolean newOpen) {
            return new Thing(kind, part, id, newValue, newOpen, needs, parent, since);
        }

        Thing relating(@Nullable String newNeeds, @Nullable String newParent) {
            return new Thing(kind, part, id, value, open, newNeeds, newParent, since);
        }
    }

    /** All there is, in the order in which it is read. */
    synchronized List<Thing> things() {
        return things.stream()
                .sorted(Comparator.<Thing>comparingInt(thing -> KINDS.indexOf(thing.kind()))
                        .thenComparing(Thing::part)
                        .thenComparing(Thing::id))
                .toList();
    }

    /** Changes something; tells what. */
    synchronized void change(String stream, BiConsumer<Thing, Boolean> live) {
        switch (nemesis.choice(stream, 10)) {
            case 0, 1 -> live.accept(add(KINDS.get(nemesis.choice(stream, 4))), true);
            case 2, 3, 4 -> {
                if (!things.isEmpty()) {
                    remove(things.get(nemesis.choice(stream, things.size())), live);
                }
            }
            case 5, 6, 7 -> {
                if (!things.isEmpty()) {
                    Thing thing = things.get(nemesis.choice(stream, things.size()));
                    Thing changed = thing.with("w" + nemesis.choice(stream, 1000), nemesis.choice(stream, 2) == 0);
                    things.set(things.indexOf(thing), changed);
                    story.tell("source: " + changed + " changed");
                    live.accept(changed, true);
                }
            }
            case 8 ->
                rename(
                        PARTS.get(nemesis.choice(stream, 3)),
                        nemesis.choice(stream, 2) == 0 ? "repo" : "mirror",
                        stream);
            case 9 -> returns(stream, live);
            default -> throw new IllegalStateException();
        }
    }

    private Thing add(String kind) {
        String id = kind.charAt(0) + "%03d".formatted(next++);
        if (kind.equals("mirror") && nemesis.choice("ids", 3) == 0) {
            id = some("repo").orElse(id);
        }
        // numbers are not in the order of coming, so that targets are often read after what needs them
        if (kind.equals("issue")) {
            id = "i%03d".formatted(nemesis.choice("ids", 900) + 100);
        }
        return put(kind, id);
    }

    private Thing put(String kind, String id) {
        boolean parted = kind.equals("repo") || kind.equals("mirror");
        String part = parted ? PARTS.get(nemesis.choice("ids", 3)) : "";
        var thing = new Thing(
                kind,
                part,
                id,
                "v" + nemesis.choice("ids", 1000),
                nemesis.choice("ids", 3) > 0,
                switch (kind) {
                    case "repo" -> some("team").orElse(null);
                    case "issue" -> some("repo").orElse(null);
                    default -> null;
                },
                kind.equals("issue") && nemesis.choice("ids", 2) == 0
                        ? some("issue").orElse(null)
                        : null,
                story.tell("source: " + kind + " " + part + "/" + id + " comes"));
        things.removeIf(other -> other.kind().equals(kind)
                && other.part().equals(part)
                && other.id().equals(id));
        boolean twin = !parted || kind.equals("repo");
        if (twin) {
            things.removeIf(other -> other.kind().equals(kind) && other.id().equals(id));
        }
        things.add(thing);
        if (kind.equals("issue") && nemesis.choice("ids", 6) == 0) {
            tie(thing);
        }
        return thing;
    }

    /** Makes two issues each other's parents. */
    private void tie(Thing issue) {
        for (int i = 0; i < things.size(); i++) {
            Thing other = things.get(i);
            if (other.kind().equals("issue") && !other.id().equals(issue.id())) {
                things.set(i, other.relating(other.needs(), issue.id()));
                things.replaceAll(one -> one.equals(issue) ? issue.relating(issue.needs(), other.id()) : one);
                return;
            }
        }
    }

    private java.util.Optional<String> some(String kind) {
        var ids = things.stream()
                .filter(thing -> thing.kind().equals(kind))
                .map(Thing::id)
                .toList();
        return ids.isEmpty()
                ? java.util.Optional.empty()
                : java.util.Optional.of(ids.get(nemesis.choice("ids", ids.size())));
    }

    /** Something that was removed comes back under the same name. */
    private void returns(String stream, BiConsumer<Thing, Boolean> live) {
        int number = nemesis.choice(stream, Math.max(1, next));
        String id = "r%03d".formatted(number);
        if (things.stream().noneMatch(thing -> thing.id().equals(id))) {
            live.accept(put("repo", id), true);
        }
    }

    /** Removes a thing, and with it what cannot be without it. */
    private void remove(Thing thing, BiConsumer<Thing, Boolean> live) {
        things.remove(thing);
        story.tell("source: " + thing.kind() + " " + thing.part() + "/" + thing.id() + " goes");
        live.accept(thing, false);
        boolean named = things.stream()
                .anyMatch(
                        other -> other.kind().equals(thing.kind()) && other.id().equals(thing.id()));
        if (named) {
            return;
        }
        if (thing.kind().equals("repo")) {
            // a twin would keep the relation that it does not map
            for (var twin = twin(thing.id()); twin.isPresent(); twin = twin(thing.id())) {
                remove(twin.get(), live);
            }
            for (var orphan = needing(thing.id()); orphan.isPresent(); orphan = needing(thing.id())) {
                remove(orphan.get(), live);
            }
        }
        UnaryOperator<Thing> release = other -> switch (thing.kind()) {
            case "team" ->
                other.kind().equals("repo") && thing.id().equals(other.needs()) ? other.relating(null, null) : other;
            case "issue" ->
                other.kind().equals("issue") && thing.id().equals(other.parent())
                        ? other.relating(other.needs(), null)
                        : other;
            default -> other;
        };
        things.replaceAll(release);
    }

    private java.util.Optional<Thing> twin(String repo) {
        return things.stream()
                .filter(thing -> thing.kind().equals("mirror") && thing.id().equals(repo))
                .findFirst();
    }

    private java.util.Optional<Thing> needing(String repo) {
        return things.stream()
                .filter(thing -> thing.kind().equals("issue") && repo.equals(thing.needs()))
                .findFirst();
    }

    private void rename(String part, String kind, String stream) {
        String to = part + nemesis.choice(stream, 10);
        long now = story.tell("source: partition " + part + " of " + kind + " is called " + to + " now");
        things.replaceAll(
                thing -> thing.kind().equals(kind) && thing.part().startsWith(part) ? thing.at(to, now) : thing);
    }

    /** Remembers that a page was noted: it must not be read again. */
    void noted(String run, String label, String part, String place) {
        noted.add(run + ' ' + label + ' ' + part + ' ' + place);
    }

    /** Tells what it has of a kind, as well as it can today. */
    Fetched read(
            String run,
            String kind,
            String label,
            Progress progress,
            PageSink sink,
            Runnable step,
            BooleanSupplier inCharge)
            throws InterruptedException {
        var gaps = new ArrayList<Gap>();
        if (kind.equals("team") && nemesis.strikes("empty " + kind, 0.06)) {
            story.tell("source: " + kind + " answers with an empty list, which is a lie");
        } else if (nemesis.strikes("kind " + kind, 0.05)) {
            gaps.add(new Gap("", "the host went away"));
        } else {
            boolean tokens = kind.equals("repo") || kind.equals("issue");
            for (String part : parts(kind)) {
                if (part.isEmpty() || !progress.complete(part)) {
                    var reading = new Reading(run, kind, label, part, tokens, sink, step, inCharge);
                    String gap = reading.read(tokens ? progress.resumeAt(part).orElse("") : "");
                    if (gap != null) {
                        gaps.add(new Gap(part, gap));
                    }
                    if (!part.isEmpty()) {
                        sink.ended(part, gap);
                    }
                }
            }
        }
        sink.ended(
                "",
                gaps.stream()
                        .filter(gap -> gap.partition().isEmpty())
                        .map(Gap::reason)
                        .findFirst()
                        .orElse(null));
        if (!gaps.isEmpty()) {
            story.tell("source: " + kind + " has gaps " + gaps);
        }
        return new Fetched(gaps, false, false);
    }

    private synchronized Set<String> parts(String kind) {
        var parts = new TreeSet<String>();
        things.stream()
                .filter(thing -> thing.kind().equals(kind))
                .map(Thing::part)
                .forEach(parts::add);
        return parts;
    }

    /** Reading one partition. */
    private final class Reading {
        private final String run;
        private final String kind;
        private final String label;
        private final String part;
        private final boolean tokens;
        private final PageSink sink;
        private final Runnable step;
        private final BooleanSupplier inCharge;

        Reading(
                String run,
                String kind,
                String label,
                String part,
                boolean tokens,
                PageSink sink,
                Runnable step,
                BooleanSupplier inCharge) {
            this.run = run;
            this.kind = kind;
            this.label = label;
            this.part = part;
            this.tokens = tokens;
            this.sink = sink;
            this.step = step;
            this.inCharge = inCharge;
        }

        @Nullable
        String read(String from) throws InterruptedException {
            String place = from;
            while (!place.equals(END)) {
                step.run();
                if (!part.isEmpty() && !parts(kind).contains(part)) {
                    return "404: there is no " + part;
                }
                if (nemesis.strikes("page " + kind, 0.05)) {
                    return "page after '" + place + "' failed";
                }
                List<Thing> page = page(place, 1 + nemesis.choice("pages", 4));
                String next = page.isEmpty() ? END : page.getLast().id();
                if (tokens && inCharge.getAsBoolean() && noted.contains(run + ' ' + label + ' ' + part + ' ' + next)) {
                    story.violation(
                            "I5", "the page of " + label + " " + part + " that ends at " + next + " is read again");
                }
                push(page, next);
                place = next;
            }
            return null;
        }

        private void push(List<Thing> page, String next) throws InterruptedException {
            var records = new ArrayList<JsonNode>();
            for (Thing thing : page) {
                JsonNode record = thing.record();
                if (nemesis.strikes("unreadable " + kind, 0.01)) {
                    sink.unreadable(part, record, "too large");
                } else if (kind.equals("issue") && nemesis.strikes("broken " + kind, 0.02)) {
                    records.add(((com.fasterxml.jackson.databind.node.ObjectNode) record).put("open", "maybe"));
                } else {
                    records.add(record);
                }
            }
            story.tell("source: " + label + " " + part + " gives "
                    + page.stream().map(Thing::id).toList());
            if (tokens) {
                sink.page(part, records, next);
            } else if (!records.isEmpty()) {
                sink.page(part, records, null);
            }
        }

        private List<Thing> page(String after, int size) {
            return things().stream()
                    .filter(thing -> thing.kind().equals(kind) && thing.part().equals(part))
                    .filter(thing -> thing.id().compareTo(after) > 0)
                    .limit(size)
                    .toList();
        }
    }

    /** Whether a thing that makes an entity is there, and has been at its place since some time. */
    synchronized boolean hasSince(Wish wish, io.atoll.model.Entity.Ref ref, long time) {
        return things.stream()
                .filter(thing -> thing.since() <= time && thing.id().equals(ref.identifier()))
                .anyMatch(thing -> {
                    var entity = wish.entity(thing);
                    return entity != null && Objects.equals(entity.ref(), ref);
                });
    }

    /** Whether a thing that makes an entity is there. */
    boolean has(Wish wish, io.atoll.model.Entity.Ref ref) {
        return hasSince(wish, ref, Long.MAX_VALUE);
    }
}
