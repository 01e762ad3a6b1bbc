package io.atoll.health.internal;

import io.atoll.spi.rate.RateBudget;
import io.atoll.spi.rate.RateBudget.Allowance;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How much of their patience the third parties of one integration have left. */
final class BudgetGauges {

    private static final Logger log = LoggerFactory.getLogger(BudgetGauges.class);

    private final Gauges gauges;
    private final String integration;

    /**
     * Of an instance.
     *
     * @param properties of the service that tells it
     */
    BudgetGauges(Gauges gauges, Map<String, Object> properties) {
        this.gauges = gauges;
        this.integration = properties.get("atoll.integration") + "~" + properties.get("atoll.instance");
    }

    void add(RateBudget budget) {
        try {
            budget.allowances().forEach(this::add);
        } catch (RuntimeException | LinkageError broken) {
            log.debug("The budget of {} cannot be told", integration, broken);
        }
    }

    private void add(Allowance allowance) {
        String host = allowance.host();
        allowance
                .limit()
                .ifPresent(limit ->
                        set("atoll_rate_limit", "How many calls a host allows in a window, if it told.", limit, host));
        allowance
                .remaining()
                .ifPresent(left -> set(
                        "atoll_rate_remaining",
                        "How many calls of the window are left, if the host told.",
                        left,
                        host));
        set("atoll_rate_waiting", "How many calls to a host wait.", allowance.waiting(), host);
        set("atoll_rate_refused", "How often a host said that there were too many calls.", allowance.refused(), host);
    }

    private void set(String name, String help, long value, String host) {
        gauges.set(name, help, (double) value, "integration", integration, "host", host);
    }
}
