package io.atoll.admin.internal.why;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.model.Entity;
import io.atoll.operation.Help;
import io.atoll.pipeline.Explanations.Answer;
import io.atoll.pipeline.Explanations.Candidate;
import io.atoll.pipeline.Explanations.Decision;
import io.atoll.pipeline.Explanations.Explanation;
import io.atoll.pipeline.Explanations.Held;
import io.atoll.pipeline.Explanations.Looked;
import io.atoll.pipeline.Explanations.Making;
import io.atoll.pipeline.Explanations.Place;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Why an entity is as it is. */
record WhyView(
        @Help("type~instance") String integration,
        @Help("blueprint/identifier") String entity,

        @Help("made: records make it; dropped: records could, and do not; unseen: no record has to do with it")
        Verdict verdict,

        @Help("what the catalog holds of it for the integration")
        HeldView held,

        @Help("the records that make it; of values that differ the first stays")
        List<MakingView> made,

        @Help("records that could make it and do not; the most likely ones first")
        List<CandidateView> candidates,

        @Help("what the latest run that decided about it has decided")
        List<DecisionView> decisions,

        @Help("which records were looked through") List<LookedView> looked,
        @Help("what to know beside") List<String> notes) {

    static WhyView of(Explanation explanation) {
        return new WhyView(
                explanation.integration().toString(),
                explanation.entity().toString(),
                switch (explanation.answer()) {
                    case Answer.Made made -> Verdict.MADE;
                    case Answer.Dropped dropped -> Verdict.DROPPED;
                    case Answer.Unseen unseen -> Verdict.UNSEEN;
                },
                HeldView.of(explanation.held()),
                explanation.answer() instanceof Answer.Made made
                        ? made.by().stream().map(MakingView::of).toList()
                        : List.of(),
                explanation.answer() instanceof Answer.Dropped dropped
                        ? dropped.candidates().stream().map(CandidateView::of).toList()
                        : List.of(),
                explanation.changes().stream().map(DecisionView::of).toList(),
                explanation.looked().stream().map(LookedView::of).toList(),
                explanation.notes());
    }

    /** What the records say. */
    enum Verdict {
        /** They make it. */
        MADE,
        /** They could, and do not. */
        DROPPED,
        /** They have nothing to do with it. */
        UNSEEN
    }

    /** What a catalog holds. */
    record HeldView(
            @Help("whether it holds it for the integration") Held.State state,

            @Help("the entity, as far as a mapping can write it")
            Optional<JsonNode> entity,

            @Help("why that is not known; else empty") String reason) {

        static HeldView of(Held held) {
            return new HeldView(held.state(), Optional.ofNullable(held.entity()).map(Entity::json), held.reason());
        }
    }

    /** Where a record was read. */
    record PlaceView(
            @Help("the run that read it") String run,
            @Help("when that run began") Instant at,
            @Help("the resource of the mapping") String resource,
            @Help("the kind of the record") String kind,
            @Help("where; empty outside of partitions") String partition,
            @Help("the number of the page, from 0") int page,
            @Help("the position in the page, from 0") int position) {

        static PlaceView of(Place place) {
            return new PlaceView(
                    place.run().value(),
                    place.at(),
                    place.label(),
                    place.kind(),
                    place.partition(),
                    place.page(),
                    place.position());
        }
    }

    /** A record that makes the entity. */
    record MakingView(
            @Help("where it was read") PlaceView place,
            @Help("as it came, with secrets masked") JsonNode record,
            @Help("what it makes") JsonNode entity,
            @Help("each field with what made it") List<FieldView> fields,

            @Help("the fields to which an earlier record gave another value, which stays")
            List<String> contradicted) {

        static MakingView of(Making making) {
            return new MakingView(
                    PlaceView.of(making.place()),
                    making.record(),
                    making.entity().json(),
                    making.fields().stream()
                            .map(field ->
                                    new FieldView(field.path(), field.expression(), field.value(), field.reason()))
                            .toList(),
                    making.contradicted());
        }
    }

    /** A field. */
    record FieldView(
            @Help("where in the mapping") String path,
            @Help("what stands there") JsonNode expression,
            @Help("what it gives") JsonNode value,
            @Help("why it gives null; else empty") String reason) {}

    /** How a record came to make nothing. */
    enum Fate {
        /** The mapping leaves it out. */
        FILTERED,
        /** The mapping failed on it. */
        BROKEN,
        /** It could not be read. */
        UNREADABLE,
        /** It makes another entity. */
        OTHER
    }

    /** A record that could make the entity and does not. */
    record CandidateView(
            @Help("what became of it") Fate fate,
            @Help("where it was read") PlaceView place,
            @Help("as it came, with secrets masked") JsonNode record,

            @Help("where in the mapping that was decided; else empty")
            String path,

            @Help("the expression that decided; else empty") String expression,

            @Help("what it would have made, or makes instead")
            Optional<JsonNode> entity,

            @Help("why") String reason) {

        static CandidateView of(Candidate candidate) {
            return switch (candidate) {
                case Candidate.Filtered filtered ->
                    of(
                            Fate.FILTERED,
                            filtered,
                            filtered.path(),
                            filtered.expression(),
                            Optional.ofNullable(filtered.entity()).map(Entity::json));
                case Candidate.Broken broken -> of(Fate.BROKEN, broken, broken.path(), "", Optional.empty());
                case Candidate.Unreadable unreadable -> of(Fate.UNREADABLE, unreadable, "", "", Optional.empty());
                case Candidate.Other other ->
                    of(Fate.OTHER, other, "", "", Optional.of(other.entity().json()));
            };
        }

        private static CandidateView of(
                Fate fate, Candidate candidate, String path, String expression, Optional<JsonNode> entity) {
            return new CandidateView(
                    fate,
                    PlaceView.of(candidate.place()),
                    candidate.record(),
                    path,
                    expression,
                    entity,
                    candidate.reason());
        }
    }

    /** What a run decided. */
    record DecisionView(
            @Help("the run") String run,
            @Help("when it began") Instant at,
            @Help("what was to be done, or REFUSED") String what,
            @Help("what became of it") String state,
            @Help("why; may be empty") String reason) {

        static DecisionView of(Decision decision) {
            return new DecisionView(
                    decision.run().value(), decision.at(), decision.what(), decision.state(), decision.reason());
        }
    }

    /** What was looked through. */
    record LookedView(
            @Help("the resource of the mapping") String resource,
            @Help("the run whose records these are") Optional<String> run,
            @Help("how many records were looked through") long records,

            @Help("why that is not everything; empty if it is")
            String reason) {

        static LookedView of(Looked looked) {
            return new LookedView(
                    looked.label(),
                    looked.recording().map(recording -> recording.run().value()),
                    looked.looked(),
                    looked.reason());
        }
    }
}
