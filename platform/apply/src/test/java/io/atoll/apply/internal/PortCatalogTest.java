package io.atoll.apply.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atoll.apply.internal.client.ApplyConfig;
import io.atoll.apply.internal.client.FakePort;
import io.atoll.apply.internal.client.FakePort.Answer;
import io.atoll.apply.internal.client.Target;
import io.atoll.pipeline.Catalog.Access;
import io.atoll.pipeline.Catalog.Access.State;
import io.atoll.pipeline.Catalog.CatalogException;
import io.atoll.pipeline.Catalog.Installation;
import io.atoll.pipeline.Integrations.Defaults;
import io.atoll.pipeline.RunReport.Status;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PortCatalogTest {

    private static final Defaults NOTHING = new Defaults(List.of(), null);

    @TempDir
    private Path data;

    private static ApplyConfig config(Map<String, Object> values) {
        return (ApplyConfig) Proxy.newProxyInstance(
                ApplyConfig.class.getClassLoader(),
                new Class<?>[] {ApplyConfig.class},
                (proxy, method, arguments) -> values.getOrDefault(method.getName(), method.getDefaultValue()));
    }

    @Test
    void saysWhatToConfigureWhereThereIsNoCatalog() {
        PortCatalog catalog = new PortCatalog(config(Map.of()), data);

        assertThatThrownBy(() -> catalog.install(Bench.integration(null), NOTHING))
                .isInstanceOf(CatalogException.class)
                .hasMessageContaining("set base URL, client id and client secret in io.atoll.apply")
                .hasMessageContaining("start the catalog of this installation");
        assertThat(catalog.address()).startsWith("none: ");
        catalog.close();
    }

    @Test
    void saysThatCredentialsAreMissing() {
        PortCatalog catalog = new PortCatalog(config(Map.of("baseUrl", "https://api.port.io")), data);

        assertThatThrownBy(() -> catalog.install(Bench.integration(null), NOTHING))
                .isInstanceOf(CatalogException.class)
                .hasMessageContaining("no credentials are configured for the catalog at https://api.port.io");
        catalog.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "api.port.io",
                "ftp://api.port.io",
                "https://user:hunter2@api.port.io",
                "https://api.port.io?key=hunter2",
                "https://api.port.io#hunter2",
                "https://",
                "https://hunter2 .io"
            })
    void refusesWhatIsNoAddressWithoutRepeatingIt(String baseUrl) {
        assertThatThrownBy(() -> Target.of(baseUrl, "id", "secret"))
                .isInstanceOf(CatalogException.class)
                .hasMessageContaining("baseUrl of io.atoll.apply")
                .hasMessageNotContaining("hunter2");
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.port.io, https://api.port.io",
        "https://api.port.io/, https://api.port.io",
        "https://api.port.io/v1/, https://api.port.io",
        "http://localhost:8710/port, http://localhost:8710/port"
    })
    void takesAnAddressAsPeopleWriteIt(String written, String meant) throws Exception {
        assertThat(Target.of(written, "id", "secret").baseUrl()).hasToString(meant);
    }

    @Test
    void printsNoSecret() throws Exception {
        assertThat(Target.of("https://api.port.io", "id", "hunter2").toString()).isEqualTo("https://api.port.io");
    }

    @ParameterizedTest
    @CsvSource({
        "connectTimeout_seconds, connectTimeout.seconds",
        "responseTimeout_seconds, responseTimeout.seconds",
        "callTimeout_seconds, callTimeout.seconds",
        "maxConnections, maxConnections",
        "maxAttempts, maxAttempts",
        "retriesPerRun, retriesPerRun",
        "pageSize, pageSize"
    })
    void refusesLimitsThatAreNotPositive(String method, String key) {
        assertThatThrownBy(() -> new PortCatalog(config(Map.of(method, 0)), data))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("io.atoll.apply: " + key + " must be greater than 0, but is 0");
    }

    @Test
    void installsAtTheConfiguredCatalog() throws Exception {
        try (FakePort port = new FakePort()) {
            port.always("POST /v1/integration", Answer.ok("{\"ok\":true}"));
            port.always("PATCH /v1/integration/mini-1", Answer.ok("{\"ok\":true}"));
            PortCatalog catalog = new PortCatalog(
                    config(Map.of("baseUrl", port.url() + "/", "clientId", "id", "_clientSecret", "secret")), data);

            assertThat(catalog.install(Bench.integration(null), NOTHING).integration())
                    .isEqualTo(Bench.AGENT.id());

            assertThat(catalog.address()).isEqualTo(port.url().toString());
            assertThat(port.calls()).hasSize(5);
            catalog.close();
        }
    }

    @Test
    void tellsWhetherAFirstInstallationWasFinished() throws Exception {
        try (FakePort port = new FakePort()) {
            PortCatalog catalog = new PortCatalog(
                    config(Map.of("baseUrl", port.url().toString(), "clientId", "id", "_clientSecret", "secret")),
                    data);
            port.always("GET /v1/integration/mini-1", Answer.ok("{\"ok\":true,\"integration\":{\"config\":{}}}"));
            assertThat(catalog.find(Bench.integration(null)).orElseThrow().installed())
                    .isFalse();

            port.always(
                    "GET /v1/integration/mini-1",
                    Answer.ok("{\"ok\":true,\"integration\":{\"config\":{},\"arePortResourcesInitialized\":true}}"));
            assertThat(catalog.find(Bench.integration(null)).orElseThrow().installed())
                    .isTrue();
            catalog.close();
        }
    }

    @Test
    void usesRotatedCredentialsInARunThatIsUnderWay() throws Exception {
        try (FakePort port = new FakePort()) {
            port.otherwise = any -> Answer.ok("{\"ok\":true}");
            PortCatalog catalog = new PortCatalog(credentials(port, "secret", Map.of()), data);
            Installation installation = catalog.install(Bench.integration(null), NOTHING);

            port.secret = "rotated";
            port.revokeTokens();
            catalog.follow(credentials(port, "rotated", Map.of()));
            installation.runStarted(Bench.report("r", Status.RUNNING));

            assertThat(port.tokenRequests()).isEqualTo(2);
            catalog.close();
        }
    }

    @Test
    void endsRunsThatBeganByOtherLimits() throws Exception {
        try (FakePort port = new FakePort()) {
            port.otherwise = any -> Answer.ok("{\"ok\":true}");
            PortCatalog catalog = new PortCatalog(credentials(port, "secret", Map.of()), data);
            Installation installation = catalog.install(Bench.integration(null), NOTHING);

            catalog.follow(credentials(port, "secret", Map.of("pageSize", 7)));

            assertThatThrownBy(() -> installation.runStarted(Bench.report("r", Status.RUNNING)))
                    .isInstanceOf(CatalogException.class)
                    .hasMessageContaining("the client was closed because its configuration changed");
            catalog.install(Bench.integration(null), NOTHING).runStarted(Bench.report("r", Status.RUNNING));
            catalog.close();
        }
    }

    @Test
    void refusesAShareThatLeavesNothingToRuns() {
        assertThatThrownBy(() -> new PortCatalog(config(Map.of("urgent_percent", 91)), data))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("io.atoll.apply: urgent.percent must be from 0 to 90, but is 91");
    }

    @Test
    void tellsHowTheWayToTheCatalogStands() throws Exception {
        PortCatalog nowhere = new PortCatalog(config(Map.of()), data);
        assertThat(nowhere.access().state()).isEqualTo(State.FAILING);
        assertThat(nowhere.access().detail()).contains("there is no catalog to write to");
        nowhere.close();
        try (FakePort port = new FakePort()) {
            port.otherwise = any -> Answer.ok("{\"ok\":true}");
            PortCatalog catalog = new PortCatalog(credentials(port, "wrong", Map.of()), data);
            assertThatThrownBy(() -> catalog.install(Bench.integration(null), NOTHING))
                    .isInstanceOf(CatalogException.class);
            assertThat(catalog.access().state()).isEqualTo(State.REFUSED);
            assertThat(catalog.access().detail()).contains("check base URL, client id and client secret");

            catalog.follow(credentials(port, "secret", Map.of()));
            port.once("GET /v1/integration/mini-1", Answer.of(429, "").with("Retry-After", "3000"));
            assertThatThrownBy(() -> catalog.install(Bench.integration(null), NOTHING))
                    .isInstanceOf(CatalogException.class);
            assertThat(catalog.access().state()).isEqualTo(State.WAITING);

            catalog.follow(credentials(port, "secret", Map.of("pageSize", 7)));
            catalog.install(Bench.integration(null), NOTHING);
            assertThat(catalog.access()).isEqualTo(new Access(State.OPEN, "0 of 20 requests are under way and 0 wait"));
            catalog.close();
        }
    }

    private static ApplyConfig credentials(FakePort port, String secret, Map<String, Object> more) {
        Map<String, Object> values = new HashMap<>(more);
        values.putAll(Map.of("baseUrl", port.url().toString(), "clientId", "id", "_clientSecret", secret));
        return config(values);
    }
}
