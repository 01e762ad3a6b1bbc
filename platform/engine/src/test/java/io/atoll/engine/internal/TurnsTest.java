package io.atoll.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two places, and one more for people. */
@Timeout(60)
class TurnsTest {

    private final Turns turns = new Turns(2, 1);
    private final List<String> order = new CopyOnWriteArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final Semaphore began = new Semaphore(0);
    private final Semaphore end = new Semaphore(0);

    @AfterEach
    void stop() throws InterruptedException {
        threads.forEach(Thread::interrupt);
        for (Thread thread : threads) {
            thread.join();
        }
    }

    @Test
    void noMoreAreAtWorkThanThereArePlaces() throws Exception {
        works("run 0", false);
        works("run 1", false);
        waits("run 2", false);

        assertThat(order).containsExactly("run 0", "run 1");
        assertThat(turns.taken()).isEqualTo(2);
    }

    @Test
    void whoWaitsGetsThePlaceOfWhoLeavesInTheOrderOfComing() throws Exception {
        works("run 0", false);
        works("run 1", false);
        for (int i = 2; i < 5; i++) {
            waits("run " + i, false);
        }
        for (int i = 2; i < 5; i++) {
            end.release();
            began.acquire();
        }

        assertThat(order).containsExactly("run 0", "run 1", "run 2", "run 3", "run 4");
    }

    @Test
    void whomAPersonWaitsForHasAPlaceThatNobodyElseGetsAndGoesFirst() throws Exception {
        works("run 0", false);
        works("run 1", false);
        waits("run 2", false);
        works("a person's", true);
        waits("another person's", true);
        end.release();
        began.acquire();

        assertThat(order).containsExactly("run 0", "run 1", "a person's", "another person's");
        assertThat(turns.taken()).isEqualTo(3);
    }

    @Test
    void whoDoesNotWaitAnyMoreTakesNoPlace() throws Exception {
        works("run 0", false);
        works("run 1", false);
        Thread leaving = waits("leaves", false);
        waits("run 2", false);
        leaving.interrupt();
        leaving.join();
        end.release();
        began.acquire();

        assertThat(order).containsExactly("run 0", "run 1", "run 2");
    }

    private void works(String name, boolean person) throws InterruptedException {
        waits(name, person);
        began.acquire();
    }

    /** One that is at work until it may end; returns once it is at work or waits. */
    private Thread waits(String name, boolean person) throws InterruptedException {
        var waiting = new CountDownLatch(1);
        var thread = Thread.ofPlatform().unstarted(() -> {
            waiting.countDown();
            try (var turn = turns.take(person)) {
                order.add(name);
                began.release();
                end.acquire();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
        threads.add(thread);
        int before = turns.taken() + turns.waiting();
        thread.start();
        waiting.await();
        while (turns.taken() + turns.waiting() <= before) {
            Thread.onSpinWait();
        }
        return thread;
    }
}
