package io.atoll.actions.internal;

import io.atoll.pipeline.ActionDesk.Run;
import io.atoll.pipeline.ActionDesk.State;
import io.atoll.pipeline.ActionRuns.Ref;
import io.atoll.pipeline.ActionRuns.Source;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The runs of one instance that were claimed and are not over, in the order of their claims. Thread-safe.
 *
 * <p>A run is handed out when a place is free, its time has come, and no earlier run of its partition is here.
 */
final class Buffer {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<Ref, Ticket> tickets = new LinkedHashMap<>();
    private final Terms terms;
    private final InstantSource clock;

    Buffer(Terms terms, InstantSource clock) {
        this.terms = terms;
        this.clock = clock;
    }

    /** Takes a run in; false if it is here already. */
    boolean add(Ticket ticket) {
        return locked(() -> tickets.putIfAbsent(ticket.ref(), ticket) == null);
    }

    /** Whether a run is here. */
    boolean holds(Ref run) {
        return locked(() -> tickets.containsKey(run));
    }

    /** The runs that are here. */
    Set<Ref> refs() {
        return locked(() -> Set.copyOf(tickets.keySet()));
    }

    /** How many more runs have room. */
    int room() {
        return locked(() -> Math.max(0, terms.buffer() - (int) waiting().count()));
    }

    /** The actions or nodes of which no more runs are wanted, as so many wait. */
    Set<String> full(Source source) {
        return locked(() -> {
            var counts = new HashMap<String, Integer>();
            waiting()
                    .filter(ticket -> ticket.ref().source() == source)
                    .forEach(ticket -> counts.merge(ticket.claimed.group(), 1, Integer::sum));
            var full = new TreeSet<String>();
            counts.forEach((group, count) -> {
                if (count >= terms.share()) {
                    full.add(group);
                }
            });
            return full;
        });
    }

    /** The runs of which it is not known yet how they are to be carried out, in order. */
    List<Ticket> unsorted() {
        return locked(() -> waiting()
                .filter(ticket -> ticket.partition == null && ticket.fault.isEmpty())
                .toList());
    }

    /** Lets a run be carried out, after those of the same partition. */
    void sorted(Ticket ticket, String partition) {
        change(() -> {
            ticket.partition = partition;
            ticket.detail = "";
        });
    }

    /** Lets a run be reported as one that cannot be carried out. */
    void faulty(Ticket ticket, String fault) {
        change(() -> {
            enter(ticket, State.WAITING);
            ticket.fault = fault;
            ticket.notBefore = clock.instant();
        });
    }

    /** Takes a run back that was handed out, until its time comes. */
    void defer(Ticket ticket, Duration pause, String why) {
        change(() -> {
            enter(ticket, State.WAITING);
            ticket.detail = why;
            ticket.notBefore = clock.instant().plus(pause);
        });
    }

    /** Takes a run back that was handed out, as it is not known any more how it is to be carried out. */
    void unsort(Ticket ticket, String why) {
        change(() -> {
            enter(ticket, State.WAITING);
            ticket.detail = why;
            ticket.partition = null;
        });
    }

    /** Says that the time of a run is over, and that it does not stop. */
    void stuck(Ticket ticket) {
        change(() -> enter(ticket, State.STUCK));
    }

    /** Forgets a run. */
    void done(Ticket ticket) {
        change(() -> tickets.remove(ticket.ref()));
    }

    /** Waits for the next run that can be carried out, and hands it out. */
    Ticket take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (true) {
                Optional<Ticket> next = next();
                if (next.isPresent()) {
                    enter(next.get(), State.RUNNING);
                    return next.get();
                }
                long ignored = changed.awaitNanos(untilNext().toNanos());
            }
        } finally {
            lock.unlock();
        }
    }

    private Optional<Ticket> next() {
        long underWay = tickets.size() - waiting().count();
        if (underWay >= terms.workers()) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        Set<String> taken = new HashSet<>();
        tickets.values().stream()
                .filter(ticket -> ticket.state != State.WAITING)
                .flatMap(ticket -> Stream.ofNullable(ticket.partition))
                .filter(partition -> !partition.isEmpty())
                .forEach(taken::add);
        for (Ticket ticket : tickets.values()) {
            boolean free = ticket.state == State.WAITING
                    && !ticket.notBefore.isAfter(now)
                    && (!ticket.fault.isEmpty() || (ticket.partition != null && !taken.contains(ticket.partition)));
            if (free) {
                return Optional.of(ticket);
            }
            if (ticket.fault.isEmpty() && ticket.partition != null && !ticket.partition.isEmpty()) {
                taken.add(ticket.partition);
            }
        }
        return Optional.empty();
    }

    /** How long nothing can change by time alone. */
    private Duration untilNext() {
        Instant now = clock.instant();
        return waiting()
                .map(ticket -> ticket.notBefore)
                .filter(time -> time.isAfter(now))
                .map(time -> Duration.between(now, time))
                .min(Duration::compareTo)
                .orElse(Duration.ofMinutes(1));
    }

    /** How its runs stand. */
    List<Run> runs() {
        return locked(() -> tickets.values().stream()
                .map(ticket ->
                        new Run(ticket.ref().id(), ticket.claimed.action(), ticket.state, ticket.since, ticket.detail))
                .toList());
    }

    private Stream<Ticket> waiting() {
        return tickets.values().stream().filter(ticket -> ticket.state == State.WAITING);
    }

    private void enter(Ticket ticket, State state) {
        ticket.state = state;
        ticket.since = clock.instant();
        ticket.detail = "";
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private <T> T locked(Supplier<T> question) {
        lock.lock();
        try {
            return Objects.requireNonNull(question.get());
        } finally {
            lock.unlock();
        }
    }
}
