package io.atoll.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.atoll.spi.IntegrationException;
import io.atoll.spi.IntegrationException.Unavailable;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class FanoutTest {

    @Test
    void doesAllWithABoundedNumberAtOnce() throws Exception {
        var running = new AtomicInteger();
        var most = new AtomicInteger();
        var done = new AtomicInteger();
        var together = new CyclicBarrier(4);

        Fanout.each(IntStream.range(0, 40).boxed().toList(), 4, number -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            meet(together);
            running.decrementAndGet();
            done.incrementAndGet();
        });

        assertThat(done).hasValue(40);
        assertThat(most).hasValueLessThanOrEqualTo(4).hasValueGreaterThan(1);
    }

    @Test
    void readsParentsOnlyAsPlacesBecomeFree() throws Exception {
        var read = new AtomicInteger();
        var done = new AtomicInteger();
        Iterable<Integer> parents = () -> IntStream.range(0, 50)
                .peek(number -> {
                    read.incrementAndGet();
                    assertThat(number - done.get()).isLessThanOrEqualTo(3);
                })
                .iterator();

        Fanout.each(parents, 2, number -> done.incrementAndGet());

        assertThat(done).hasValue(50);
    }

    @Test
    void throwsTheFirstFailureAndInterruptsTheOthers() {
        var interrupted = new CountDownLatch(2);
        var begun = new CountDownLatch(2);
        var never = new CountDownLatch(1);

        assertThatThrownBy(() -> Fanout.each(List.of(1, 2, 3), 3, number -> {
                    if (number == 3) {
                        begun.await();
                        throw new Unavailable("no");
                    }
                    try {
                        begun.countDown();
                        never.await();
                    } finally {
                        interrupted.countDown();
                    }
                }))
                .isInstanceOf(Unavailable.class);

        assertThat(interrupted.getCount()).isZero();
    }

    @Test
    void passesAnInterruptOn() throws Exception {
        var begun = new CountDownLatch(2);
        var ended = new CountDownLatch(2);
        var never = new CountDownLatch(1);
        var all = new FutureTask<>(() -> {
            assertThatThrownBy(() -> Fanout.each(List.of(1, 2, 3, 4), 2, number -> {
                        try {
                            begun.countDown();
                            never.await();
                        } finally {
                            ended.countDown();
                        }
                    }))
                    .isInstanceOf(InterruptedException.class);
            return true;
        });
        Thread thread = Thread.ofVirtual().start(all);
        begun.await();

        thread.interrupt();

        assertThat(all.get(60, TimeUnit.SECONDS)).isTrue();
        assertThat(ended.getCount()).isZero();
    }

    @Test
    void leavesOtherPartsAloneWhenOneFails() throws Exception {
        var sink = new Recording();

        Fanout.partitions(sink, List.of("a", "b", "c"), name -> name, 2, (name, part) -> {
            part.emit(List.of(JsonNodeFactory.instance.objectNode().put("id", name.charAt(0) - 'a')));
            if (name.equals("b")) {
                throw new IntegrationException.Unexpected("broken");
            }
        });

        assertThat(sink.ids()).containsExactlyInAnyOrder(0, 1, 2);
        assertThat(sink.incomplete).containsOnlyKeys("b");
    }

    @Test
    void refusesToDoNothingAtATime() {
        assertThatThrownBy(() -> Fanout.each(List.of(), 0, number -> {})).isInstanceOf(IllegalArgumentException.class);
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
