package io.atoll.pipeline;

import io.atoll.model.Entity;
import io.atoll.model.Entity.Ref;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ConsumerType;
import org.osgi.annotation.versioning.ProviderType;

/** Compares what a run produces with what the catalog holds. */
@ProviderType
public interface Reconciler {

    /**
     * Begins a comparison; what it remembers stands on disk until it is closed.
     *
     * @param targets tells which blueprint a relation points to
     */
    Reconciliation begin(RelationTargets targets);

    /** Knows the schema of relations. */
    @ConsumerType
    @FunctionalInterface
    interface RelationTargets {

        /** The blueprint that a relation of a blueprint points to; empty if that is not known. */
        Optional<String> of(String blueprint, String relation);
    }

    /** One comparison. Safe for use by several threads. */
    @ProviderType
    interface Reconciliation extends AutoCloseable {

        /** Takes one entity that the catalog holds for this installation. All are to be given before the first is judged. */
        void held(Entity entity);

        /** How many entities the catalog holds for this installation. */
        long heldCount();

        /**
         * Judges one produced entity and remembers that it was produced.
         *
         * <p>It is {@link Verdict#UNCHANGED} if every mapped field has the value that the catalog holds, where null and absent, and a
         * team as text and as list of that one text, are the same. An entity produced twice in a comparison is judged against the
         * first of the two.
         */
        Verdict judge(Entity entity);

        /**
         * Names the entities that the catalog holds and that were not produced, save those that a produced entity relates to: what is
         * kept may need them. Where the target of a relation is not known, every entity of that identifier is saved.
         *
         * @param protectedBlueprints blueprints of which none is named, because what produces them was not complete
         */
        void stale(Set<String> protectedBlueprints, Consumer<Ref> consumer);

        /** Forgets everything. */
        @Override
        void close();
    }

    /** What a produced entity is to the catalog. */
    enum Verdict {
        /** The catalog does not hold it for this installation. */
        NEW,
        /** The catalog holds it with other content. */
        CHANGED,
        /** The catalog holds it as it is. */
        UNCHANGED
    }
}
