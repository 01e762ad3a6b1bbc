package io.atoll.kit.internal;

import io.atoll.kit.http.Quotas;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** All budgets, one for each host and credential; thread-safe. */
@Component(service = {Budgets.class, Quotas.class})
public final class Budgets implements Quotas {

    private final Map<String, Budget> budgets = new ConcurrentHashMap<>();
    private final byte[] salt = new byte[32];
    private final Time time;

    /** Counts by the real clock. */
    @Activate
    public Budgets() {
        this(Time.SYSTEM);
    }

    /** Counts by a clock. */
    public Budgets(Time time) {
        this.time = time;
        new SecureRandom().nextBytes(salt);
    }

    Time time() {
        return time;
    }

    /** One client joins a budget; {@link Shares#close} leaves it. */
    Shares open(String credential) {
        return new Shares(fingerprint(credential));
    }

    @Override
    public List<Quota> all() {
        return budgets.values().stream()
                .map(Budget::quota)
                .sorted(Comparator.comparing(Quota::host).thenComparing(Quota::credential))
                .toList();
    }

    private String fingerprint(String credential) {
        if (credential.isEmpty()) {
            return "none";
        }
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(salt, "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(credential.getBytes(StandardCharsets.UTF_8)), 0, 4);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this runtime has no HMAC", e);
        }
    }

    /** The budgets of one client, by host. */
    final class Shares implements AutoCloseable {

        private final String credential;
        private final Map<String, Budget> joined = new TreeMap<>();
        private boolean closed;

        private Shares(String credential) {
            this.credential = credential;
        }

        /** That of a host; one that nobody shares if this is closed. */
        synchronized Budget of(String host) {
            if (closed) {
                return new Budget(host, credential, time);
            }
            return joined.computeIfAbsent(
                    host,
                    none -> budgets.compute(host + " " + credential, (key, known) -> {
                        Budget budget = known == null ? new Budget(host, credential, time) : known;
                        budget.clients(1);
                        return budget;
                    }));
        }

        synchronized List<Quota> quotas() {
            return joined.values().stream().map(Budget::quota).toList();
        }

        @Override
        public synchronized void close() {
            closed = true;
            joined.values().forEach(Budget::wake);
            joined.keySet()
                    .forEach(host -> budgets.compute(
                            host + " " + credential,
                            (key, known) -> known == null || known.clients(-1) == 0 ? null : known));
            joined.clear();
        }
    }
}
