package io.atoll.runner.internal;

import io.atoll.runner.internal.Bundler.Made;
import io.atoll.spi.IntegrationId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.component.runtime.dto.UnsatisfiedReferenceDTO;

/** What an instance consists of: the components of its bundle that its configuration brings to life, which takes a moment. */
final class Components {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration GRACE = Duration.ofSeconds(1);
    private static final Duration LOOK_EVERY = Duration.ofMillis(20);

    private final BundleContext context;
    private final ServiceComponentRuntime runtime;

    Components(BundleContext context, ServiceComponentRuntime runtime) {
        this.context = context;
        this.runtime = runtime;
    }

    /**
     * Waits until the components of an instance have come to life, or lack something that nobody brings here.
     *
     * @return what keeps some of them from it
     */
    List<Problem> settle(Made made, IntegrationId id) throws InterruptedException {
        long begun = System.nanoTime();
        while (true) {
            List<Component> all = components(made, id);
            Duration waited = Duration.ofNanos(System.nanoTime() - begun);
            boolean pending = all.isEmpty() || all.stream().anyMatch(Component::pending);
            boolean lacking = all.stream().anyMatch(Component::lacking);
            if (waited.compareTo(pending ? PATIENCE : lacking ? GRACE : Duration.ZERO) >= 0) {
                return all.stream().flatMap(Component::problem).toList();
            }
            Thread.sleep(LOOK_EVERY);
        }
    }

    private List<Component> components(Made made, IntegrationId id) {
        var all = new ArrayList<Component>();
        for (Bundle bundle : context.getBundles()) {
            if (bundle.getVersion().toString().equals(made.version())) {
                for (ComponentDescriptionDTO each : runtime.getComponentDescriptionDTOs(bundle)) {
                    if (Arrays.asList(each.configurationPid).contains(made.pid())) {
                        List<ComponentConfigurationDTO> ours = runtime.getComponentConfigurationDTOs(each).stream()
                                .filter(one -> id.instance().equals(one.properties.get("atoll.instance")))
                                .toList();
                        all.add(new Component(each.name, ours));
                    }
                }
            }
        }
        return all;
    }

    private record Component(String name, List<ComponentConfigurationDTO> configurations) {

        boolean pending() {
            return configurations.isEmpty() || in(ComponentConfigurationDTO.UNSATISFIED_CONFIGURATION);
        }

        boolean lacking() {
            return in(ComponentConfigurationDTO.UNSATISFIED_REFERENCE);
        }

        private boolean in(int state) {
            return configurations.stream().anyMatch(each -> each.state == state);
        }

        Stream<Problem> problem() {
            if (pending()) {
                return Stream.of(new Problem(name, "is not started: its configuration does not reach it"));
            }
            return configurations.stream().flatMap(this::problem);
        }

        private Stream<Problem> problem(ComponentConfigurationDTO each) {
            return switch (each.state) {
                case ComponentConfigurationDTO.UNSATISFIED_REFERENCE ->
                    Stream.of(new Problem(name, "is not started: nobody here provides " + missing(each)));
                case ComponentConfigurationDTO.FAILED_ACTIVATION ->
                    Stream.of(new Problem(
                            name,
                            "cannot be started: "
                                    + each.failure.lines().findFirst().orElse("")));
                default -> Stream.empty();
            };
        }

        private static String missing(ComponentConfigurationDTO each) {
            return Arrays.stream(each.unsatisfiedReferences)
                    .map(Component::type)
                    .distinct()
                    .collect(Collectors.joining(", "));
        }

        private static String type(UnsatisfiedReferenceDTO missing) {
            return missing.name + (missing.target == null ? "" : " " + missing.target);
        }
    }
}
