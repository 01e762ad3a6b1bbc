package io.atoll.deploy.internal;

import static io.atoll.pipeline.Deployments.State.LIVE;
import static io.atoll.pipeline.Deployments.State.STARTING;

import io.atoll.pipeline.Deployments.Deployment;
import io.atoll.pipeline.Deployments.State;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is known of one file of the folder. Used by one thread. */
final class Entry {

    final String file;

    /** How the file looked when its content was last taken up; {@code null} if it never was. */
    @Nullable
    Fingerprint taken;

    /** How the file looks now, if it is stable and waits to be taken up. */
    @Nullable
    Fingerprint ready;

    /** The examination that is under way. */
    @Nullable
    Attempt<Examination> examination;

    /** A refusal that is not told yet, because the file may still be under way, and until when. */
    @Nullable
    Suspicion suspicion;

    /** The last examined content, if it may be installed. */
    @Nullable
    Candidate candidate;

    /** What runs for this file: the candidate, or content that lay there before. */
    @Nullable
    Installed installed;

    /** Whether the candidate waits for something that another bundle may bring. */
    boolean unresolved;

    /** Whether the candidate, refused because it was unresolved, is to be tried again. */
    boolean retry;

    private State state = State.ARRIVING;
    private String reason = "";
    private Instant since = Instant.now();
    private @Nullable BundleName name;

    Entry(String file) {
        this.file = file;
    }

    /** Content that passed verification. */
    record Candidate(BundleName name, Staging.Copy copy) {}

    /** What came of copying and verifying a file. */
    record Examination(Staging.Copy copy, Verdict verdict) {}

    /** A refusal that holds if the file does not change until then. */
    record Suspicion(Verdict.Refused refused, Instant until) {}

    State state() {
        return state;
    }

    String reason() {
        return reason;
    }

    /** Brings it into a state, and says whether that is news. */
    boolean become(State next, String why) {
        if (state == next && reason.equals(why)) {
            return false;
        }
        if (state != next) {
            since = Instant.now();
        }
        state = next;
        reason = why;
        return true;
    }

    /** Sets the name to tell; {@code null} if it could not be read. */
    void call(@Nullable BundleName name) {
        this.name = name;
    }

    /** Replaces the examined content. */
    void take(@Nullable Candidate next) {
        if (candidate != null) {
            candidate.copy().discard();
        }
        candidate = next;
        unresolved = false;
    }

    /** Whether this is the content that runs, or is being started. */
    boolean runs(Staging.Copy copy) {
        return installed != null
                && !installed.leaving()
                && installed.origin.sha256().equals(copy.sha256())
                && (state == LIVE || state == STARTING || installed.start == null);
    }

    /**
     * Which bundle it stands for in the choice among versions: the candidate, or what runs although newer content was refused.
     *
     * @return {@code null} if it has nothing to offer
     */
    @Nullable
    BundleName standsFor() {
        if (candidate != null && !spoilt()) {
            return candidate.name();
        }
        return installed == null ? null : installed.name;
    }

    /** Whether the candidate is to be installed when this entry is chosen. */
    boolean pending() {
        return candidate != null && !spoilt() && !upToDate();
    }

    /** Whether the candidate is what runs, or is being started. */
    boolean upToDate() {
        return candidate != null
                && installed != null
                && installed.origin.sha256().equals(candidate.copy().sha256());
    }

    /** Whether the candidate was tried in vain. */
    private boolean spoilt() {
        return switch (state) {
            case ARRIVING, STARTING, LIVE, SUPERSEDED -> false;
            case REFUSED -> !retry;
            case FAILED, BLOCKED -> installed == null;
        };
    }

    Deployment told() {
        return new Deployment(
                file,
                name == null ? "" : name.symbolicName(),
                name == null ? "" : name.version().toString(),
                state,
                reason,
                since);
    }
}
