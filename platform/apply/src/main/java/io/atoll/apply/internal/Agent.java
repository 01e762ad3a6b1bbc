package io.atoll.apply.internal;

import io.atoll.spi.IntegrationId;
import java.util.Locale;

/**
 * Who calls, as the {@code User-Agent} header says it. The catalog stamps entities with it; that is how it knows whose they are.
 *
 * @param id the integration
 * @param version of the integration
 */
record Agent(IntegrationId id, String version) {

    static Agent of(IntegrationId id, String version) {
        return new Agent(id, version.isEmpty() ? "0.0.0" : version);
    }

    /** The header of requests about the integration itself. */
    String header() {
        return prefix() + version + "/" + id.instance();
    }

    /** The header of requests that write or search what the integration owns. */
    String exporter() {
        return prefix() + version + suffix();
    }

    /** How the stamps of all its versions begin. */
    String prefix() {
        return "port-ocean/" + id.type().toLowerCase(Locale.ROOT) + "/";
    }

    /** How the stamps of all its versions end. */
    String suffix() {
        return "/" + id.instance() + "/exporter";
    }
}
