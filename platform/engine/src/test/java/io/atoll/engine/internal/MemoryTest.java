package io.atoll.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.atoll.engine.internal.Memory.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Ten are everybody's own, and twenty more are there for all. */
@Timeout(60)
class MemoryTest {

    private final Memory memory = new Memory(10, 20);
    private final List<Thread> threads = new ArrayList<>();

    @AfterEach
    void stop() throws InterruptedException {
        threads.forEach(Thread::interrupt);
        for (Thread thread : threads) {
            thread.join();
        }
    }

    @Test
    void aPartIsNoLargerThanWhatThereIs() {
        assertThat(memory.part(15).limit()).isEqualTo(15);
        assertThat(memory.part(1000).limit()).isEqualTo(30);
    }

    @Test
    void whatIsOnesOwnIsThereHoweverMuchOthersHold() throws Exception {
        memory.part(30).take(30, () -> {});
        var other = memory.part(30);

        other.take(10, () -> {});

        assertThat(taking(other, 1).waits()).isTrue();
    }

    @Test
    void whatIsGivenBackIsThereForOthers() throws Exception {
        var greedy = memory.part(30);
        greedy.take(30, () -> {});
        Taking other = taking(memory.part(30), 12);
        assertThat(other.waits()).isTrue();

        greedy.give(2);

        other.done();
    }

    @Test
    void whatAPartHeldWhenItIsClosedIsThereForOthers() throws Exception {
        try (var greedy = memory.part(30)) {
            greedy.take(30, () -> {});
        }

        memory.part(30).take(30, () -> {});
    }

    @Test
    void whoWantsMuchIsNotOvertakenByThoseWhoWantLittle() throws Exception {
        var greedy = memory.part(30);
        greedy.take(25, () -> {});
        Taking much = taking(memory.part(30), 30);
        assertThat(much.waits()).isTrue();
        Taking little = taking(memory.part(30), 11);
        assertThat(little.waits()).isTrue();

        greedy.give(25);
        much.done();

        assertThat(little.waits()).isTrue();
        much.part().give(30);
        little.done();
    }

    @Test
    void whoWaitsForItsOwnRecordsKeepsNobodyFromWhatIsCommon() throws Exception {
        var full = memory.part(12);
        full.take(12, () -> {});
        assertThat(taking(full, 1).waits()).isTrue();

        memory.part(30).take(28, () -> {});
    }

    @Test
    void whoLeavesTheLineKeepsNobodyFromWhatIsCommon() throws Exception {
        var greedy = memory.part(30);
        greedy.take(25, () -> {});
        Taking much = taking(memory.part(30), 30);
        Taking little = taking(memory.part(30), 11);

        much.thread().interrupt();

        little.done();
    }

    private record Taking(Part part, Thread thread, AtomicBoolean took) {

        boolean waits() {
            return !took.get();
        }

        void done() throws InterruptedException {
            thread.join();
            assertThat(took).isTrue();
        }
    }

    /** Takes on another thread; returns once that has taken it, or waits. */
    private Taking taking(Part part, int amount) throws InterruptedException {
        var told = new CountDownLatch(1);
        var took = new AtomicBoolean();
        Thread thread = Thread.ofPlatform().start(() -> {
            try {
                part.take(amount, told::countDown);
                took.set(true);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            } finally {
                told.countDown();
            }
        });
        threads.add(thread);
        told.await();
        return new Taking(part, thread, took);
    }
}
