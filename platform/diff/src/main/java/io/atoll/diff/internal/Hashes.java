package io.atoll.diff.internal;

import java.security.SecureRandom;
import java.util.List;

/**
 * The hashes that a comparison works with.
 *
 * @param secret another one in each comparison: nobody can build two values that it takes for one
 * @param lasting the same in all comparisons, for what is kept over runs
 */
record Hashes(ValueHash secret, ValueHash lasting) {

    private static final ValueHash LASTING = new ValueHash(new SipHash.Key(0x61746f6c6c2e6469L, 0x66662e636f6e7465L));

    /** The hashes of a new comparison. */
    static Hashes random() {
        SecureRandom random = new SecureRandom();
        return new Hashes(new ValueHash(new SipHash.Key(random.nextLong(), random.nextLong())), LASTING);
    }

    /** A lasting hash of fields that does not show their order, nor which are empty. */
    long content(List<Field> fields) {
        long content = 0;
        for (Field field : fields) {
            if (!field.empty()) {
                content += field.hash(lasting);
            }
        }
        return content;
    }
}
