package io.atoll.diff.internal;

import static io.atoll.diff.internal.Records.FIELDS;
import static io.atoll.diff.internal.Records.HELD;
import static io.atoll.diff.internal.Records.PRODUCED;
import static io.atoll.diff.internal.Records.SHARE;
import static io.atoll.diff.internal.Records.STATE;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.model.Entity;
import io.atoll.model.Entity.Ref;
import io.atoll.pipeline.Reconciler.Examined;
import io.atoll.pipeline.Reconciler.Judgement;
import io.atoll.pipeline.Reconciler.Reconciliation;
import io.atoll.pipeline.Reconciler.Verdict;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One comparison, in memory while it is small and then in a folder of its own: a {@linkplain Records record} and a {@link State} for each entity that is held or was
 * produced, and the fields of held ones if differences are wanted.
 *
 * <p>Methods throw {@link io.atoll.pipeline.Reconciler.ComparisonFailure} if the folder cannot be written any more, and
 * {@link IllegalStateException} after {@link #close}, which may come from any thread.
 */
final class DiskReconciliation implements Reconciliation {

    private final Workplace workplace;
    private final boolean differences;
    private final Consumer<DiskReconciliation> whenClosed;
    private final Hashes hashes = Hashes.random();
    private final Records records;
    private final Blobs blobs;
    private final Map<String, Long> counts = new HashMap<>();
    private final Digest digest = new Digest();
    private final Set<String> searched = new HashSet<>();
    private @Nullable NameOrder order;
    private boolean judged;
    private boolean closed;

    /**
     * Opens a comparison.
     *
     * @param workplace where to go when it is not small any more
     * @param differences whether to name what changes
     * @param whenClosed is told the end
     */
    DiskReconciliation(Workplace workplace, boolean differences, Consumer<DiskReconciliation> whenClosed) {
        this.workplace = workplace;
        this.differences = differences;
        this.whenClosed = whenClosed;
        records = new Records(workplace);
        blobs = new Blobs(workplace);
    }

    /** Takes an entity; of several with the same name, the last one stays. */
    @Override
    public void held(Entity entity) {
        List<Field> fields = Field.of(entity);
        Key key = Key.of(entity.ref(), hashes.secret());
        State state = State.held(Fingerprint.held(fields, hashes.secret()));
        long low = key.hash(hashes.lasting(), hashes.content(fields));
        long high = key.hash(hashes.lasting(), low);
        long[] kept = differences ? HeldFields.pack(fields) : null;
        synchronized (this) {
            checkOpen();
            if (judged) {
                throw new IllegalStateException("an entity was judged already; all held ones are to be given before");
            }
            long statePosition = blobs.add(state.longs());
            long fieldsPosition = kept == null ? 0 : blobs.add(kept);
            long record = records.find(key);
            if (record == 0) {
                record = records.add(key);
                counts.merge(entity.blueprint(), 1L, Long::sum);
            } else {
                digest.remove(records.get(record, SHARE), records.get(record, SHARE + 1));
            }
            digest.add(low, high);
            records.set(record, HELD, 1);
            records.set(record, STATE, statePosition);
            records.set(record, FIELDS, fieldsPosition);
            records.set(record, SHARE, low);
            records.set(record, SHARE + 1, high);
        }
    }

    @Override
    public synchronized long heldCount() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    @Override
    public synchronized long heldCount(String blueprint) {
        return counts.getOrDefault(blueprint, 0L);
    }

    @Override
    public synchronized String digest() {
        return digest.toString();
    }

    @Override
    public Examined examine(Entity entity) {
        return Examination.of(entity, hashes);
    }

    @Override
    public synchronized Judgement judge(Examined examined, int resource) {
        checkOpen();
        judged = true;
        Examination examination = (Examination) examined;
        Entity entity = examination.entity();
        Key key = examination.key();
        if (key == null) {
            if (counts.containsKey(entity.blueprint())) {
                searched.add(entity.blueprint());
            }
            return new Judgement(Verdict.SEARCHED, entity, List.of(), List.of());
        }
        long record = records.find(key);
        State.Step step = state(record).take(examination.fingerprint());
        if (record == 0) {
            long position = blobs.add(step.after().longs());
            records.set(records.add(key), STATE, position);
            return new Judgement(Verdict.NEW, entity, List.of(), List.of());
        }
        records.set(
                record,
                STATE,
                blobs.replace(records.get(record, STATE), step.after().longs()));
        records.set(record, PRODUCED, 1);
        Verdict verdict = step.changes() == 0 ? Verdict.UNCHANGED : Verdict.CHANGED;
        if (step.conflicts() == 0 && (step.changes() == 0 || !differences)) {
            return new Judgement(verdict, entity, List.of(), List.of());
        }
        return new Explanation(entity, step, hashes.secret()).judgement(verdict, differences ? fields(record) : null);
    }

    private State state(long record) {
        return record == 0 ? State.UNKNOWN : State.of(blobs.get(records.get(record, STATE)));
    }

    private ObjectNode fields(long record) {
        long position = records.get(record, FIELDS);
        return position == 0 ? JsonNodeFactory.instance.objectNode() : HeldFields.unpack(blobs.get(position));
    }

    @Override
    public void produced(Ref ref, Collection<String> fields) {
        Key key = Key.of(ref, hashes.secret());
        long[] names = Fingerprint.names(fields, hashes.secret());
        synchronized (this) {
            checkOpen();
            judged = true;
            long record = records.find(key);
            State claimed = state(record).claim(names);
            if (record == 0 && names.length > 0) {
                records.set(records.add(key), STATE, blobs.add(claimed.longs()));
            } else if (record != 0) {
                records.set(record, STATE, blobs.replace(records.get(record, STATE), claimed.longs()));
                records.set(record, PRODUCED, 1);
            }
        }
    }

    @Override
    public synchronized void searched(String blueprint) {
        checkOpen();
        judged = true;
        searched.add(blueprint);
    }

    @Override
    public void stale(Consumer<Ref> consumer) {
        NameOrder stale = stale();
        try {
            for (long i = 0; i < stale.size(); i++) {
                consumer.accept(name(stale, i));
            }
        } finally {
            close(stale);
        }
    }

    /** What is stale, in the order of blueprint and identifier. */
    private synchronized NameOrder stale() {
        checkOpen();
        judged = true;
        NameOrder stale = new NameOrder(workplace, records::ref);
        order = stale;
        for (long record = records.first(); records.has(record); record = records.next(record)) {
            if (records.get(record, HELD) == 1
                    && records.get(record, PRODUCED) == 0
                    && !searched.contains(records.ref(record).blueprint())) {
                stale.add(record);
            }
        }
        stale.sort();
        return stale;
    }

    private synchronized Ref name(NameOrder stale, long index) {
        checkOpen();
        return records.ref(stale.get(index));
    }

    private synchronized void close(NameOrder stale) {
        stale.close();
    }

    /** Ends the comparison; what other threads are at is refused. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try (records;
                blobs;
                NameOrder last = order) {
            whenClosed.accept(this);
        } finally {
            workplace.delete();
        }
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("the comparison is closed");
        }
    }
}
