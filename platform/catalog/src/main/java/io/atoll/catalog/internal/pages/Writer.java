package io.atoll.catalog.internal.pages;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An installation of an integration, as its User-Agent names it.
 *
 * @param type its type
 * @param version the version of the integration
 * @param instance its name
 */
record Writer(String type, String version, String instance) {

    private static final Pattern AGENT = Pattern.compile("port-ocean/([^/]+)/([^/]*)/(.+)/[^/]+");

    /** The installation that has a User-Agent; empty if it is none of an installation. */
    static Optional<Writer> of(String agent) {
        var matcher = AGENT.matcher(agent);
        return matcher.matches()
                ? Optional.of(new Writer(matcher.group(1), matcher.group(2), matcher.group(3)))
                : Optional.empty();
    }

    /** A short name for a User-Agent. */
    static String brief(String agent) {
        return of(agent).map(writer -> writer.type() + "~" + writer.instance()).orElse(agent);
    }
}
