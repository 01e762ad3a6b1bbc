package io.atoll.diff.internal;

import io.atoll.model.Entity;
import io.atoll.model.Entity.Ref;
import io.atoll.pipeline.Reconciler.Reconciliation;
import io.atoll.pipeline.Reconciler.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.type.ByteArrayDataType;
import org.h2.mvstore.type.StringDataType;

/**
 * One comparison, in one file.
 *
 * <p>It keeps the {@link Fingerprint} of each held entity, and for each produced one what the catalog holds of it from then on. So an
 * entity that is produced twice is judged the second time against what the first has made of it.
 *
 * <p>An entity that the catalog shall find by a search is always {@link Verdict#CHANGED}. Which held one it is stays unknown, so no
 * entity of its blueprint is stale.
 *
 * <p>Methods throw {@link IllegalStateException} if the file cannot be read or written any more, or after {@link #close}.
 */
final class DiskReconciliation implements Reconciliation {

    private static final int CACHE_MEGABYTES = 16;
    private static final int UNWRITTEN_KILOBYTES = 8 * 1024;
    /** Stands for what is held, where the two are equal; no fingerprint has one byte. */
    private static final byte[] AS_HELD = {'='};

    private static final char SEPARATOR = '\0';

    private final Path file;
    private final Consumer<DiskReconciliation> whenClosed;
    private final MVStore store;
    private final MVMap<String, byte[]> held;
    private final MVMap<String, byte[]> produced;
    private final Map<Integer, Set<String>> blueprints = new ConcurrentHashMap<>();
    private final Set<String> searched = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;
    private final Object[] locks =
            IntStream.range(0, 64).mapToObj(i -> new Object()).toArray();

    /**
     * Opens a comparison.
     *
     * @param file empty; deleted at the end
     * @param whenClosed is told the end
     */
    DiskReconciliation(Path file, Consumer<DiskReconciliation> whenClosed) {
        this.file = file;
        this.whenClosed = whenClosed;
        store = guard(() -> new MVStore.Builder()
                .fileName(SteadyPath.of(file))
                .cacheSize(CACHE_MEGABYTES)
                .autoCommitDisabled()
                .autoCommitBufferSize(UNWRITTEN_KILOBYTES)
                .open());
        store.setRetentionTime(0);
        store.setVersionsToKeep(0);
        held = openMap("held");
        produced = openMap("produced");
    }

    private MVMap<String, byte[]> openMap(String name) {
        return guard(() -> store.openMap(
                name,
                new MVMap.Builder<String, byte[]>()
                        .keyType(StringDataType.INSTANCE)
                        .valueType(ByteArrayDataType.INSTANCE)));
    }

    @Override
    public void held(Entity entity) {
        String key = key(entity.ref());
        byte[] fingerprint = Fingerprint.of(entity).bytes();
        guard(() -> {
            held.put(key, fingerprint);
            return fingerprint;
        });
    }

    @Override
    public long heldCount() {
        return guard(held::sizeAsLong);
    }

    @Override
    public Verdict judge(int resource, Entity entity) {
        blueprints
                .computeIfAbsent(resource, any -> ConcurrentHashMap.newKeySet())
                .add(entity.blueprint());
        if (entity.searched()) {
            searched.add(entity.blueprint());
            return Verdict.CHANGED;
        }
        String key = key(entity.ref());
        Fingerprint fingerprint = Fingerprint.of(entity);
        synchronized (locks[Math.floorMod(key.hashCode(), locks.length)]) {
            return guard(() -> judge(key, fingerprint));
        }
    }

    private Verdict judge(String key, Fingerprint fingerprint) {
        byte[] asHeld = held.get(key);
        byte[] asProduced = produced.get(key);
        byte[] before = asProduced == null || asProduced.length == AS_HELD.length ? asHeld : asProduced;
        if (before == null) {
            produced.put(key, fingerprint.bytes());
            return Verdict.NEW;
        }
        Fingerprint state = Fingerprint.of(before);
        boolean unchanged = fingerprint.agreesWith(state);
        if (!unchanged) {
            produced.put(key, fingerprint.over(state).bytes());
        } else if (asProduced == null) {
            produced.put(key, AS_HELD);
        }
        return unchanged ? Verdict.UNCHANGED : Verdict.CHANGED;
    }

    @Override
    public void stale(Set<String> protectedBlueprints, Consumer<Ref> consumer) {
        Cursor<String, byte[]> names = guard(() -> held.cursor(null));
        while (guard(names::hasNext)) {
            Ref ref = ref(guard(names::next));
            if (!protectedBlueprints.contains(ref.blueprint())
                    && !searched.contains(ref.blueprint())
                    && !guard(() -> produced.containsKey(names.getKey()))) {
                consumer.accept(ref);
            }
        }
    }

    @Override
    public Set<String> blueprints(int resource) {
        return Set.copyOf(blueprints.getOrDefault(resource, Set.of()));
    }

    @Override
    public void close() {
        closed = true;
        store.closeImmediately();
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + file + ": delete it by hand", e);
        } finally {
            whenClosed.accept(this);
        }
    }

    private <T> T guard(Supplier<T> access) {
        try {
            return access.get();
        } catch (MVStoreException e) {
            throw new IllegalStateException(
                    closed
                            ? "the comparison is closed"
                            : "cannot keep the comparison in " + file + " (" + e.getMessage()
                                    + "): see that its disk has room and can be written to",
                    e);
        }
    }

    /** The blueprint and the identifier, parted by a character that no blueprint has in its name. */
    private static String key(Ref ref) {
        return ref.blueprint() + SEPARATOR + ref.identifier();
    }

    private static Ref ref(String key) {
        int separator = key.indexOf(SEPARATOR);
        return new Ref(key.substring(0, separator), key.substring(separator + 1));
    }
}
