package io.atoll.tck;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the bundle of an integration must be before anything of it runs. */
final class BundleRules {

    /** The headings that the README of an integration has, in this order; others may stand between them. */
    static final List<String> HEADINGS = List.of(
            "## What it reads",
            "## Kinds",
            "## Configuration",
            "## Rights it needs",
            "## Rate limits",
            "## Live events",
            "## Limits",
            "## Example mapping");

    private final Path module;
    private final IntegrationBundle bundle;

    /**
     * Looks at a module.
     *
     * @param module its folder, with {@code target/classes} and {@code README.md}
     */
    BundleRules(Path module) {
        this.module = module.toAbsolutePath();
        this.bundle = new IntegrationBundle(this.module.resolve("target/classes"));
    }

    private IntegrationBundle.Capability integration() {
        return bundle.capability()
                .orElseThrow(() -> new AssertionError(
                        "the bundle does not say what it integrates: put @Integration(type = \"acme\", pid = \"org.acme\","
                                + " title = \"Acme\") on one of its classes"));
    }

    /** One class carries {@code @Integration}. */
    void saysWhatItIntegrates() {
        assertThat(bundle.symbolicName())
                .as("the symbolic name of the bundle is its own, not that of the parent pom")
                .isNotEqualTo("io.atoll.integration-parent");
        assertThat(integration().type())
                .as("the type in @Integration is made of lower-case letters, digits and '-'")
                .matches("[a-z0-9-]+");
    }

    /** There is something that the platform can call, once for each instance. */
    void hasProviders() {
        var providers = bundle.components().stream()
                .filter(IntegrationBundle.Component::provides)
                .toList();
        assertThat(providers)
                .as(
                        "the bundle has no provider: a public class with @Component(configurationPid = \"%s\","
                                + " configurationPolicy = REQUIRE) that implements ResyncProvider",
                        integration().pid())
                .isNotEmpty();
        assertThat(providers)
                .as(
                        "each provider has configurationPid = \"%s\", so that there is one for each instance",
                        integration().pid())
                .allSatisfy(provider ->
                        assertThat(provider.configuredBy(integration().pid())).isTrue());
        assertThat(providers.stream().filter(provider -> provider.services().contains("io.atoll.spi.ResyncProvider")))
                .as("each ResyncProvider says by @ResyncKinds which kinds it reads")
                .allSatisfy(provider -> assertThat(provider.kinds()).isNotEmpty());
    }

    /** A metatype says what can be configured, and keeps secrets out of the service registry. */
    void describesItsConfiguration() {
        var attributes = bundle.attributes(integration().pid());
        assertThat(attributes)
                .as(
                        "nothing describes the configuration: put @Designate(ocd = AcmeConfig.class, factory = true) on a component with"
                                + " the configuration PID %s, and @ObjectClassDefinition on AcmeConfig",
                        integration().pid())
                .isNotEmpty();
        assertThat(attributes)
                .as(
                        "a secret begins with an underscore in the configuration's type (String _token()), which keeps it out of the"
                                + " service registry; only a secret does, and has type = AttributeType.PASSWORD")
                .allSatisfy(attribute ->
                        assertThat(attribute.hidden()).as(attribute.id()).isEqualTo(attribute.password()));
    }

    /** Blueprints and a mapping make the first run useful; who reads any kind may leave both empty, as nobody knows what it will be. */
    void bringsDefaults() {
        JsonNode blueprints = bundle.resource("blueprints");
        JsonNode mapping = bundle.resource("port-app-config");
        boolean any = bundle.components().stream()
                .anyMatch(component -> component.kinds().contains("*"));
        if (any && blueprints.isArray() && mapping.path("resources").isArray()) {
            return;
        }
        assertThat(blueprints.isArray() && !blueprints.isEmpty())
                .as("src/main/resources/.port/resources/blueprints.json is a list of blueprints")
                .isTrue();
        assertThat(mapping.path("resources").isArray()
                        && !mapping.path("resources").isEmpty())
                .as("src/main/resources/.port/resources/port-app-config.yaml has a list of resources")
                .isTrue();
    }

    /** Whatever it imports is in the platform. */
    void findsItsImportsInThePlatform(Path storage) throws Exception {
        assertThat(Resolution.missing(bundle.folder(), storage))
                .as("what keeps the bundle from starting in the platform")
                .isEmpty();
    }

    /** People find in the README what they need, where it is in every other. */
    void hasAReadme() throws Exception {
        Path readme = module.resolve("README.md");
        assertThat(readme).as("an integration has a README.md").exists();
        assertThat(Files.readAllLines(readme).stream().filter(HEADINGS::contains))
                .as("README.md has these headings in this order; others may stand between them")
                .containsExactlyElementsOf(HEADINGS);
    }
}
