package io.atoll.simulation;

import io.atoll.model.Entity.Ref;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;

/**
 * What the third party truly has.
 *
 * <p>A {@code team} is needed by nobody. A {@code repo} stands in a partition and relates to a team. An {@code issue} needs a repo and may
 * have a parent. A {@code mirror} stands in a partition, and makes the same entity as a repo now and then. {@code ring}s come in pairs and
 * need each other. An {@code item} lies in a box, and may lie in two, which tell different things of it. A {@code badge} is for a gadget,
 * which others made.
 */
final class ThirdParty {

    static final List<String> KINDS = List.of("team", "repo", "issue", "mirror", "ring", "item", "badge");
    static final int GADGETS = 3;
    private static final List<String> PARTS = List.of("east", "north", "south");
    private static final List<String> BOXES = List.of("box1", "box2", "box3");

    private final Nemesis nemesis;
    private final Story story;
    private final List<Thing> things = new ArrayList<>();

    /** The partitions in which repos are or were: one that comes back comes back there, as a record stays in its part. */
    private final Map<String, String> homes = new HashMap<>();

    private final Set<String> names = new HashSet<>(PARTS);
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
        for (int i = nemesis.choice("more", 12); i > 0; i--) {
            addMore();
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
        if (nemesis.choice("more", 3) == 0) {
            live.accept(addMore(), true);
        }
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
                    story.change("source: " + changed + " changed");
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

    /** Something of the kinds that make entities in a less simple way. */
    private Thing addMore() {
        String id = "%03d".formatted(next++);
        long now = story.change("source: something more comes, " + id);
        String value = "v" + nemesis.choice("more", 1000);
        return switch (nemesis.choice("more", 3)) {
            case 0 -> {
                var first = new Thing("ring", "", "x" + id + "a", value, true, "x" + id + "b", null, now);
                things.add(new Thing("ring", "", "x" + id + "b", value, true, first.id(), null, now));
                yield added(first);
            }
            case 1 -> {
                String known = some("item", "more").orElse("");
                String name = known.isEmpty() || nemesis.choice("more", 3) > 0 ? "t" + id : known;
                var box = BOXES.get(nemesis.choice("more", BOXES.size()));
                things.removeIf(other -> other.is("item", name) && other.part().equals(box));
                yield added(new Thing("item", box, name, value, true, null, null, now));
            }
            default -> {
                String gadget = "g" + nemesis.choice("more", GADGETS);
                things.removeIf(other -> other.kind().equals("badge") && gadget.equals(other.needs()));
                yield added(new Thing("badge", "", "b" + id, value, true, gadget, null, now));
            }
        };
    }

    private Thing added(Thing thing) {
        things.add(thing);
        return thing;
    }

    private Thing put(String kind, String id) {
        boolean parted = kind.equals("repo") || kind.equals("mirror");
        String part = parted ? PARTS.get(nemesis.choice("ids", 3)) : "";
        if (kind.equals("repo")) {
            part = homes.computeIfAbsent(id, none -> PARTS.get(nemesis.choice("homes", 3)));
        }
        return put(kind, id, part);
    }

    private Thing put(String kind, String id, String part) {
        boolean parted = kind.equals("repo") || kind.equals("mirror");
        var thing = new Thing(
                kind,
                part,
                id,
                "v" + nemesis.choice("ids", 1000),
                nemesis.choice("ids", 3) > 0,
                switch (kind) {
                    case "repo" -> some("team").orElse(null);
                    case "mirror" -> some("team", "more").orElse(null);
                    case "issue" -> some("repo").orElse(null);
                    default -> null;
                },
                kind.equals("issue") && nemesis.choice("ids", 2) == 0
                        ? some("issue").orElse(null)
                        : null,
                story.change("source: " + kind + " " + part + "/" + id + " comes"));
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

    private Optional<String> some(String kind) {
        return some(kind, "ids");
    }

    private Optional<String> some(String kind, String stream) {
        var ids = things.stream()
                .filter(thing -> thing.kind().equals(kind))
                .map(Thing::id)
                .toList();
        return ids.isEmpty() ? Optional.empty() : Optional.of(ids.get(nemesis.choice(stream, ids.size())));
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
        story.change("source: " + thing.kind() + " " + thing.part() + "/" + thing.id() + " goes");
        live.accept(thing, false);
        boolean named = things.stream()
                .anyMatch(
                        other -> other.kind().equals(thing.kind()) && other.id().equals(thing.id()));
        if (named) {
            return;
        }
        if (thing.kind().equals("ring")) {
            needing("ring", thing.id()).ifPresent(partner -> remove(partner, live));
        }
        if (thing.kind().equals("repo")) {
            // a twin would keep the relation that it does not map
            for (var twin = twin(thing.id()); twin.isPresent(); twin = twin(thing.id())) {
                remove(twin.get(), live);
            }
            for (var orphan = needing("issue", thing.id()); orphan.isPresent(); orphan = needing("issue", thing.id())) {
                remove(orphan.get(), live);
            }
        }
        UnaryOperator<Thing> release = other -> switch (thing.kind()) {
            case "team" ->
                (other.kind().equals("repo") || other.kind().equals("mirror"))
                                && thing.id().equals(other.needs())
                        ? other.relating(null, null)
                        : other;
            case "issue" ->
                other.kind().equals("issue") && thing.id().equals(other.parent())
                        ? other.relating(other.needs(), null)
                        : other;
            default -> other;
        };
        things.replaceAll(release);
    }

    private Optional<Thing> twin(String repo) {
        return things.stream()
                .filter(thing -> thing.kind().equals("mirror") && thing.id().equals(repo))
                .findFirst();
    }

    private Optional<Thing> needing(String kind, String target) {
        return things.stream()
                .filter(thing -> thing.kind().equals(kind) && target.equals(thing.needs()))
                .findFirst();
    }

    private void rename(String part, String kind, String stream) {
        String to = part + nemesis.choice(stream, 10);
        if (!names.add(kind + to)) {
            // a name that was another partition's is nobody's new one
            return;
        }
        long now = story.change("source: partition " + part + " of " + kind + " is called " + to + " now");
        things.replaceAll(
                thing -> thing.kind().equals(kind) && thing.part().startsWith(part) ? thing.at(to, now) : thing);
        if (kind.equals("repo")) {
            homes.replaceAll((id, home) -> home.startsWith(part) ? to : home);
        }
    }

    /** The partitions in which something of a kind is. */
    synchronized Set<String> parts(String kind) {
        var parts = new TreeSet<String>();
        things.stream()
                .filter(thing -> thing.kind().equals(kind))
                .map(Thing::part)
                .forEach(parts::add);
        return parts;
    }

    /** Whether a thing that makes an entity is there, and has been at its place since some time. */
    synchronized boolean hasSince(Wish wish, Ref ref, long time) {
        return things.stream().filter(thing -> thing.since() <= time).anyMatch(thing -> {
            var entity = wish.entity(thing);
            return entity != null && Objects.equals(entity.ref(), ref);
        });
    }

    /** Whether a thing that makes an entity is there. */
    boolean has(Wish wish, Ref ref) {
        return hasSince(wish, ref, Long.MAX_VALUE);
    }
}
