package io.atoll.engine.internal;

import io.atoll.pipeline.Ledger.Fenced;
import io.atoll.pipeline.Ledger.Journal;
import io.atoll.pipeline.Ledger.Page;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Notes in the ledger what is dealt with: of each partition the pages in the order in which they came, however they overtook one
 * another, and then its end. All pages that are ready at a time are noted together.
 */
final class Committer {

    private static final int TOGETHER = 500;

    private final Journal journal;
    private final String label;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<String, Line> lines = new HashMap<>();
    private final Queue<String> ready = new ArrayDeque<>();
    private boolean closed;

    /** The pages of one partition, in order, and whether more will come. */
    private static final class Line {
        private final Queue<Passage> pages = new ArrayDeque<>();
        private boolean ended;
        private boolean queued;
        private @Nullable String gap;
    }

    Committer(Journal journal, String label) {
        this.journal = journal;
        this.label = label;
    }

    /** A page begins its passage. */
    void expect(Passage page) {
        lock.lock();
        try {
            line(page.partition()).pages.add(page);
        } finally {
            lock.unlock();
        }
    }

    /** A page has ended its passage. */
    void done(Passage page) {
        lock.lock();
        try {
            Line line = lines.get(page.partition());
            if (line != null) { // else it was noted already, with what was ready before
                wake(page.partition(), line);
            }
        } finally {
            lock.unlock();
        }
    }

    /** No page of a partition follows. */
    void ended(String partition, @Nullable String gap) {
        lock.lock();
        try {
            Line line = line(partition);
            line.ended = true;
            line.gap = gap;
            wake(partition, line);
        } finally {
            lock.unlock();
        }
    }

    /** No page of any partition follows. */
    void close() {
        lock.lock();
        try {
            closed = true;
            lines.values().removeIf(line -> line.pages.isEmpty() && !line.ended);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private Line line(String partition) {
        return lines.computeIfAbsent(partition, name -> new Line());
    }

    private void wake(String partition, Line line) {
        Passage head = line.pages.peek();
        if (!line.queued && (head == null ? line.ended : head.done())) {
            line.queued = true;
            ready.add(partition);
            changed.signalAll();
        }
    }

    /** Notes until the committer is closed and everything that was expected is noted. */
    void work() throws InterruptedException, Fenced {
        while (true) {
            var pages = new ArrayList<Page>();
            var ends = new HashMap<String, @Nullable String>();
            if (!collect(pages, ends)) {
                return;
            }
            if (!pages.isEmpty()) {
                FailPoint.PAGES_READY.pass();
                journal.pages(pages);
                FailPoint.PAGES_NOTED.pass();
            }
            for (var end : ends.entrySet()) {
                journal.partition(label, end.getKey(), end.getValue());
                FailPoint.PARTITION_NOTED.pass();
            }
        }
    }

    private boolean collect(List<Page> pages, Map<String, @Nullable String> ends) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (ready.isEmpty()) {
                if (closed && lines.isEmpty()) {
                    return false;
                }
                changed.await();
            }
            for (String partition = ready.poll(); partition != null; partition = ready.poll()) {
                take(partition, line(partition), pages, ends);
                if (pages.size() >= TOGETHER) {
                    break;
                }
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void take(String partition, Line line, List<Page> pages, Map<String, @Nullable String> ends) {
        line.queued = false;
        for (Passage head = line.pages.peek(); head != null && head.done(); head = line.pages.peek()) {
            pages.add(line.pages.remove().page());
        }
        if (line.pages.isEmpty()) {
            if (line.ended) {
                ends.put(partition, line.gap);
            }
            if (line.ended || closed) {
                lines.remove(partition);
            }
        }
    }
}
