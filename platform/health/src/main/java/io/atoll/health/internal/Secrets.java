package io.atoll.health.internal;

import io.atoll.model.Masking;
import io.atoll.pipeline.Catalog.LogLine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The secrets that are configured, to be taken out of what leaves the platform. */
@Component(service = Secrets.class)
public final class Secrets {

    private static final String MASK = "[REDACTED]";

    /** What is shorter is no secret, and would take pieces out of ordinary words. */
    private static final int SHORTEST = 6;

    private final ConfigurationAdmin configurations;

    /** Asks for them when they are needed. */
    @Activate
    public Secrets(@Reference ConfigurationAdmin configurations) {
        this.configurations = configurations;
    }

    /** A text without them, and without what looks like one. */
    public String masked(String text) {
        return mask().apply(text);
    }

    /** Takes those that are configured now out of many texts, and what looks like one. */
    public UnaryOperator<String> mask() {
        List<String> literals = all();
        return text -> Masking.of(masked(text, literals));
    }

    /** The values of private properties, the longest first. */
    List<String> all() {
        var secrets = new ArrayList<String>();
        for (Configuration configuration : list()) {
            Dictionary<String, Object> properties = configuration.getProperties();
            if (properties != null) {
                for (String key : Collections.list(properties.keys())) {
                    if (key.startsWith(".")
                            && properties.get(key) instanceof String secret
                            && secret.length() >= SHORTEST) {
                        secrets.add(secret);
                    }
                }
            }
        }
        secrets.sort(Comparator.comparingInt(String::length).reversed());
        return secrets;
    }

    private Configuration[] list() {
        try {
            Configuration @Nullable [] found = configurations.listConfigurations(null);
            return found == null ? new Configuration[0] : found;
        } catch (IOException | InvalidSyntaxException e) {
            throw new IllegalStateException("the configurations cannot be read", e);
        }
    }

    /** A line without secrets. */
    static LogLine masked(LogLine line, List<String> secrets) {
        Map<String, String> extra = new HashMap<>();
        line.extra().forEach((key, value) -> extra.put(key, masked(value, secrets)));
        return new LogLine(line.at(), line.level(), masked(line.message(), secrets), extra);
    }

    private static String masked(String text, List<String> secrets) {
        String masked = text;
        for (String secret : secrets) {
            masked = masked.replace(secret, MASK);
        }
        return masked;
    }
}
