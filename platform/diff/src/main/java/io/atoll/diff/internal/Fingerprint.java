package io.atoll.diff.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * The fields of an entity as hashes, one of the path and one of the value, in the order of the former.
 *
 * <p>Hashes of paths are even. The hash of a value is {@link #NULL} if the field is empty, and only then.
 */
final class Fingerprint {

    /** Stands for an empty value. */
    static final long NULL = 0;

    /** Stands for something that no produced value is the same as. */
    private static final long INCOMPARABLE = 1;

    private final long[] pairs;

    private Fingerprint(List<Pair> pairs) {
        pairs.sort(Comparator.comparingLong(Pair::name));
        this.pairs = new long[pairs.size() * 2];
        for (int i = 0; i < pairs.size(); i++) {
            this.pairs[2 * i] = pairs.get(i).name();
            this.pairs[2 * i + 1] = pairs.get(i).value();
        }
    }

    /** Of fields that were produced. Empty ones are kept, as they demand that nothing is held. */
    static Fingerprint produced(List<Field> fields, ValueHash hash) {
        List<Pair> pairs = new ArrayList<>(fields.size());
        for (Field field : fields) {
            pairs.add(new Pair(name(field, hash), value(field, hash)));
        }
        return new Fingerprint(pairs);
    }

    /** Of fields that the catalog holds. Empty ones say nothing and are left out. */
    static Fingerprint held(List<Field> fields, ValueHash hash) {
        List<Pair> pairs = new ArrayList<>(fields.size());
        for (Field field : fields) {
            if (!field.empty()) {
                pairs.add(new Pair(name(field, hash), field.searched() ? INCOMPARABLE : value(field, hash)));
            }
        }
        return new Fingerprint(pairs);
    }

    /** The hash of a field's path. */
    static long name(Field field, ValueHash hash) {
        return field.nameHash(hash) & ~1L;
    }

    /** The hashes of the paths of fields, in their order. */
    static long[] names(Collection<String> paths, ValueHash hash) {
        return paths.stream()
                .mapToLong(path -> name(Field.at(path), hash))
                .sorted()
                .distinct()
                .toArray();
    }

    private static long value(Field field, ValueHash hash) {
        if (field.empty()) {
            return NULL;
        }
        long value = field.searched() ? hash.of(field.value()) : field.valueHash(hash);
        return value == NULL || value == INCOMPARABLE ? ~value : value;
    }

    /** How many fields there are. */
    int size() {
        return pairs.length / 2;
    }

    /** The hash of the path of a field. */
    long name(int index) {
        return pairs[2 * index];
    }

    /** The hash of the value of a field. */
    long value(int index) {
        return pairs[2 * index + 1];
    }

    private record Pair(long name, long value) {}
}
