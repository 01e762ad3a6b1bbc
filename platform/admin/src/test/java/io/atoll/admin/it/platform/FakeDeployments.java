package io.atoll.admin.it.platform;

import io.atoll.pipeline.Deployments;
import java.time.Instant;
import java.util.List;

/** A deploy folder with one bundle that is live, and one that was refused. */
public final class FakeDeployments implements Deployments {

    private final String text;

    /** A folder whose every free text is this one. */
    public FakeDeployments(String text) {
        this.text = text;
    }

    @Override
    public List<Deployment> all() {
        Instant since = Instant.parse("2026-11-21T10:00:00Z");
        return List.of(
                new Deployment("git.jar", "io.atoll.git", "1.0.0", State.LIVE, "", since),
                new Deployment(text, text, "", State.REFUSED, text, since));
    }

    @Override
    public boolean settled() {
        return true;
    }
}
