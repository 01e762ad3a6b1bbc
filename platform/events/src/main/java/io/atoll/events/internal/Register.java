package io.atoll.events.internal;

import io.atoll.pipeline.Inbox.Lane;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;

/**
 * The services of one type, in an order of theirs. Safe for use by several threads.
 *
 * @param <K> by what they are known; orders them
 * @param <S> their type
 */
final class Register<K extends Comparable<? super K>, S> {

    private final ConcurrentSkipListMap<K, Bound<S>> all = new ConcurrentSkipListMap<>();

    void add(K key, Bound<S> service) {
        all.put(key, service);
    }

    void remove(K key) {
        var service = all.remove(key);
        if (service != null) {
            service.leave();
        }
    }

    List<Bound<S>> of(Lane lane) {
        return all.values().stream()
                .filter(service -> service.lane().equals(lane))
                .toList();
    }

    Set<Lane> lanes() {
        return all.values().stream().map(Bound::lane).collect(Collectors.toSet());
    }

    void close() {
        all.keySet().forEach(this::remove);
    }
}
