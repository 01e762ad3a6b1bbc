package io.atoll.pipeline;

import io.atoll.model.Entity;
import io.atoll.model.Entity.Ref;
import io.atoll.pipeline.Change.Difference;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Compares what a run produces with what the catalog holds.
 *
 * <p>Methods throw {@link ComparisonFailure} if what is to be remembered cannot be kept; the comparison is then of no more use.
 */
@ProviderType
public interface Reconciler {

    /**
     * Begins a comparison; what it remembers stands on disk until it is closed, unless it is little.
     *
     * @param differences whether the differences of changed entities are wanted, which takes more room
     */
    Reconciliation begin(boolean differences);

    /**
     * One comparison, in three steps: everything that is held, then everything that is produced, then what is stale.
     *
     * <p>{@link #examine} is safe for use by several threads at once; of the other methods one may be called at a time.
     */
    @ProviderType
    interface Reconciliation extends AutoCloseable {

        /** Takes one entity that the catalog holds for this installation. All are to be given before the first is judged. */
        void held(Entity entity);

        /** How many entities the catalog holds for this installation, and in all blueprints or in one. */
        long heldCount();

        /** How many entities of a blueprint the catalog holds for this installation. */
        long heldCount(String blueprint);

        /** A text that is equal for equal sets of held entities, whatever their order, and not for others. */
        String digest();

        /** Does the part of judging that needs no memory of others. */
        Examined examine(Entity entity);

        /**
         * Judges one produced entity and remembers that it was produced.
         *
         * <p>It is {@link Verdict#UNCHANGED} if every mapped field has the value that the catalog holds, where null and absent, and a
         * team as text and as list of that one text, are the same.
         *
         * <p>An entity may be produced several times. Fields that an earlier one gave another value keep that value: they are left out of
         * what is to be written, and named as conflicts, so that two records never overwrite each other in turn.
         *
         * @param resource the position of the resource that produced it
         */
        Judgement judge(Examined entity, int resource);

        /**
         * Remembers that an entity was produced earlier in the same run, without judging it.
         *
         * @param fields the paths of the fields that it had, as in {@link Difference#path()}: what the catalog holds in them now is the
         *     value that they keep
         */
        void produced(Ref ref, Collection<String> fields);

        /** Remembers that an entity of a blueprint was produced earlier in the same run that only the catalog can find. */
        void searched(String blueprint);

        /**
         * Names the entities that the catalog holds and that were not produced, by blueprint and identifier. Nothing is named of a
         * blueprint of which an entity was produced that only the catalog can find.
         */
        void stale(Consumer<Ref> consumer);

        /** Forgets everything. */
        @Override
        void close();
    }

    /** Says that a comparison cannot be kept; the message says where and what to do. */
    final class ComparisonFailure extends RuntimeException {

        private static final long serialVersionUID = 1L;

        /** Says what failed, where, and what to do. */
        public ComparisonFailure(String message, Throwable cause) {
            super(message, cause);
        }

        @Override
        public String getMessage() {
            return Objects.requireNonNull(super.getMessage());
        }
    }

    /** An entity made ready for judging. */
    @ProviderType
    interface Examined {

        /** The entity. */
        Entity entity();

        /** A hash of its mapped content. */
        long content();
    }

    /**
     * What a produced entity is to the catalog.
     *
     * @param verdict the outcome
     * @param entity what to write: the entity, without the fields in conflict
     * @param differences what changes, if that was wanted; else empty
     * @param conflicts the fields, as in {@link Difference#path()}, to which an earlier entity of the same name gave another value
     */
    record Judgement(Verdict verdict, Entity entity, List<Difference> differences, List<String> conflicts) {

        /** Copies the lists. */
        public Judgement {
            differences = List.copyOf(differences);
            conflicts = List.copyOf(conflicts);
        }
    }

    /** What a produced entity is to the catalog. */
    enum Verdict {
        /** The catalog does not hold it for this installation. */
        NEW,
        /** The catalog holds it with other content. */
        CHANGED,
        /** The catalog holds it as it is. */
        UNCHANGED,
        /** Only the catalog can tell which entity it is. */
        SEARCHED
    }
}
