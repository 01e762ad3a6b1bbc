package io.atoll.diff.internal;

import static io.atoll.diff.internal.Entities.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.model.Entity;
import io.atoll.model.Entity.Ref;
import io.atoll.pipeline.Change.Difference;
import io.atoll.pipeline.Reconciler.Judgement;
import io.atoll.pipeline.Reconciler.Reconciliation;
import io.atoll.pipeline.Reconciler.Verdict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds for all entities, tried with many. */
class ReconciliationPropertiesTest {

    private static final int ROUNDS = 60;
    private static final ValueHash HASH = Hashes.random().secret();

    @TempDir
    Path folder;

    private final Random random = new Random(20261122);
    private final RandomEntities entities = new RandomEntities(random);
    private DiskReconciler reconciler;

    @BeforeEach
    void begin() {
        reconciler = new DiskReconciler(folder);
    }

    @AfterEach
    void end() {
        reconciler.close();
    }

    @Test
    void nothingChangesOnceItWasWritten() {
        for (int round = 0; round < ROUNDS; round++) {
            ModelCatalog catalog = new ModelCatalog(random);
            List<Entity> produced = distinct(20);
            produced.forEach(catalog::write);

            assertThat(judge(catalog, produced)).allSatisfy(judgement -> {
                assertThat(judgement.verdict()).isEqualTo(Verdict.UNCHANGED);
                assertThat(judgement.conflicts()).isEmpty();
                assertThat(judgement.differences()).isEmpty();
            });
        }
    }

    @Test
    void everyChangeOfOneFieldIsSeenAndNoOther() {
        for (int round = 0; round < ROUNDS; round++) {
            ModelCatalog catalog = new ModelCatalog(random);
            List<Entity> produced = distinct(20).stream()
                    .filter(entity -> !Field.of(entity).isEmpty())
                    .toList();
            produced.forEach(catalog::write);
            List<RandomEntities.Mutation> mutations =
                    produced.stream().map(entities::mutation).toList();

            List<Judgement> judgements = judge(
                    catalog,
                    mutations.stream().map(RandomEntities.Mutation::entity).toList());

            for (int i = 0; i < mutations.size(); i++) {
                assertThat(judgements.get(i).verdict())
                        .as("%s of %s", mutations.get(i), produced.get(i))
                        .isEqualTo(Verdict.CHANGED);
                assertThat(judgements.get(i).differences())
                        .extracting(Difference::path)
                        .containsExactly(mutations.get(i).path());
                assertThat(judgements.get(i).entity())
                        .isEqualTo(mutations.get(i).entity());
            }
        }
    }

    @Test
    void aSecondRunWritesNothingWhateverTheDuplicates() {
        for (int round = 0; round < ROUNDS; round++) {
            ModelCatalog catalog = new ModelCatalog(random);
            Stream.generate(entities::next).limit(random.nextInt(5)).forEach(catalog::write);
            List<Entity> produced = Stream.generate(entities::next).limit(40).toList();

            List<Judgement> first = judge(catalog, produced);
            List<Judgement> second = judge(catalog, produced);

            assertThat(second).extracting(Judgement::verdict).containsOnly(Verdict.UNCHANGED);
            assertThat(second.stream().map(Judgement::conflicts))
                    .containsExactlyElementsOf(
                            first.stream().map(Judgement::conflicts).toList());
        }
    }

    @Test
    void everyFieldHasTheValueThatWasProducedFirst() {
        for (int round = 0; round < ROUNDS; round++) {
            ModelCatalog catalog = new ModelCatalog(random);
            List<Entity> produced = Stream.generate(entities::next).limit(40).toList();

            judge(catalog, produced);

            ModelCatalog expected = new ModelCatalog(random);
            List<Entity> reversed = new ArrayList<>(produced);
            Collections.reverse(reversed);
            reversed.forEach(expected::write);
            for (Entity entity : produced) {
                for (Field field : Field.of(entity)) {
                    assertThat(hash(catalog.get(entity.ref()), field))
                            .as("%s of %s", field.path(), entity.ref())
                            .isEqualTo(hash(expected.get(entity.ref()), field));
                }
            }
        }
    }

    @Test
    void theOrderOfWhatIsHeldDoesNotShowInTheDigest() {
        ModelCatalog catalog = new ModelCatalog(random);
        distinct(20).forEach(catalog::write);

        List<String> digests = Stream.generate(catalog::answer)
                .limit(10)
                .map(answer -> {
                    try (Reconciliation comparison = reconciler.begin(false)) {
                        answer.forEach(comparison::held);
                        return comparison.digest();
                    }
                })
                .distinct()
                .toList();

        assertThat(digests).hasSize(1);
    }

    /** One run: what the catalog holds, what is produced, and what is written of it. */
    private List<Judgement> judge(ModelCatalog catalog, List<Entity> produced) {
        List<Judgement> judgements = new ArrayList<>();
        try (Reconciliation comparison = reconciler.begin(true)) {
            catalog.answer().forEach(comparison::held);
            for (Entity entity : produced) {
                Judgement judgement = comparison.judge(comparison.examine(entity), 0);
                if (judgement.verdict() != Verdict.UNCHANGED) {
                    catalog.write(judgement.entity());
                }
                judgements.add(judgement);
            }
        }
        return judgements;
    }

    private List<Entity> distinct(int tries) {
        Map<Ref, Entity> distinct = new HashMap<>();
        for (int i = 0; i < tries; i++) {
            Entity entity = entities.next();
            distinct.put(entity.ref(), entity);
        }
        return List.copyOf(distinct.values());
    }

    /** The hash of what a document has in a field; nothing, null and the empty list are the same. */
    private static long hash(JsonNode json, Field field) {
        JsonNode value = json.at("/" + field.path().replace('.', '/'));
        return new Field(field.part(), field.name(), value.isMissingNode() ? json("null") : value).valueHash(HASH);
    }
}
