package io.atoll.tck;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the bundle of an integration must be before anything of it runs. The parent pom of integrations runs it in their build: it looks at
 * {@code target/classes} and {@code README.md} in the folder in which the tests run.
 */
@Timeout(180)
public class IntegrationBundleTest {

    private final BundleRules rules = new BundleRules(Path.of(""));

    /** One class carries {@code @Integration}. */
    @Test
    void saysWhatItIntegrates() {
        rules.saysWhatItIntegrates();
    }

    /** There is something that the platform can call, once for each instance. */
    @Test
    void hasProviders() {
        rules.hasProviders();
    }

    /** A metatype says what can be configured, and keeps secrets out of the service registry. */
    @Test
    void describesItsConfiguration() {
        rules.describesItsConfiguration();
    }

    /** Blueprints and a mapping make the first run useful. */
    @Test
    void bringsDefaults() {
        rules.bringsDefaults();
    }

    /** Whatever it imports is in the platform. */
    @Test
    void findsItsImportsInThePlatform(@TempDir Path storage) throws Exception {
        rules.findsItsImportsInThePlatform(storage);
    }

    /** People find in the README what they need, where it is in every other. */
    @Test
    void hasAReadme() throws Exception {
        rules.hasAReadme();
    }
}
