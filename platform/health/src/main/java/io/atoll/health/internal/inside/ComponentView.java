package io.atoll.health.internal.inside;

import io.atoll.operation.Help;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.component.runtime.dto.UnsatisfiedReferenceDTO;

/** A component with one configuration, and why it does not live. */
record ComponentView(
        @Help("its name") String component,
        @Help("the symbolic name of its bundle") String bundle,
        @Help("the instance that it belongs to") Optional<String> integration,

        @Help("active, satisfied (nobody needs it now), unsatisfied, failed or disabled")
        State state,

        @Help("what it lacks, or how it failed; empty if it lives")
        List<String> reasons) {

    /** How a component stands. */
    enum State {
        /** It lives. */
        ACTIVE,
        /** It would live if somebody needed it. */
        SATISFIED,
        /** It lacks something. */
        UNSATISFIED,
        /** It threw when it was to begin. */
        FAILED,
        /** It was switched off. */
        DISABLED
    }

    static Stream<ComponentView> of(
            ComponentDescriptionDTO component,
            boolean enabled,
            Collection<ComponentConfigurationDTO> configurations,
            UnaryOperator<String> mask) {
        if (!enabled) {
            return Stream.of(lonely(component, State.DISABLED, List.of()));
        }
        if (configurations.isEmpty()) {
            return Stream.of(lonely(
                    component,
                    State.UNSATISFIED,
                    List.of("there is no configuration of " + String.join(", ", component.configurationPid))));
        }
        return configurations.stream().map(one -> of(component, one, mask));
    }

    private static ComponentView lonely(ComponentDescriptionDTO component, State state, List<String> reasons) {
        return new ComponentView(component.name, component.bundle.symbolicName, Optional.empty(), state, reasons);
    }

    private static ComponentView of(
            ComponentDescriptionDTO component, ComponentConfigurationDTO one, UnaryOperator<String> mask) {
        return new ComponentView(
                component.name,
                component.bundle.symbolicName,
                integration(one.properties),
                state(one),
                reasons(component, one).stream().map(mask).toList());
    }

    private static Optional<String> integration(Map<String, Object> properties) {
        Object type = properties.get("atoll.integration");
        Object instance = properties.get("atoll.instance");
        return type == null || instance == null ? Optional.empty() : Optional.of(type + "~" + instance);
    }

    private static State state(ComponentConfigurationDTO one) {
        return switch (one.state) {
            case ComponentConfigurationDTO.ACTIVE -> State.ACTIVE;
            case ComponentConfigurationDTO.SATISFIED -> State.SATISFIED;
            case ComponentConfigurationDTO.FAILED_ACTIVATION -> State.FAILED;
            default -> State.UNSATISFIED;
        };
    }

    private static List<String> reasons(ComponentDescriptionDTO component, ComponentConfigurationDTO one) {
        var reasons = new ArrayList<String>();
        if (one.state == ComponentConfigurationDTO.UNSATISFIED_CONFIGURATION) {
            reasons.add("there is no configuration of " + String.join(", ", component.configurationPid));
        }
        if (one.unsatisfiedReferences != null) {
            for (UnsatisfiedReferenceDTO reference : one.unsatisfiedReferences) {
                reasons.add(lacking(component, reference));
            }
        }
        if (one.state == ComponentConfigurationDTO.FAILED_ACTIVATION && one.failure != null) {
            reasons.add(one.failure.lines().findFirst().orElse(""));
        }
        return reasons;
    }

    private static String lacking(ComponentDescriptionDTO component, UnsatisfiedReferenceDTO reference) {
        String type = Stream.of(component.references)
                .filter(declared -> declared.name.equals(reference.name))
                .map(declared -> declared.interfaceName)
                .findFirst()
                .orElse(reference.name);
        String target = reference.target == null ? "" : " with " + reference.target;
        return "there is no service " + type + target;
    }
}
