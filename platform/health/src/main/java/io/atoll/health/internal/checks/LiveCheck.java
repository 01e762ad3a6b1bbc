package io.atoll.health.internal.checks;

import java.lang.management.ManagementFactory;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.Result.Status;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Whether the process does its work: critical if threads wait for one another for ever. */
@Component(
        service = HealthCheck.class,
        property = {HealthCheck.NAME + "=Atoll lives", HealthCheck.TAGS + "=atoll", HealthCheck.TAGS + "=live"})
public final class LiveCheck implements HealthCheck {

    /** Checks when it is asked. */
    @Activate
    public LiveCheck() {}

    @Override
    public Result execute() {
        long[] deadlocked = ManagementFactory.getThreadMXBean().findDeadlockedThreads();
        return deadlocked == null
                ? new Result(Status.OK, "The process answers")
                : new Result(
                        Status.CRITICAL,
                        deadlocked.length
                                + " threads wait for one another for ever: take a thread dump, and start again");
    }
}
