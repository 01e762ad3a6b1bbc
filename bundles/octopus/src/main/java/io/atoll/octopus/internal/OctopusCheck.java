package io.atoll.octopus.internal;

import io.atoll.kit.http.Call;
import io.atoll.kit.http.HttpCheck;
import io.atoll.spi.ConnectionCheck;
import io.atoll.spi.IntegrationException;
import io.atoll.spi.IntegrationException.Misconfigured;
import java.util.ArrayList;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;

/** Tells whether the server is there, takes the key, and shows what the kinds need in each space. */
@Component(configurationPid = OctopusConfiguration.PID, configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class OctopusCheck implements ConnectionCheck {

    private static final List<String> LISTS = List.of("projects", "releases", "deployments", "machines");

    private final Octopus octopus;
    private final boolean subscribes;

    /** Checks what is configured. */
    @Activate
    public OctopusCheck(OctopusConfiguration configuration, @Reference Octopus octopus) {
        this(octopus, !configuration.appHost().isBlank());
    }

    OctopusCheck(Octopus octopus, boolean subscribes) {
        this.octopus = octopus;
        this.subscribes = subscribes;
    }

    @Override
    public List<Step> check() throws InterruptedException {
        HttpCheck server;
        try {
            server = HttpCheck.of(octopus.http(), Call.get("users/me"));
        } catch (Misconfigured e) {
            return List.of(new Step("read the configuration", Outcome.FAILED, e.getMessage()));
        }
        List<Step> steps = new ArrayList<>(
                server.right("read spaces", first(Call.get("spaces"))).check());
        if (steps.stream().noneMatch(step -> step.outcome() == Outcome.FAILED)) {
            steps.addAll(steps.size() - 1, rights(server));
        }
        return steps;
    }

    /** What the key may do in each space, without the steps that were made before. */
    private List<Step> rights(HttpCheck server) throws InterruptedException {
        octopus.forgetSpaces();
        try {
            List<Step> steps = ofSpaces(server, octopus.spaces()).check();
            return steps.subList(2, steps.size() - 1);
        } catch (IntegrationException e) {
            return List.of(new Step("list the spaces", Outcome.FAILED, e.getMessage()));
        }
    }

    private HttpCheck ofSpaces(HttpCheck server, List<String> spaces) {
        HttpCheck check = server;
        for (String space : spaces) {
            for (String list : LISTS) {
                check = check.right(
                        "read the " + list + " of " + space, first(Call.get("{space}/{list}", space, list)));
            }
            if (subscribes) {
                check = check.right(
                        "read the subscriptions of " + space, first(Call.get("{space}/subscriptions", space)));
            }
        }
        return check;
    }

    private static Call first(Call list) {
        return list.query("skip", 0).query("take", 1);
    }
}
