package io.atoll.itest.fake.blocking;

import java.util.concurrent.CountDownLatch;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Never returns from its activation, and swallows every interrupt. */
@Component(service = Blocking.class, immediate = true)
public final class Blocking {

    @Activate
    public Blocking() {
        var never = new CountDownLatch(1);
        boolean interrupted;
        do {
            interrupted = interruptedWhileWaiting(never);
        } while (interrupted);
    }

    private static boolean interruptedWhileWaiting(CountDownLatch latch) {
        try {
            latch.await();
            return false;
        } catch (InterruptedException swallowed) {
            return true;
        }
    }
}
