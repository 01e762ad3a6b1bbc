package io.atoll.admin.internal;

import io.atoll.access.LoginLinks;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Tickets that let their bearer in once. Only their digests are kept; if there are too many, the oldest no longer works.
 *
 * <p>Immediate, so that tickets outlive those who issued them and a change of the configuration.
 */
@Component(
        service = {Tickets.class, LoginLinks.class},
        immediate = true)
public final class Tickets implements LoginLinks {

    static final Duration LONGEST = Duration.ofHours(1);
    static final int MOST = 50;

    private final InstantSource clock;
    private final URI address;
    private final Map<Digest, Instant> expiries = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Digest, Instant> eldest) {
            return size() > MOST;
        }
    };

    /** Makes links to {@code atoll.http.address}. */
    @Activate
    public Tickets(BundleContext context) {
        this(
                InstantSource.system(),
                URI.create(Optional.ofNullable(context.getProperty("atoll.http.address"))
                        .orElse("http://127.0.0.1:8710")));
    }

    Tickets(InstantSource clock, URI address) {
        this.clock = clock;
        this.address = address;
    }

    @Override
    public URI issue(Duration validity) {
        if (!validity.isPositive() || validity.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "a login link is valid for up to " + LONGEST.toMinutes() + " minutes, not for " + validity);
        }
        String ticket = Secrets.token();
        synchronized (this) {
            expiries.put(Digest.of(ticket), clock.instant().plus(validity));
        }
        return address.resolve("/login?ticket=" + ticket);
    }

    /** Uses a ticket up. Whether it was valid. */
    synchronized boolean redeem(String ticket) {
        Instant expiry = expiries.remove(Digest.of(ticket));
        return expiry != null && clock.instant().isBefore(expiry);
    }
}
