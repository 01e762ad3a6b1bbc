package io.atoll.deploy.internal;

import java.util.Optional;
import org.osgi.framework.Bundle;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

/** The declarative-services components of deployed bundles. */
final class Components {

    private final ServiceComponentRuntime runtime;

    Components(ServiceComponentRuntime runtime) {
        this.runtime = runtime;
    }

    /** Why a component of the bundle could not be activated; empty if none failed. */
    Optional<String> failure(Bundle bundle) {
        return runtime.getComponentDescriptionDTOs(bundle).stream()
                .flatMap(component -> failures(component).stream())
                .findFirst();
    }

    private Optional<String> failures(ComponentDescriptionDTO component) {
        return runtime.getComponentConfigurationDTOs(component).stream()
                .filter(configuration -> configuration.state == ComponentConfigurationDTO.FAILED_ACTIVATION)
                .findFirst()
                .map(configuration ->
                        "its component %s threw %s".formatted(component.name, rootCause(configuration.failure)));
    }

    /** The last cause of a printed stack trace, in one line. */
    private static String rootCause(String trace) {
        String prefix = "Caused by: ";
        return trace.lines()
                .filter(line -> line.startsWith(prefix))
                .reduce((first, last) -> last)
                .map(line -> line.substring(prefix.length()))
                .or(() -> trace.lines().findFirst())
                .orElse("an exception");
    }
}
