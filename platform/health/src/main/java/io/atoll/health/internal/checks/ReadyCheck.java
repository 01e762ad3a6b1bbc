package io.atoll.health.internal.checks;

import io.atoll.health.internal.Readiness;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Whether the platform can do its work: what {@code /health/ready} says. */
@Component(
        service = HealthCheck.class,
        property = {HealthCheck.NAME + "=Atoll is ready", HealthCheck.TAGS + "=atoll", HealthCheck.TAGS + "=ready"})
public final class ReadyCheck implements HealthCheck {

    private final Readiness readiness;

    /** Asks this. */
    @Activate
    public ReadyCheck(@Reference Readiness readiness) {
        this.readiness = readiness;
    }

    @Override
    public Result execute() {
        var log = new FormattingResultLog();
        readiness.checks().forEach((check, passes) -> {
            if (passes) {
                log.info("{} is ready", check);
            } else {
                log.temporarilyUnavailable("{} is not ready", check);
            }
        });
        return new Result(log);
    }
}
