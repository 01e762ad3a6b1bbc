package io.atoll.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.engine.internal.SimulatedEngine;
import io.atoll.ledger.internal.SimulatedLedger;
import io.atoll.model.Resource;
import io.atoll.pipeline.Fetcher;
import io.atoll.pipeline.Ledger;
import io.atoll.pipeline.Ledger.Journal;
import io.atoll.pipeline.Ledger.Page;
import io.atoll.pipeline.SyncEngine;
import io.atoll.spi.IntegrationId;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One process: an engine, its ledger and its diff. At any of its steps to the outside it can die, so that nothing of it goes on, or stand
 * still, so that another takes over.
 */
final class Node implements AutoCloseable {

    private static final Set<String> SILENT = Set.of(
            "toString",
            "opening",
            "epoch",
            "resumed",
            "ensureHeld",
            "unfinished",
            "recent",
            "ids",
            "report",
            "listing");

    private final World world;
    private final int number;
    private final Path folder;
    private final SimulatedLedger files;
    private final SimulatedEngine engine;
    private final AtomicInteger fuse = new AtomicInteger();
    private final AtomicInteger frost = new AtomicInteger();
    private final CountDownLatch frozen = new CountDownLatch(1);
    private final CountDownLatch thawed = new CountDownLatch(1);
    private volatile boolean dead;
    private volatile boolean asked;
    private volatile String run = "";

    Node(World world, int number, Path folder) throws InterruptedException {
        this.world = world;
        this.number = number;
        this.folder = folder;
        this.files = SimulatedLedger.open(folder.resolve("ledger"), world::nanos, world.clock());
        this.engine = new SimulatedEngine(
                world,
                new Source(),
                world.mapper(),
                world.reconciler(folder),
                new NodeCatalog(world, this),
                (Ledger) proxy(Ledger.class, files.ledger()),
                world.clock(),
                folder,
                world.config(),
                false);
    }

    SyncEngine engine() {
        return engine.engine();
    }

    /** The ledger as it is, for those who only look. */
    Ledger ledger() {
        return files.ledger();
    }

    Path folder() {
        return folder;
    }

    void look() {
        engine.look();
    }

    /** The platform is asked to stop, by somebody who does not wait. */
    void askToStop() {
        world.story().tell("node " + number + ": the platform is asked to stop");
        asked = true;
    }

    /** The platform stops if it was asked to; runs are suspended, and nothing of it goes on. */
    boolean stops() {
        if (asked && !dead) {
            engine.stop();
            dead = true;
            world.story().tell("node " + number + " has stopped");
        }
        return asked;
    }

    boolean dead() {
        return dead;
    }

    String run() {
        return run;
    }

    /** It dies so many steps from now; 0 for not at all. */
    void dieIn(int steps) {
        fuse.set(steps);
    }

    /** It stands still so many steps from now. */
    void freezeIn(int steps) {
        frost.set(steps);
    }

    boolean standsStill() {
        return frozen.getCount() == 0;
    }

    void thaw() {
        thawed.countDown();
    }

    /** Comes to a step to the outside; dead processes take none. */
    void step(String what) {
        if (dead) {
            throw new Died();
        }
        if (fuse.get() > 0 && fuse.decrementAndGet() == 0) {
            dead = true;
            world.story().tell("node " + number + " dies at " + what);
            throw new Died();
        }
    }

    /** As {@link #step}, where a stopped process may stand as well: anywhere but between asking for leave and the bytes of a request. */
    void stillStep(String what) {
        step(what);
        if (frost.get() > 0 && frost.decrementAndGet() == 0) {
            world.story().tell("node " + number + " stands still at " + what);
            frozen.countDown();
        }
        if (standsStill()) {
            boolean interrupted = false;
            while (true) {
                try {
                    thawed.await();
                    break;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public String toString() {
        return "node " + number;
    }

    @Override
    public void close() {
        files.close();
    }

    private Object proxy(Class<?> type, Object target) {
        return Proxy.newProxyInstance(
                Node.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> call(target, method, arguments));
    }

    private @Nullable Object call(Object target, Method method, Object @Nullable [] arguments) throws Throwable {
        String name = method.getName();
        boolean silent = SILENT.contains(name);
        if (dead) {
            throw new Died();
        }
        if (!silent) {
            stillStep("before " + name);
        } else if (name.equals("ensureHeld") && standsStill()) {
            stillStep(name);
        }
        Object result;
        try {
            method.setAccessible(true);
            result = method.invoke(target, arguments);
        } catch (InvocationTargetException thrown) {
            throw Objects.requireNonNull(thrown.getCause());
        }
        note(target, name, arguments);
        if (result instanceof Journal journal) {
            return begun(journal);
        }
        if (result instanceof Optional<?> optional && optional.orElse(null) instanceof Journal journal) {
            return Optional.of(begun(journal));
        }
        if (!silent) {
            stillStep("after " + name);
        }
        return result;
    }

    private Object begun(Journal journal) {
        run = journal.opening().run().value();
        world.begun(this, journal);
        stillStep("after begin");
        return proxy(Journal.class, journal);
    }

    private void note(Object target, String name, Object @Nullable [] arguments) {
        if (!(target instanceof Journal journal) || arguments == null) {
            return;
        }
        switch (name) {
            case "pages" -> {
                for (Object one : (List<?>) arguments[0]) {
                    var page = (Page) one;
                    if (page.resumeAt() != null) {
                        world.answers()
                                .noted(
                                        journal.opening().run().value(),
                                        page.label(),
                                        page.partition(),
                                        page.resumeAt());
                    }
                    if (!page.counts().reconcile()) {
                        world.story().violation("I3", page.label() + " " + page.counts());
                    }
                }
            }
            case "certificate" -> {
                world.certified(journal.opening().run().value());
                world.story().tell("node " + number + " certificate " + arguments[0]);
            }
            case "changes", "end", "resource" ->
                world.story()
                        .tell("node " + number + " " + name + " "
                                + brief(List.of(arguments).toString()));
            default -> {}
        }
    }

    private static String brief(String text) {
        return text.length() > 600 ? text.substring(0, 600) + "…" : text;
    }

    /** What this process reads. */
    private final class Source implements Fetcher {

        @Override
        public Fetched fetch(IntegrationId integration, Resource resource, Progress progress, PageSink sink)
                throws InterruptedException {
            String current = run;
            var counted = new PageSink() {
                @Override
                public void page(String partition, List<JsonNode> records, @Nullable String resumeAt)
                        throws InterruptedException {
                    world.told(current, resource, records);
                    sink.page(partition, records, resumeAt);
                    stillStep("page");
                }

                @Override
                public void unreadable(String partition, JsonNode record, String reason) throws InterruptedException {
                    sink.unreadable(partition, record, reason);
                }

                @Override
                public void ended(String partition, @Nullable String gap) throws InterruptedException {
                    stillStep("end of partition");
                    sink.ended(partition, gap);
                }
            };
            var reader = new Answers.Reader(
                    current,
                    resource.kind().name(),
                    resource.label(),
                    counted,
                    () -> world.whileReading(Node.this),
                    () -> world.inCharge(Node.this, current));
            return world.answers().read(reader, progress);
        }

        @Override
        public Fetched starting(IntegrationId integration) {
            return new Fetched(List.of(), false, false);
        }

        @Override
        public Fetched completed(IntegrationId integration) {
            return new Fetched(List.of(), false, false);
        }

        @Override
        public List<ProviderStatus> providers() {
            return List.of(
                    new ProviderStatus(World.ID.toString(), List.of("*"), List.of(), "source", "sim", "active", ""));
        }
    }
}
