package io.atoll.runner.internal;

import io.atoll.spi.ConnectionCheck;
import io.atoll.spi.ConnectionCheck.Outcome;
import io.atoll.spi.ConnectionCheck.Step;
import io.atoll.spi.IntegrationId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Dictionary;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** What an instance registered, and what it was configured with. */
final class Registry {

    private final BundleContext context;
    private final ConfigurationAdmin admin;

    Registry(BundleContext context, ConfigurationAdmin admin) {
        this.context = context;
        this.admin = admin;
    }

    /** Runs the connection checks of an instance. */
    List<Step> check(IntegrationId id) throws InterruptedException {
        var steps = new ArrayList<Step>();
        String filter = "(&(atoll.integration=" + id.type() + ")(atoll.instance=" + id.instance() + "))";
        try {
            for (ServiceReference<ConnectionCheck> each : context.getServiceReferences(ConnectionCheck.class, filter)) {
                @Nullable ConnectionCheck check = context.getService(each);
                if (check != null) {
                    steps.addAll(steps(check));
                    context.ungetService(each);
                }
            }
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
        return steps;
    }

    private static List<Step> steps(ConnectionCheck check) throws InterruptedException {
        try {
            return check.check();
        } catch (RuntimeException defect) {
            return List.of(new Step("connection check", Outcome.FAILED, "the check has a defect: " + defect));
        }
    }

    /** The secrets of an instance's configuration: the properties that begin with a dot. */
    Secrets secrets(String pid, IntegrationId id) throws IOException {
        var values = new ArrayList<String>();
        @Nullable Configuration[] found = configurations(pid);
        for (Configuration configuration : found == null ? new Configuration[0] : found) {
            Dictionary<String, Object> properties = configuration.getProperties();
            if (properties == null || !id.instance().equals(properties.get("atoll.instance"))) {
                continue;
            }
            for (String key : Collections.list(properties.keys())) {
                if (key.startsWith(".")) {
                    Object value = properties.get(key);
                    values.addAll(
                            value instanceof String[] several ? List.of(several) : List.of(String.valueOf(value)));
                }
            }
        }
        return Secrets.of(values);
    }

    private Configuration @Nullable [] configurations(String pid) throws IOException {
        try {
            return admin.listConfigurations("(service.factoryPid=" + pid + ")");
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
