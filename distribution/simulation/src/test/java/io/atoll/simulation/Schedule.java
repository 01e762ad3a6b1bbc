package io.atoll.simulation;

import io.atoll.ledger.internal.SimulatedLedger;
import io.atoll.pipeline.RunId;
import io.atoll.pipeline.RunReport;
import io.atoll.pipeline.RunReport.Mode;
import io.atoll.pipeline.RunReport.Status;
import io.atoll.pipeline.SyncEngine.RunRefused;
import io.atoll.pipeline.Trigger;
import io.atoll.simulation.CatalogModel.Shelf;
import io.atoll.simulation.Wish.Shelved;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** One story from its seed to its end: runs in a world where things go wrong, then rest, in which everything must come right. */
final class Schedule {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final World world;
    private final Nemesis nemesis;
    private final Story story;
    private final Path folder;
    private final List<Node> nodes = new ArrayList<>();

    private Schedule(long seed, Path folder) {
        this.world = new World(seed);
        this.nemesis = world.nemesis();
        this.story = world.story();
        this.folder = folder;
    }

    /** Plays a seed, and gives its story. */
    static Story play(long seed, Path folder) throws Exception {
        var schedule = new Schedule(seed, folder);
        try {
            schedule.play();
        } catch (Exception | Error broken) {
            schedule.story.violation(
                    "simulation",
                    broken + " at "
                            + List.of(broken.getStackTrace()).subList(0, Math.min(6, broken.getStackTrace().length)));
        } finally {
            for (Node node : schedule.nodes) {
                node.thaw();
                node.close();
            }
        }
        return schedule.story;
    }

    private void play() throws Exception {
        nodes.add(new Node(world, 0, folder.resolve("0")));
        int rounds = 2 + nemesis.choice("rounds", 4);
        for (int round = 0; round < rounds; round++) {
            between();
            try {
                round();
            } catch (Died died) {
                restart();
            }
        }
        calm();
    }

    private Node node() {
        return nodes.getLast();
    }

    private void between() {
        for (int i = nemesis.choice("between", 5); i > 0; i--) {
            boolean heard = nemesis.choice("between", 3) == 0;
            world.source().change("between", (thing, present) -> {
                if (heard) {
                    world.live(node(), thing, present);
                }
            });
        }
        world.othersMakeGadgets();
        if (nemesis.strikes("between runs", 0.2)) {
            world.reconfigure("between");
        }
    }

    private void round() throws Exception {
        if (nemesis.strikes("crash", 0.35)) {
            node().dieIn(1 + nemesis.choice("crash", 90));
        } else if (nemesis.strikes("freeze", 0.06)) {
            node().freezeIn(1 + nemesis.choice("freeze", 60));
        }
        if (nemesis.choice("rounds", 6) == 0) {
            plan();
        } else {
            settle(begin(trigger()));
        }
        for (int i = 0; i < 3 && node().ledger().unfinished().containsKey(World.ID); i++) {
            goOn();
        }
        decide();
    }

    private Trigger trigger() {
        return switch (nemesis.choice("trigger", 8)) {
            case 0 -> new Trigger.AtStart();
            case 1 -> new Trigger.Once();
            case 2 -> new Trigger.Manual("allowed", 3);
            default -> new Trigger.Manual("sim", 0);
        };
    }

    private RunId begin(Trigger trigger) throws RunRefused {
        return node().engine().start(World.ID, trigger);
    }

    /** Waits for a run and everything that was begun while it went on; brings up another process if this one died or stands still. */
    private void settle(RunId run) throws Exception {
        Node node = node();
        var report = await(node, run);
        if (node.standsStill()) {
            takeOver(node);
            return;
        }
        if (node.dead()) {
            restart();
            return;
        }
        for (RunReport other : node.engine().recent(5)) {
            await(node, other.id());
        }
        node.dieIn(0);
        story.tell("run " + run + " is " + report.status() + " " + report.reason());
        if (report.status() == Status.COMPLETE
                && report.mode() == Mode.FULL
                && world.quietSince(report.id().value())) {
            // whatever went wrong in it, wherever it was cut off
            compare();
        }
        if (node.dead()) {
            restart();
        }
    }

