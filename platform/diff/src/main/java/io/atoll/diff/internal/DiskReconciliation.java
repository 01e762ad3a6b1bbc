package io.atoll.diff.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.model.Entity;
import io.atoll.model.Entity.Ref;
import io.atoll.pipeline.Reconciler.Reconciliation;
import io.atoll.pipeline.Reconciler.RelationTargets;
import io.atoll.pipeline.Reconciler.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.type.ByteArrayDataType;
import org.h2.mvstore.type.DataType;
import org.h2.mvstore.type.LongDataType;
import org.h2.mvstore.type.StringDataType;
import org.jspecify.annotations.Nullable;

/**
 * One comparison, in one file.
 *
 * <p>It keeps the {@link Fingerprint} of each held entity, and for each one that was judged {@link Verdict#NEW} or {@link
 * Verdict#CHANGED} what the catalog holds of it from then on. So an entity that is produced twice is judged the second time against
 * what the first has made of it.
 *
 * <p>An entity that the catalog shall find by a search is always {@link Verdict#CHANGED}. Which held one it is stays unknown, so no
 * entity of its blueprint is stale.
 *
 * <p>Entities are held by one thread; all else may be done by several. Methods throw {@link IllegalStateException} if the file
 * cannot be read or written any more, or after {@link #close}.
 */
final class DiskReconciliation implements Reconciliation {

    private static final int CACHE_MEGABYTES = 16;
    private static final int UNWRITTEN_KILOBYTES = 8 * 1024;
    private static final int PAGE_BYTES = 4 * 1024;
    private static final char SEPARATOR = '\0';
    private static final byte[] NOTHING = {};

    private final Path file;
    private final RelationTargets targets;
    private final Consumer<DiskReconciliation> whenClosed;
    private final MVStore store;
    private final SortedRuns unsorted;
    private final MVMap<String, byte[]> held;
    /** Of the held entities, those that were produced or that a produced one relates to, by their position in the order of keys. */
    private final Marks kept;
    /** The identifiers that produced entities relate to by relations whose target is not known. */
    private final MVMap<String, byte[]> loose;
    /** What is held from now on of the entities that were written, by their key. */
    private final MVMap<String, byte[]> written;

    private final Set<String> searched = ConcurrentHashMap.newKeySet();
    private final Object[] locks =
            IntStream.range(0, 64).mapToObj(i -> new Object()).toArray();
    private final AtomicLong given = new AtomicLong();
    private volatile boolean sorted;
    private volatile boolean closed;

    /**
     * Opens a comparison.
     *
     * @param file empty; deleted at the end
     * @param targets tells which blueprint a relation points to
     * @param whenClosed is told the end
     */
    DiskReconciliation(Path file, RelationTargets targets, Consumer<DiskReconciliation> whenClosed) {
        this.file = file;
        this.targets = targets;
        this.whenClosed = whenClosed;
        store = guard(() -> new MVStore.Builder()
                .fileName(SteadyPath.of(file))
                .cacheSize(CACHE_MEGABYTES)
                .pageSplitSize(PAGE_BYTES)
                .autoCommitDisabled()
                .autoCommitBufferSize(UNWRITTEN_KILOBYTES)
                .open());
        store.setRetentionTime(0);
        store.setVersionsToKeep(0);
        unsorted = new SortedRuns(
                store,
                name -> store.openMap(name, builder(StringDataType.INSTANCE).singleWriter()));
        held = store.openMap("held", builder(StringDataType.INSTANCE).singleWriter());
        kept = new Marks(store.openMap("kept", builder(LongDataType.INSTANCE)));
        loose = store.openMap("loose", builder(StringDataType.INSTANCE));
        written = store.openMap("written", builder(StringDataType.INSTANCE));
    }

    private static <K> MVMap.Builder<K, byte[]> builder(DataType<K> keys) {
        return new MVMap.Builder<K, byte[]>().keyType(keys).valueType(ByteArrayDataType.INSTANCE);
    }

    @Override
    public void held(Entity entity) {
        if (sorted) {
            throw new IllegalStateException("an entity was judged already; all held ones are to be given before");
        }
        String key = key(entity.ref());
        byte[] fingerprint = Fingerprint.of(entity).bytes();
        guard(() -> {
            unsorted.put(key, fingerprint);
            return given.incrementAndGet();
        });
    }

    /** How many there are; until the first is judged, one that was given twice counts twice. */
    @Override
    public long heldCount() {
        return sorted ? guard(held::sizeAsLong) : given.get();
    }

    @Override
    public Verdict judge(Entity entity) {
        sort();
        entity.relations()
                .properties()
                .forEach(relation -> keepTargets(entity, relation.getKey(), relation.getValue()));
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

    /** Marks what an entity relates to as not stale. */
    private void keepTargets(Entity entity, String relation, JsonNode value) {
        if (value.isArray()) {
            value.forEach(element -> keepTargets(entity, relation, element));
        } else if (value.isValueNode() && !value.isNull()) {
            String identifier = value.asText();
            Optional<String> target = targets.of(entity.blueprint(), relation);
            guard(() -> {
                if (target.isEmpty()) {
                    return loose.putIfAbsent(identifier, NOTHING);
                }
                long position = held.getKeyIndex(key(new Ref(target.get(), identifier)));
                if (position >= 0) {
                    kept.add(position);
                }
                return NOTHING;
            });
        }
    }

    private Verdict judge(String key, Fingerprint fingerprint) {
        byte[] before = written.get(key);
        if (before == null) {
            before = held.get(key);
            if (before == null) {
                written.put(key, fingerprint.bytes());
                return Verdict.NEW;
            }
            kept.add(held.getKeyIndex(key));
        }
        Fingerprint state = Fingerprint.of(before);
        if (fingerprint.agreesWith(state)) {
            return Verdict.UNCHANGED;
        }
        written.put(key, fingerprint.over(state).bytes());
        return Verdict.CHANGED;
    }

    /** Names them in the order of blueprint and identifier. */
    @Override
    public void stale(Set<String> protectedBlueprints, Consumer<Ref> consumer) {
        sort();
        Cursor<String, byte[]> names = guard(() -> held.cursor(null));
        for (long position = 0; guard(names::hasNext); position++) {
            Ref ref = ref(guard(names::next));
            long number = position;
            if (!protectedBlueprints.contains(ref.blueprint())
                    && !searched.contains(ref.blueprint())
                    && !guard(() -> kept.contains(number) || loose.containsKey(ref.identifier()))) {
                consumer.accept(ref);
            }
        }
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

    private void sort() {
        if (!sorted) {
            synchronized (unsorted) {
                if (!sorted) {
                    guard(() -> {
                        unsorted.mergeInto(held);
                        return held.flushAndGetRoot();
                    });
                    sorted = true;
                }
            }
        }
    }

    private <T extends @Nullable Object> T guard(Supplier<T> access) {
        if (closed) {
            throw new IllegalStateException("the comparison is closed");
        }
        try {
            return access.get();
        } catch (MVStoreException e) {
            String problem = closed
                    ? "the comparison was closed meanwhile"
                    : "cannot keep the comparison in " + file + " (" + e.getMessage()
                            + "): see that its disk has room and can be written to";
            throw new IllegalStateException(problem, e);
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
