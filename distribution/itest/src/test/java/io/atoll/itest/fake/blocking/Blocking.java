package io.atoll.itest.fake.blocking;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Does not return from its activation, whatever interrupts it, until the system property {@code atoll.itest.release} is set. */
@Component(service = Blocking.class, immediate = true)
public final class Blocking {

    @Activate
    public Blocking() {
        while (System.getProperty("atoll.itest.release") == null) {
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }
}
