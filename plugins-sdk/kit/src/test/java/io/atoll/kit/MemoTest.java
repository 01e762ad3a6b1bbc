package io.atoll.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atoll.spi.IntegrationException.Unavailable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class MemoTest {

    @Test
    void asksOnceHoweverManyWantToKnow() throws Exception {
        var memo = new Memo<String, Integer>(10);
        var asked = new AtomicInteger();

        Fanout.each(
                IntStream.range(0, 20).boxed().toList(), 10, number -> memo.get("a", key -> asked.incrementAndGet()));

        assertThat(asked).hasValue(1);
        memo.clear();
        assertThat(memo.get("a", key -> asked.incrementAndGet())).isEqualTo(2);
    }

    @Test
    void keepsNoFailures() throws Exception {
        var memo = new Memo<String, Integer>(10);

        assertThatThrownBy(() -> memo.get("a", key -> {
                    throw new Unavailable("no");
                }))
                .isInstanceOf(Unavailable.class);

        assertThat(memo.get("a", key -> 1)).isEqualTo(1);
    }

    @Test
    void asksAgainIfWhoAskedWasInterrupted() throws Exception {
        var memo = new Memo<String, Integer>(10);
        var begun = new CountDownLatch(1);
        var never = new CountDownLatch(1);
        Thread first = Thread.ofVirtual().start(() -> {
            try {
                memo.get("a", key -> {
                    begun.countDown();
                    never.await();
                    return 1;
                });
            } catch (Exception e) {
                // it was interrupted
            }
        });
        begun.await();
        var second = new FutureTask<>(() -> memo.get("a", key -> 2));
        Thread.ofVirtual().start(second);

        first.interrupt();

        assertThat(second.get(60, TimeUnit.SECONDS)).isEqualTo(2);
    }

    @Test
    void keepsNoMoreThanItMay() throws Exception {
        var memo = new Memo<Integer, Integer>(2);
        var asked = new AtomicInteger();

        for (int round = 0; round < 2; round++) {
            for (int key = 0; key < 3; key++) {
                memo.get(key, k -> asked.incrementAndGet());
            }
        }

        assertThat(asked).hasValue(4);
    }
}
