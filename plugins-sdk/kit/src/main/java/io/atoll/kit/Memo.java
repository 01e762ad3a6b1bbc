package io.atoll.kit;

import io.atoll.spi.IntegrationException;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Keeps what was asked for once, for the length of a run: whoever asks for the same waits for the first. Failures are not kept.
 *
 * <p>Clear it when a run begins, by a {@link io.atoll.spi.ResyncListener} of the same component:
 *
 * {@snippet class="io.atoll.kit.example.Acme" region="memo"}
 *
 * @param <K> what is asked by; with {@code equals} and {@code hashCode}
 * @param <V> what is kept
 */
public final class Memo<K, V> {

    private final int most;
    private final Map<K, CompletableFuture<V>> values = new ConcurrentHashMap<>();

    /** Keeps so many values at most; what comes then is asked for each time. */
    public Memo(int most) {
        this.most = most;
    }

    /**
     * Gives a value, or asks for it.
     *
     * @throws IntegrationException if it could not be had, also if another thread asked
     * @throws InterruptedException if this thread was interrupted
     */
    public V get(K key, Loading<? super K, ? extends V> loading) throws IntegrationException, InterruptedException {
        while (true) {
            var mine = new CompletableFuture<V>();
            CompletableFuture<V> known = values.putIfAbsent(key, mine);
            if (known == null) {
                return load(key, loading, mine);
            }
            try {
                return known.get();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof IntegrationException failure) {
                    throw failure;
                }
            } catch (CancellationException e) {
                // who asked was interrupted; now it is this thread's turn
            }
        }
    }

    /** Forgets everything. */
    public void clear() {
        values.clear();
    }

    private V load(K key, Loading<? super K, ? extends V> loading, CompletableFuture<V> mine)
            throws IntegrationException, InterruptedException {
        try {
            V value = loading.load(key);
            mine.complete(value);
            if (values.size() > most) {
                values.remove(key, mine);
            }
            return value;
        } catch (IntegrationException e) {
            values.remove(key, mine);
            mine.completeExceptionally(e);
            throw e;
        } finally {
            if (!mine.isDone()) {
                values.remove(key, mine);
                mine.cancel(false);
            }
        }
    }

    /**
     * Asks for a value.
     *
     * @param <K> what is asked by
     * @param <V> what is asked for
     */
    @ConsumerType
    @FunctionalInterface
    public interface Loading<K, V> {

        /**
         * Asks for it.
         *
         * @throws IntegrationException if it could not be had
         * @throws InterruptedException if the thread was interrupted
         */
        V load(K key) throws IntegrationException, InterruptedException;
    }
}
