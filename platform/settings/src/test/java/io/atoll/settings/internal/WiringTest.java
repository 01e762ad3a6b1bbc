package io.atoll.settings.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.atoll.spi.IntegrationId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.component.runtime.dto.ReferenceDTO;

/** Which references are bound within an instance. */
class WiringTest {

    private static final IntegrationId ID = new IntegrationId("git", "demo");

    @Test
    void bindsReferencesToServicesOfTheSameConfiguration() {
        var api = component("io.atoll.git", "Api");
        var resync =
                component("io.atoll.git", "Resync", reference("api", "Api", null), reference("http", "Http", null));

        assertThat(Wiring.of("io.atoll.git", List.of(api, resync)).properties(ID))
                .isEqualTo(Map.of("api.target", "(&(atoll.integration=git)(atoll.instance=demo))"));
    }

    @Test
    void keepsTheTargetThatTheComponentDeclares() {
        var api = component("io.atoll.git", "Api");
        var resync = component("io.atoll.git", "Resync", reference("api", "Api", "(fast=true)"));

        assertThat(Wiring.of("io.atoll.git", List.of(api, resync)).properties(ID))
                .isEqualTo(Map.of("api.target", "(&(fast=true)(atoll.integration=git)(atoll.instance=demo))"));
    }

    @Test
    void leavesServicesOfOtherConfigurationsAlone() {
        var shared = component("io.atoll.git.shared", "Cache");
        var resync = component("io.atoll.git", "Resync", reference("cache", "Cache", null));

        assertThat(Wiring.of("io.atoll.git", List.of(shared, resync)).properties(ID))
                .isEmpty();
    }

    @Test
    void bindsTheWayToTheCatalogThatBelongsToTheInstance() {
        var webhook = component("io.atoll.git", "Hook", reference("sync", "io.atoll.spi.sync.CatalogSync", null));

        assertThat(Wiring.of("io.atoll.git", List.of(webhook)).properties(ID))
                .isEqualTo(Map.of("sync.target", "(&(atoll.integration=git)(atoll.instance=demo))"));
    }

    @Test
    void tellsOfReferencesOfOneNameThatCannotBothBeBound() {
        var api = component("io.atoll.git", "Api", reference("client", "Http", null));
        var resync = component("io.atoll.git", "Resync", reference("client", "Api", null));

        assertThat(Wiring.of("io.atoll.git", List.of(api, resync)).clashes())
                .containsExactly("reference 'client' leads to a service of the integration in one component"
                        + " and elsewhere in another");
    }

    private static ComponentDescriptionDTO component(String pid, String service, ReferenceDTO... references) {
        var component = new ComponentDescriptionDTO();
        component.configurationPid = new String[] {pid};
        component.serviceInterfaces = new String[] {service};
        component.references = references;
        component.properties = Map.of();
        return component;
    }

    private static ReferenceDTO reference(String name, String service, @Nullable String target) {
        var reference = new ReferenceDTO();
        reference.name = name;
        reference.interfaceName = service;
        reference.target = target;
        return reference;
    }
}
