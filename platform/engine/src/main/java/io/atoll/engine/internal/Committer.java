package io.atoll.engine.internal;

import io.atoll.pipeline.Ledger.Fenced;
import io.atoll.pipeline.Ledger.Journal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Notes in the ledger what is dealt with: of each partition the pages in the order in which they came, however they overtook one
 * another, and then its end; the end of the resource outside of partitions comes last. All pages that are ready at a time are noted
 * together.
 */
final class Committer {

    /** So many pages are noted in one transaction at most, while those of other runs wait. */
    private static final int TOGETHER = 50;

    /** What pages that are noted together take of the share at most, unless it is one: 4 MiB. */
    private static final int WEIGHT_TOGETHER = 4 * 1024;

    private final Journal journal;
    private final String label;
    private final Share share;
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

    /**
     * Notes nothing yet.
     *
     * @param share is given back what each page took when it is noted
     */
    Committer(Journal journal, String label, Share share) {
        this.journal = journal;
        this.label = label;
        this.share = share;
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
            wakeLast();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private Line line(String partition) {
        return lines.computeIfAbsent(partition, name -> new Line());
    }

    /** What is outside of partitions may have waited for them. */
    private void wakeLast() {
        Line line = lines.get("");
        if (line != null) {
            wake("", line);
        }
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
            var passages = new ArrayList<Passage>();
            var ends = new LinkedHashMap<String, @Nullable String>();
            if (!collect(passages, ends)) {
                return;
            }
            if (!passages.isEmpty()) {
                FailPoint.PAGES_READY.pass();
                journal.pages(passages.stream().map(Passage::page).toList());
                FailPoint.PAGES_NOTED.pass();
                share.give(passages.stream().mapToInt(Passage::weight).sum());
            }
            for (var end : ends.entrySet()) {
                journal.partition(label, end.getKey(), end.getValue());
                FailPoint.PARTITION_NOTED.pass();
            }
        }
    }

    private boolean collect(List<Passage> passages, Map<String, @Nullable String> ends) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (ready.isEmpty()) {
                if (closed && lines.isEmpty()) {
                    return false;
                }
                changed.await();
            }
            while (!ready.isEmpty() && !enough(passages)) {
                String partition = ready.remove();
                take(partition, line(partition), passages, ends);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    private static boolean enough(List<Passage> passages) {
        return passages.size() >= TOGETHER
                || passages.stream().mapToInt(Passage::weight).sum() >= WEIGHT_TOGETHER;
    }

    private void take(String partition, Line line, List<Passage> passages, Map<String, @Nullable String> ends) {
        line.queued = false;
        Passage head = line.pages.peek();
        while (head != null && head.done() && !enough(passages)) {
            passages.add(line.pages.remove());
            head = line.pages.peek();
        }
        if (head != null) {
            wake(partition, line);
            return;
        }
        boolean turn = !partition.isEmpty() || lines.size() == 1;
        if (line.ended && turn) {
            ends.put(partition, line.gap);
            lines.remove(partition);
            wakeLast();
        } else if (!line.ended && closed) {
            lines.remove(partition);
            wakeLast();
        }
    }
}
