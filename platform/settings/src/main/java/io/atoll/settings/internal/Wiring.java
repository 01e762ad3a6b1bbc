package io.atoll.settings.internal;

import io.atoll.spi.IntegrationId;
import io.atoll.spi.action.ActionReports;
import io.atoll.spi.sync.CatalogSync;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.component.runtime.dto.ReferenceDTO;

/**
 * Which references of an integration's components are bound within one instance: those to services that components of the same
 * configuration PID provide, and to what the platform provides for each instance.
 *
 * @param targets by the name of the reference, the filter that its component declares itself; empty if it declares none
 * @param clashes reference names that cannot be bound so, with the reason
 */
record Wiring(Map<String, String> targets, List<String> clashes) {

    /** The services of the platform of which there is one for each instance. */
    private static final Set<String> OF_THE_PLATFORM =
            Set.of(CatalogSync.class.getName(), ActionReports.class.getName());

    /** Finds the references among the components of one bundle. */
    static Wiring of(String pid, Collection<ComponentDescriptionDTO> components) {
        var configured = components.stream()
                .filter(component -> Arrays.asList(component.configurationPid).contains(pid))
                .toList();
        Set<String> provided = configured.stream()
                .flatMap(component -> Arrays.stream(component.serviceInterfaces))
                .collect(Collectors.toSet());
        var targets = new TreeMap<String, String>();
        var outside = new TreeSet<String>();
        var clashes = new TreeSet<String>();
        for (ComponentDescriptionDTO component : configured) {
            for (ReferenceDTO reference : component.references) {
                if (provided.contains(reference.interfaceName) || OF_THE_PLATFORM.contains(reference.interfaceName)) {
                    String own = ownTarget(component, reference);
                    String other = targets.putIfAbsent(reference.name, own);
                    if (other != null && !other.equals(own)) {
                        clashes.add("reference '" + reference.name + "' has different targets in several components");
                    }
                } else {
                    outside.add(reference.name);
                }
            }
        }
        outside.retainAll(targets.keySet());
        outside.forEach(name -> clashes.add("reference '" + name
                + "' leads to a service of the integration in one component and elsewhere in another"));
        return new Wiring(Map.copyOf(targets), List.copyOf(clashes));
    }

    private static String ownTarget(ComponentDescriptionDTO component, ReferenceDTO reference) {
        Object property = component.properties.get(reference.name + ".target");
        if (property instanceof String text) {
            return text;
        }
        return reference.target == null ? "" : reference.target;
    }

    /** The properties that bind the references within an instance. */
    Map<String, Object> properties(IntegrationId id) {
        String same = "(atoll.integration=" + id.type() + ")(atoll.instance=" + id.instance() + ")";
        var properties = new LinkedHashMap<String, Object>();
        targets.forEach((name, own) -> properties.put(name + ".target", "(&" + own + same + ")"));
        return properties;
    }
}
