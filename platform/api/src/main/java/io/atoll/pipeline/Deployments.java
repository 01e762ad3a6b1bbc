package io.atoll.pipeline;

import java.time.Instant;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** What lies in the deploy folder and what became of it. */
@ProviderType
public interface Deployments {

    /** Every file of the folder that is or would be a bundle, in the order of the names. */
    List<Deployment> all();

    /** Whether every file that lay in the folder when the platform started has been dealt with. */
    boolean settled();

    /**
     * One file.
     *
     * @param file its name
     * @param bundle the symbolic name of its bundle; empty where that could not be read
     * @param version of the bundle; empty where that could not be read
     * @param state what became of it
     * @param reason why it is not live, and what to do; else empty
     * @param since when it came into this state
     */
    record Deployment(String file, String bundle, String version, State state, String reason, Instant since) {}

    /** What became of a file. */
    enum State {
        /** It still grows or was not looked at yet. */
        ARRIVING,
        /** It passed verification and is being started. */
        STARTING,
        /** It is live. */
        LIVE,
        /** It was refused by verification and nothing of it was installed. */
        REFUSED,
        /** It passed verification but threw when it was started. */
        FAILED,
        /** Its start did not return in time; what it has done until then is not trusted. */
        BLOCKED,
        /** A newer version of the same bundle lies in the folder. */
        SUPERSEDED
    }
}
