package io.atoll.apply.internal.client;

import io.atoll.spi.IntegrationId;
import java.util.Locale;

/**
 * Who calls, as the {@code User-Agent} header says it. The catalog stamps entities with it; that is how it knows whose they are.
 *
 * @param id the integration
 * @param version of the integration
 * @param feature in what part of its work it owns what it writes
 */
public record Agent(IntegrationId id, String version, Feature feature) {

    /** The agent by which the entities of runs and live events are owned. */
    public static Agent of(IntegrationId id, String version) {
        return new Agent(id, version.isEmpty() ? "0.0.0" : version, Feature.EXPORTER);
    }

    /** A part of an integration's work; each owns entities of its own. */
    public enum Feature {
        /** What is read from a third party. */
        EXPORTER,
        /** What files in a repository declare. */
        GITOPS
    }

    /** The same integration in another part of its work. */
    public Agent as(Feature other) {
        return new Agent(id, version, other);
    }

    /** The header of requests about the integration itself. */
    public String header() {
        return prefix() + version + "/" + id.instance();
    }

    /** The header of requests that write or search what the integration owns. */
    public String owner() {
        return prefix() + version + suffix();
    }

    /** How the stamps of all its versions begin. */
    public String prefix() {
        return "port-ocean/" + id.type().toLowerCase(Locale.ROOT) + "/";
    }

    /** How the stamps of all its versions end. */
    public String suffix() {
        return "/" + id.instance() + "/" + feature.name().toLowerCase(Locale.ROOT);
    }
}
