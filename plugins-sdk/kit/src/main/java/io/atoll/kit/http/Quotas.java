package io.atoll.kit.http;

import io.atoll.spi.rate.RateBudget.Allowance;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.osgi.annotation.versioning.ProviderType;

/** Shows how much of their third parties' patience all clients have used; a service for consoles. */
@ProviderType
public interface Quotas {

    /** The budgets that clients share now, by host. */
    List<Quota> all();

    /**
     * A budget.
     *
     * @param host whose it is
     * @param credential tells budgets of one host apart; says nothing about the credential, and another process calls it otherwise
     * @param clients how many clients share it
     * @param running how many calls are under way
     * @param waiting how many wait
     * @param limit how many calls a window of the server allows, if it told
     * @param remaining how many of them are left, if it told
     * @param reset when its next window begins, if it told
     * @param opensAt until when nothing is sent because the server asked for it or nothing is left
     * @param refused how often the server said that there were too many calls
     */
    record Quota(
            String host,
            String credential,
            int clients,
            int running,
            int waiting,
            OptionalLong limit,
            OptionalLong remaining,
            Optional<Instant> reset,
            Optional<Instant> opensAt,
            long refused) {

        /** What of it concerns those who use the integration. */
        public Allowance allowance() {
            return new Allowance(host, limit, remaining, reset, opensAt, waiting, refused);
        }
    }
}
