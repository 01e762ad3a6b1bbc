package io.atoll.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.atoll.model.Entity.Ref;
import java.util.HashSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NamesTest {

    @Test
    void holdsWhatASetHoldsWhateverIsAddedAndRemoved() {
        var random = new Random(7);
        var names = new Names();
        var model = new HashSet<Ref>();
        for (int step = 0; step < 50_000; step++) {
            var ref = new Ref("bp" + random.nextInt(3), "n" + random.nextInt(4_000));
            if (random.nextInt(3) == 0) {
                names.remove(ref);
                model.remove(ref);
            } else {
                names.add(ref);
                model.add(ref);
            }
        }

        assertThat(names.size()).isEqualTo(model.size());
        for (int blueprint = 0; blueprint < 3; blueprint++) {
            for (int name = 0; name < 4_000; name++) {
                var ref = new Ref("bp" + blueprint, "n" + name);
                assertThat(names.contains(ref)).as(ref.toString()).isEqualTo(model.contains(ref));
            }
        }
    }
}
