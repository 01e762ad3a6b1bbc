package io.atoll.itest.fake.blocking;

import java.util.concurrent.CountDownLatch;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Never returns from its activation, and swallows every interrupt. */
@Component(service = Blocking.class, immediate = true)
public final class Blocking {

    @Activate
    public Blocking() {
        while (true) {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException ignored) {
                continue;
            }
        }
    }
}
