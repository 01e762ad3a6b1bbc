package io.atoll.diff.internal;

import java.util.Arrays;

/**
 * What is known of an entity during a comparison: its fields that the catalog holds or that were produced, as in a {@link Fingerprint}.
 *
 * <p>A field that was produced has the value that was produced first; it is marked in the lowest bit of the hash of its path.
 */
final class State {

    /** Of an entity that is neither held nor was produced. */
    static final State UNKNOWN = new State(new long[0]);

    private static final long PRODUCED = 1;

    private final long[] pairs;

    private State(long[] pairs) {
        this.pairs = pairs;
    }

    /** The state that {@link #longs} gave. */
    static State of(long[] longs) {
        return new State(longs);
    }

    /** Of an entity that the catalog holds and that was not produced yet. */
    static State held(Fingerprint fingerprint) {
        long[] pairs = new long[2 * fingerprint.size()];
        for (int i = 0; i < fingerprint.size(); i++) {
            pairs[2 * i] = fingerprint.name(i);
            pairs[2 * i + 1] = fingerprint.value(i);
        }
        return new State(pairs);
    }

    /** Two numbers for each field; not to be changed. */
    long[] longs() {
        return pairs;
    }

    /**
     * The state once fields were produced with the values that the catalog holds.
     *
     * @param names the hashes of their paths, in their order
     */
    State claim(long[] names) {
        long[] after = new long[pairs.length + 2 * names.length];
        int size = 0;
        int next = 0;
        for (long name : names) {
            while (next < pairs.length && (pairs[next] & ~PRODUCED) < name) {
                after[size++] = pairs[next++];
                after[size++] = pairs[next++];
            }
            boolean known = next < pairs.length && (pairs[next] & ~PRODUCED) == name;
            after[size++] = name | PRODUCED;
            after[size++] = known ? pairs[next + 1] : Fingerprint.NULL;
            next += known ? 2 : 0;
        }
        System.arraycopy(pairs, next, after, size, pairs.length - next);
        return new State(Arrays.copyOf(after, size + pairs.length - next));
    }

    /** What happens when the entity is produced. */
    Step take(Fingerprint produced) {
        Step step = new Step(produced.size());
        long[] after = new long[pairs.length + 2 * produced.size()];
        int size = 0;
        int next = 0;
        for (int i = 0; i < produced.size(); i++) {
            long name = produced.name(i);
            int skipped = next;
            while (next < pairs.length && (pairs[next] & ~PRODUCED) < name) {
                next += 2;
            }
            System.arraycopy(pairs, skipped, after, size, next - skipped);
            size += next - skipped;
            long value = produced.value(i);
            long before = Fingerprint.NULL;
            boolean again = false;
            if (next < pairs.length && (pairs[next] & ~PRODUCED) == name) {
                before = pairs[next + 1];
                again = (pairs[next] & PRODUCED) != 0;
                next += 2;
            }
            if (value != before) {
                step.note(name, again);
            }
            after[size++] = name | PRODUCED;
            after[size++] = again ? before : value;
        }
        System.arraycopy(pairs, next, after, size, pairs.length - next);
        step.after = new State(Arrays.copyOf(after, size + pairs.length - next));
        return step;
    }

    /** What happens when an entity is produced. Fields are named by the hashes of their paths. */
    static final class Step {

        private final long[] changes;
        private final long[] conflicts;
        private int changed;
        private int contradicted;
        private State after = UNKNOWN;

        private Step(int fields) {
            changes = new long[fields];
            conflicts = new long[fields];
        }

        private void note(long name, boolean conflict) {
            if (conflict) {
                conflicts[contradicted++] = name;
            } else {
                changes[changed++] = name;
            }
        }

        /** The state from then on. */
        State after() {
            return after;
        }

        /** How many fields get another value than the catalog holds. */
        int changes() {
            return changed;
        }

        /** Whether a field gets another value than the catalog holds. */
        boolean changes(long name) {
            return Arrays.binarySearch(changes, 0, changed, name) >= 0;
        }

        /** How many fields have another value than when the entity was produced before. */
        int conflicts() {
            return contradicted;
        }

        /** Whether a field has another value than when the entity was produced before. */
        boolean conflicts(long name) {
            return Arrays.binarySearch(conflicts, 0, contradicted, name) >= 0;
        }
    }
}