    private RunReport await(Node node, RunId run) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            node.stops();
            var report = node.dead()
                    ? over(node, run)
                    : node.engine().await(run, Duration.ofMillis(50)).orElseThrow();
            if (report.status() != Status.RUNNING || node.standsStill()) {
                return report;
            }
        }
        story.violation("I7", "run " + run + " does not end");
        throw new IllegalStateException("run " + run + " does not end");
    }

    /** Waits until the threads of a dead process have ended, which is no part of the story. */
    private static RunReport over(Node node, RunId run) throws InterruptedException {
        try {
            return node.engine().await(run, Duration.ofMillis(50)).orElseThrow();
        } catch (Died died) {
            return node.ledger().report(run).map(Schedule::cutOff).orElseGet(() -> cutOff(run));
        }
    }

    private static RunReport cutOff(RunReport report) {
        return cutOff(report.id());
    }

    private static RunReport cutOff(RunId run) {
        return new RunReport(
                run,
                World.ID,
                Mode.FULL,
                0,
                "",
                Status.SUSPENDED,
                "died",
                java.time.Instant.EPOCH,
                java.util.Optional.empty(),
                0,
                List.of(),
                RunReport.Deletion.none());
    }

    private void restart() throws Exception {
        Node dead = node();
        Path next = folder.resolve(String.valueOf(nodes.size()));
        SimulatedLedger.copy(dead.folder().resolve("ledger"), next.resolve("ledger"));
        nodes.add(new Node(world, nodes.size(), next));
        story.tell(node() + " comes up");
    }

    private void takeOver(Node still) throws Exception {
        world.leaping(true);
        try {
            nodes.add(new Node(world, nodes.size(), still.folder()));
        } finally {
            world.leaping(false);
        }
        story.tell(node() + " takes over from " + still);
        if (nemesis.choice("thaw", 2) == 0) {
            still.thaw();
        }
        goOn();
        still.thaw();
        for (RunReport report : still.engine().recent(3)) {
            await(still, report.id());
        }
        story.tell(still + " has ended");
    }

    private void goOn() throws Exception {
        if (nemesis.strikes("crash", 0.2)) {
            node().dieIn(1 + nemesis.choice("crash", 60));
        }
        if (nemesis.choice("go on", 4) == 0) {
            between();
        }
        Node node = node();
        var cutOff = node.ledger().unfinished().get(World.ID);
        switch (nemesis.choice("go on", 4)) {
            case 0 -> settle(begin(new Trigger.Manual("anew", 0)));
            case 1 -> settle(begin(new Trigger.AtStart()));
            default -> {
                try {
                    node.look();
                } catch (Died died) {
                    restart();
                    return;
                }
                if (cutOff != null) {
                    settle(cutOff);
                }
            }
        }
    }

    private void plan() throws Exception {
        RunId plan = node().engine().plan(World.ID, new Trigger.Manual("sim", 0));
        settle(plan);
        if (nemesis.choice("plan", 3) == 0) {
            between();
        }
        world.applying(plan.value());
        try {
            settle(node().engine().apply(plan, new Trigger.Manual("sim", 0)));
        } catch (RunRefused refused) {
            story.tell("not applied: " + refused.getMessage());
        }
    }

    private void decide() throws Exception {
        int choice = nemesis.choice("decision", 4);
        var newest = node().ledger().recent(1);
        if (newest.isEmpty() || newest.getFirst().deletion().pending().isEmpty() || choice > 1) {
            return;
        }
        RunId run = newest.getFirst().id();
        try {
            if (choice == 0) {
                story.tell("a person approves the deletions of " + run);
                settle(node().engine().approve(run, "sim"));
            } else {
                story.tell("a person rejects the deletions of " + run);
                node().engine().reject(run, "sim");
            }
        } catch (RunRefused refused) {
            story.tell("not decided: " + refused.getMessage());
        }
    }

    /** I2: faults have stopped. */
    private void calm() throws Exception {
        nemesis.rest();
        node().dieIn(0);
        node().freezeIn(0);
        story.tell("calm");
        world.othersMakeGadgets();
        if (world.wish() == Wish.OPEN) {
            world.wish(Wish.ALL);
        }
        RunReport report = null;
        for (int i = 0; i < 5 && (report == null || report.status() != Status.COMPLETE); i++) {
            RunId run = begin(new Trigger.Manual("calm", 0));
            settle(run);
            // a run that another process kept from beginning is in no ledger
            report = node().ledger().report(run).orElse(null);
            if (report != null && report.status() == Status.HELD) {
                RunId approved = node().engine().approve(run, "sim");
                settle(approved);
            }
        }
        if (report == null || report.status() != Status.COMPLETE) {
            story.violation("I2", "no run completes though nothing goes wrong any more: " + report);
            return;
        }
        compare();
        long before = world.catalog().writes();
        RunId second = begin(new Trigger.Manual("second", 0));
        settle(second);
        if (world.catalog().writes() != before) {
            story.violation("I2", "a second run writes " + (world.catalog().writes() - before));
        }
        account();
    }

    private void compare() {
        var wanted = world.wish().catalog(world.source().things());
        var held = world.catalog().shelves();
        var owned = held.entrySet().stream()
                .filter(entry -> entry.getValue().owner().equals(CatalogModel.OURS))
                .map(entry -> entry.getKey().toString())
                .collect(Collectors.toCollection(TreeSet::new));
        var names = wanted.keySet().stream().map(Object::toString).collect(Collectors.toCollection(TreeSet::new));
        if (names.stream().anyMatch(name -> name.startsWith("gadget/"))) {
            // of a blueprint of which something is found by a search, nothing is stale
            owned.stream().filter(name -> name.startsWith("gadget/")).forEach(names::add);
        }
        // what an entity that stays relates to, stays: a relation that nothing maps any more is left alone
        held.forEach((ref, shelf) -> CatalogModel.relations(shelf.entity()).values().stream()
                .map(Object::toString)
                .filter(target -> wanted.containsKey(ref) && owned.contains(target))
                .forEach(names::add));
        if (!owned.equals(names)) {
            var missing = new TreeSet<>(names);
            missing.removeAll(owned);
            owned.removeAll(names);
            story.violation("I2", "the catalog lacks " + missing + " and holds too much: " + owned);
        }
        for (Shelved one : wanted.values()) {
            Shelf shelf = held.get(one.ref());
            if (shelf != null && !same(one, shelf)) {
                story.violation("I2", "the catalog holds " + shelf.entity().json() + " instead of " + one);
            }
        }
    }

    private static boolean same(Shelved one, Shelf shelf) {
        var fields = shelf.entity().properties();
        var relations = shelf.entity().relations();
        return one.fields().entrySet().stream()
                        .allMatch(field -> fields.path(field.getKey()).asText().equals(field.getValue()))
                && one.relations().entrySet().stream()
                        .allMatch(relation -> relations.hasNonNull(relation.getKey())
                                ? relations.path(relation.getKey()).asText().equals(relation.getValue())
                                : relation.getValue().isEmpty());
    }

    /** I1 once more, and I3. */
    private void account() throws Exception {
        world.checker()
                .verify(node().folder().resolve("ledger"))
                .forEach(wrong -> story.violation("certificate", wrong));
        var ledger = node().ledger();
        for (RunReport report : ledger.recent(100)) {
            for (var kind : report.kinds()) {
                if (kind.fetched() != kind.upserted() + kind.unchanged() + kind.filtered() + kind.failed()) {
                    story.violation("I3", "run " + report.id() + ": " + kind);
                }
            }
            long[] stored = {0};
            ledger.failures(report.id(), failed -> stored[0]++);
            long failed = report.kinds().stream()
                    .mapToLong(RunReport.KindReport::failed)
                    .sum();
            if (stored[0] != failed) {
                story.violation("I3", "run " + report.id() + " counts " + failed + " failures and stores " + stored[0]);
            }
        }
    }
}
