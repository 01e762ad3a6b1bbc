package io.atoll.catalog.internal.webhook;

import io.atoll.catalog.internal.audit.Changelog;
import io.atoll.catalog.internal.model.Json;
import io.atoll.catalog.internal.store.CatalogStore;
import io.atoll.catalog.internal.store.Entry;
import io.atoll.catalog.internal.store.Exclusive;
import io.atoll.catalog.internal.store.StoreFailure;
import io.atoll.catalog.internal.store.StoreUnavailable;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Posts what the changelog has queued, in order, on a thread of its own; goes on after a restart where it was.
 *
 * <p>A message is tried three times. A destination that did not take one rests for a minute: what is queued for it meanwhile is left out, so
 * that one dead destination does not hold up the others. Of several processes on one store, one posts at a time.
 */
public final class Delivery implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Delivery.class);
    private static final String POSITION = "changelog-position";
    private static final String ALL = "all";
    private static final int PAGE = 20;
    private static final int TRIES = 3;
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration REST = Duration.ofMinutes(1);

    private final CatalogStore store;
    private final Clock clock;
    private final Outgoing outgoing = new Outgoing();
    private final Semaphore wakes = new Semaphore(1);
    private final Map<String, Instant> resting = new HashMap<>();
    private volatile boolean closed;
    private final Thread thread = new Thread(this::run, "catalog-changelog");

    private Delivery(CatalogStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Starts with what an earlier run left. */
    public static Delivery start(CatalogStore store, Clock clock) {
        var delivery = new Delivery(store, clock);
        delivery.thread.setDaemon(true);
        delivery.thread.start();
        return delivery;
    }

    /** Says that something may have been queued. */
    public void wake() {
        wakes.release();
    }

    /** Stops in the middle of a message if need be; it will be posted again. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        outgoing.close();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (true) {
                wakes.acquire();
                wakes.drainPermits();
                while (!deliveredOrLogged()) {
                    Thread.sleep(PAUSE);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Says whether there is nothing to do now: neither for this process nor, as far as it can see, for another. */
    private boolean deliveredOrLogged() throws InterruptedException {
        try {
            return delivered();
        } catch (StoreUnavailable e) {
            if (closed) {
                throw new InterruptedException();
            }
            return false;
        } catch (StoreFailure e) {
            if (closed) {
                throw new InterruptedException();
            }
            log.error("changes could not be told to changelog destinations; the next change tries again", e);
            return true;
        }
    }

    private boolean delivered() throws InterruptedException {
        if (page(position()).isEmpty()) {
            return true;
        }
        var right = store.exclusive(Changelog.QUEUE);
        if (right.isEmpty()) {
            return false;
        }
        try (var posting = right.get()) {
            return delivered(posting);
        }
    }

    private boolean delivered(Exclusive posting) throws InterruptedException {
        var position = position();
        for (var page = page(position); !page.isEmpty(); page = page(position)) {
            for (var entry : page) {
                if (!posting.lasts()) {
                    return false;
                }
                post(entry);
            }
            var reached = page.getLast().seq();
            store.write(transaction -> {
                transaction.putDocument(POSITION, ALL, Json.object().put("seq", reached));
                return true;
            });
            position = reached;
        }
        return true;
    }

    private long position() {
        return store.read(view -> view.document(POSITION, ALL))
                .map(document -> document.path("seq").asLong())
                .orElse(0L);
    }

    private List<Entry> page(long position) {
        return store.read(view -> view.entriesAfter(Changelog.QUEUE, "", position, PAGE));
    }

    private void post(Entry entry) throws InterruptedException {
        var url = entry.document().path("url").asText();
        var rest = resting.get(url);
        if (rest != null && clock.instant().isBefore(rest)) {
            return;
        }
        for (var attempt = 1; attempt <= TRIES; attempt++) {
            try {
                outgoing.post(url, Json.object(entry.document(), "message"));
                resting.remove(url);
                return;
            } catch (IOException e) {
                if (attempt == TRIES) {
                    log.warn(
                            "the changelog destination {} {}; it is told nothing for {}",
                            shown(url),
                            e.getMessage(),
                            REST);
                    resting.put(url, clock.instant().plus(REST));
                } else {
                    Thread.sleep(PAUSE);
                }
            }
        }
    }

    /** Without the query, which may hold a secret. */
    private static String shown(String url) {
        return url.replaceFirst("[?#].*", "");
    }
}
