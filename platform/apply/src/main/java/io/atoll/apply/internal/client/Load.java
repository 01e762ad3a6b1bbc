package io.atoll.apply.internal.client;

import java.time.Duration;

/**
 * How busy the way to the catalog is.
 *
 * @param places how many requests may be under way at once
 * @param underWay how many are
 * @param waiting how many wait for their turn
 * @param shut for how long nothing is sent, as the catalog had too many requests; zero if something is
 * @param bulkShut for how long only what is urgent is sent; zero if everything is
 */
public record Load(int places, int underWay, int waiting, Duration shut, Duration bulkShut) {

    /** For people. */
    @Override
    public String toString() {
        String text = underWay + " of " + places + " requests are under way and " + waiting + " wait";
        if (shut.isPositive()) {
            return text + "; the rate limit is used up for " + shut.toSeconds() + " s";
        }
        return bulkShut.isPositive() ? text + "; runs wait " + bulkShut.toSeconds() + " s for the rate limit" : text;
    }
}
