package io.atoll.deploy.internal;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a bundle came from; the framework keeps it as the location of the bundle.
 *
 * @param file the name of the file
 * @param sha256 of its content
 */
record Origin(String file, String sha256) {

    static final String PREFIX = "atoll:deploy/";

    private static final Pattern LOCATION =
            Pattern.compile(Pattern.quote(PREFIX) + "(.*)\\?sha256=([0-9a-f]*)&n=\\d+", Pattern.DOTALL);

    /** The origin that a location tells; empty if the bundle did not come from the deploy folder. */
    static Optional<Origin> of(String location) {
        Matcher matcher = LOCATION.matcher(location);
        return matcher.matches() ? Optional.of(new Origin(matcher.group(1), matcher.group(2))) : Optional.empty();
    }

    /** A location; the number makes it another one even for the same content. */
    String location(long number) {
        return PREFIX + file + "?sha256=" + sha256 + "&n=" + number;
    }
}
