package io.atoll.fetch.internal;

import io.atoll.pipeline.Fetcher.ProviderStatus;
import io.atoll.spi.Integration;
import io.atoll.spi.IntegrationId;
import io.atoll.spi.Kind;
import io.atoll.spi.ResyncProvider;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.component.runtime.dto.UnsatisfiedReferenceDTO;

/** Tells how providers stand, and why components that would be some are none. */
final class ComponentStates {

    /** The type of an integration whose bundle does not tell. */
    private static final String UNKNOWN = "<type>";

    private final BundleContext context;
    private final ServiceComponentRuntime components;

    ComponentStates(BundleContext context, ServiceComponentRuntime components) {
        this.context = context;
        this.components = components;
    }

    /** The registered providers, in their order, and then the components that are no providers now. */
    List<ProviderStatus> all(List<Provider> registered) {
        Map<Long, ComponentConfigurationDTO> configurations = new HashMap<>();
        var others = new ArrayList<ProviderStatus>();
        for (ComponentDescriptionDTO description : wouldBeProviders()) {
            Collection<ComponentConfigurationDTO> all = components.getComponentConfigurationDTOs(description);
            all.forEach(configuration -> configurations.put(configuration.id, configuration));
            if (all.isEmpty()) {
                others.add(status(description, null));
            }
        }
        var statuses = new ArrayList<ProviderStatus>();
        for (Provider provider : registered) {
            var configuration = configurations.remove(provider.componentId());
            statuses.add(new ProviderStatus(
                    provider.integration(),
                    provider.kinds(),
                    provider.except(),
                    provider.component(),
                    provider.bundle(),
                    configuration == null ? "active" : state(configuration),
                    configuration == null ? "" : reason(configuration)));
        }
        configurations.values().stream()
                .map(configuration -> status(configuration.description, configuration))
                .forEach(others::add);
        others.sort(Comparator.comparing(ProviderStatus::component).thenComparing(ProviderStatus::integration));
        statuses.addAll(others);
        return statuses;
    }

    /**
     * Why an instance's components that would read a kind do not: what they would have read is missing. Components that are registered are
     * not looked at, as looking takes as long as there are instances.
     *
     * @param registered all providers of the instance
     */
    List<String> missing(IntegrationId integration, Kind kind, List<Provider> registered) {
        return wouldBeProviders().stream()
                .filter(description -> couldServe(description, integration) && !isAmong(registered, description))
                .flatMap(description -> components.getComponentConfigurationDTOs(description).stream())
                .map(configuration -> status(configuration.description, configuration))
                .filter(status -> status.integration().equals(integration.toString()) && Provider.reads(status, kind))
                .filter(status -> !status.reason().isEmpty())
                .map(status -> status.component() + " reads kind '" + kind + "' too, but is " + status.state() + ": "
                        + status.reason())
                .toList();
    }

    /** Why the service of a registered component cannot be had. */
    String failure(Participant<?> participant) {
        return components.getComponentDescriptionDTOs().stream()
                .flatMap(description -> components.getComponentConfigurationDTOs(description).stream())
                .filter(configuration -> Objects.equals(configuration.id, participant.componentId()))
                .map(ComponentStates::reason)
                .filter(reason -> !reason.isEmpty())
                .findFirst()
                .orElse("the log says why");
    }

    /** Whether a status is about an instance, or about its type where the component has no instance yet. */
    boolean concerns(ProviderStatus status, IntegrationId id) {
        return status.integration().equals(id.toString())
                || (status.integration().isEmpty() && status.reason().contains("integrations/" + id.type() + "~"));
    }

    private List<ComponentDescriptionDTO> wouldBeProviders() {
        return components.getComponentDescriptionDTOs().stream()
                .filter(description ->
                        Arrays.asList(description.serviceInterfaces).contains(ResyncProvider.class.getName()))
                .toList();
    }

    private boolean couldServe(ComponentDescriptionDTO description, IntegrationId integration) {
        String type = type(description);
        return type.equals(integration.type()) || type.equals(UNKNOWN);
    }

    private boolean isAmong(List<Provider> providers, ComponentDescriptionDTO description) {
        String bundle = Participant.name(context.getBundle(description.bundle.id));
        return providers.stream()
                .anyMatch(provider -> provider.component().equals(description.name)
                        && provider.bundle().equals(bundle));
    }

    private ProviderStatus status(
            ComponentDescriptionDTO description, @Nullable ComponentConfigurationDTO configuration) {
        Map<String, Object> properties = configuration == null ? description.properties : configuration.properties;
        Object type = properties.get("atoll.integration");
        Object instance = properties.get("atoll.instance");
        return new ProviderStatus(
                type == null || instance == null ? "" : type + "~" + instance,
                Participant.texts(properties.get("atoll.resync.kinds")),
                Participant.texts(properties.get("atoll.resync.except")),
                description.name,
                Participant.name(context.getBundle(description.bundle.id)),
                configuration == null ? "unsatisfied" : state(configuration),
                configuration == null || configuration.state == ComponentConfigurationDTO.UNSATISFIED_CONFIGURATION
                        ? unconfigured(description)
                        : reason(configuration));
    }

    private static String state(ComponentConfigurationDTO configuration) {
        return switch (configuration.state) {
            case ComponentConfigurationDTO.ACTIVE -> "active";
            case ComponentConfigurationDTO.SATISFIED -> "satisfied";
            case ComponentConfigurationDTO.FAILED_ACTIVATION -> "failed";
            default -> "unsatisfied";
        };
    }

    private String unconfigured(ComponentDescriptionDTO description) {
        return components.isComponentEnabled(description)
                ? "not configured: no conf/integrations/" + type(description) + "~*.yaml"
                : "disabled by its bundle";
    }

    private String type(ComponentDescriptionDTO description) {
        Bundle bundle = context.getBundle(description.bundle.id);
        BundleWiring wiring = bundle == null ? null : bundle.adapt(BundleWiring.class);
        return wiring == null
                ? UNKNOWN
                : wiring.getCapabilities(Integration.NAMESPACE).stream()
                        .map(capability ->
                                String.valueOf(capability.getAttributes().get("type")))
                        .findFirst()
                        .orElse(UNKNOWN);
    }

    private static String reason(ComponentConfigurationDTO configuration) {
        if (configuration.failure != null) {
            return rootCause(configuration.failure);
        }
        return Arrays.stream(configuration.unsatisfiedReferences)
                .map(reference -> missing(configuration.description, reference))
                .collect(Collectors.joining("; "));
    }

    /** The message of the innermost exception in a printed stack trace. */
    private static String rootCause(String stackTrace) {
        String cause = "Caused by: ";
        return stackTrace
                .lines()
                .filter(line -> line.startsWith(cause))
                .reduce((outer, inner) -> inner)
                .map(line -> line.substring(cause.length()))
                .orElseGet(() -> stackTrace.lines().findFirst().orElse(""));
    }

    private static String missing(ComponentDescriptionDTO description, UnsatisfiedReferenceDTO reference) {
        String type = Arrays.stream(description.references)
                .filter(each -> each.name.equals(reference.name))
                .map(each -> each.interfaceName)
                .findFirst()
                .orElse("a service");
        return "reference '" + reference.name + "' finds no " + type
                + (reference.target == null ? "" : " with " + reference.target);
    }
}
