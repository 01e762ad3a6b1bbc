package io.atoll.settings.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.atoll.pipeline.Integrations.Account;
import io.atoll.pipeline.Integrations.Origin;
import io.atoll.settings.internal.OceanInstallation.Offered;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OceanFolderTest {

    private static final String SPEC = """
            title: Probe
            configurations:
              - name: probeHost
                type: url
                required: true
                description: Where it is, <a href="x">as here</a>
              - {name: apiToken, type: string, required: true, sensitive: true}
              - {name: pageSize, type: integer, default: 50}
              - {name: deep, type: boolean, default: false}
              - {name: projects, type: array}
              - {name: filter, type: object}
            """;

    @TempDir
    Path folder;

    private final Map<String, String> process = new HashMap<>();
    private final Map<String, Boolean> more = new HashMap<>();
    private final Faults faults = new Faults();
    private Path conf;
    private Path home;

    @BeforeEach
    void write() throws IOException {
        conf = folder.resolve("conf");
        home = Files.createDirectories(conf.resolve("ocean/probe"));
        file(".port/spec.yaml", SPEC);
    }

    private void file(String name, String text) throws IOException {
        Files.createDirectories(home.resolve(name).getParent());
        Files.writeString(home.resolve(name), text);
    }

    private void env(String... lines) throws IOException {
        file(".env", "OCEAN__INTEGRATION__TYPE=Probe\n" + String.join("\n", lines) + "\n");
    }

    private OceanInstallation read() throws IOException {
        return read(faults);
    }

    private OceanInstallation read(Faults found) throws IOException {
        Map<String, Boolean> offered = new HashMap<>(Map.of(
                "probeHost",
                false,
                "apiToken",
                false,
                "page.size",
                false,
                "deep",
                false,
                "projects",
                true,
                "filter",
                false));
        offered.putAll(more);
        var bundle = new Offered(offered, Set.of("probeHost"), OceanSpec.NONE);
        return OceanFolder.read(
                home,
                new Folder(conf),
                process,
                process::get,
                type -> type.equals("probe") ? Optional.of(bundle) : Optional.empty(),
                new Secrets(process::get),
                found);
    }

    private static String keys(OceanInstallation read) {
        return Json.of(read.content().without("trigger").keys(), new Faults()).toString();
    }

    private static String trigger(OceanInstallation read) {
        return Json.of(read.content().keys(), new Faults()).path("trigger").toString();
    }

    @Test
    void readsVariablesOfAnyCaseWithTheTypesOfTheSpec() throws Exception {
        env(
                "OCEAN__INTEGRATION__CONFIG__PROBE_HOST=https://probe.example/",
                "ocean__integration__config__api_token='t #1'",
                "OCEAN__INTEGRATION__CONFIG__DEEP=Yes",
                "OCEAN__INTEGRATION__CONFIG__PROJECTS='[\"a\", \"b\", {\"c\": 1}]'",
                "OCEAN__INTEGRATION__CONFIG__FILTER='{\"jql\": \"x\"}'");

        OceanInstallation read = read();

        assertThat(faults.toString()).isEmpty();
        assertThat(read.id()).hasToString("Optional[probe~my-probe-integration]");
        assertThat(keys(read))
                .isEqualTo(
                        "{\"probeHost\":\"https://probe.example\",\"apiToken\":\"t #1\",\"page.size\":50,\"deep\":true,"
                                + "\"projects\":[\"a\",\"b\",\"{\\\"c\\\":1}\"],\"filter\":\"{\\\"jql\\\":\\\"x\\\"}\"}");
        assertThat(read.content().terms().account()).isEmpty();
        assertThat(read.content().resyncOnStart()).isTrue();
        assertThat(trigger(read)).isEqualTo("{\"type\":\"POLLING\",\"resyncOnStart\":true}");
        assertThat(read.notes()).isEmpty();
    }

    @Test
    void givesThePublicAddressToABundleThatMakesWebhooks() throws Exception {
        more.put("appHost", false);
        env("OCEAN__INTEGRATION__CONFIG__PROBE_HOST=https://probe.example", "OCEAN__BASE_URL=https://atoll.example");

        OceanInstallation read = read(new Faults());

        assertThat(keys(read)).contains("\"appHost\":\"https://atoll.example\"");
        assertThat(read.notes()).isEmpty();

        env(
                "OCEAN__INTEGRATION__CONFIG__PROBE_HOST=https://probe.example",
                "OCEAN__INTEGRATION__CONFIG__APP_HOST=https://own.example",
                "OCEAN__BASE_URL=https://atoll.example");

        assertThat(keys(read(new Faults()))).contains("\"appHost\":\"https://own.example\"");
    }

    @Test
    void saysThatThePublicAddressHasNoEffectOnOtherBundles() throws Exception {
        env("OCEAN__INTEGRATION__CONFIG__PROBE_HOST=https://probe.example", "OCEAN__BASE_URL=https://atoll.example");

        OceanInstallation read = read(new Faults());

        assertThat(keys(read)).doesNotContain("appHost");
        assertThat(read.notes()).singleElement().asString().contains("OCEAN__BASE_URL has no effect");
    }

    @Test
    void takesOverHowActionsAreCarriedOut() throws Exception {
        env(
                "OCEAN__INTEGRATION__CONFIG__PROBE_HOST=https://probe.example",
                "OCEAN__INTEGRATION__CONFIG__API_TOKEN=t",
                "OCEAN__ACTIONS_PROCESSOR__ENABLED=true",
                "OCEAN__ACTIONS_PROCESSOR__WORKERS_COUNT=5");

        OceanInstallation read = read();

        assertThat(faults.toString()).isEmpty();
        assertThat(Json.of(read.content().keys(), new Faults()).path("actions"))
                .hasToString("{\"enabled\":true,\"workersCount\":5}");
    }

    @Test
    void theProcessCountsMoreThanTheFileAndThatMoreThanTheYaml() throws Exception {
        file("config.yaml", """
                initializePortResources: false
                eventListener:
                  type: POLLING
                  interval: 30
                  resyncOnStart: false
                integration:
                  identifier: yaml
                  type: probe
                  config:
                    probeHost: "{{ from env THE_HOST }}"
                    apiToken: "{{ from env NOWHERE }}"
                    pageSize: 5
                """);
        file(".env", """
                THE_HOST=https://env.example
                OCEAN__INTEGRATION='{"identifier": "json", "config": {"api_token": "json"}}'
                OCEAN__INTEGRATION__CONFIG__API_TOKEN=single
                OCEAN__EVENT_LISTENER='{"interval": 40}'
                """);
        process.put("OCEAN__INTEGRATION__IDENTIFIER", "Process-1");

        OceanInstallation read = read();

        assertThat(faults.toString()).isEmpty();
        assertThat(read.id()).hasToString("Optional[probe~Process-1]");
        assertThat(keys(read))
                .isEqualTo(
                        "{\"probeHost\":\"https://env.example\",\"apiToken\":\"single\",\"page.size\":5,\"deep\":false}");
        assertThat(trigger(read)).isEqualTo("{\"type\":\"POLLING\",\"resyncOnStart\":false,\"interval\":40}");
        assertThat(read.content().terms().initialize()).isFalse();
    }

    @Test
    void takesTheAccountAndTheTermsOfTheCatalog() throws Exception {
        env(
                "OCEAN__PORT='{\"client_id\": \"id\", \"client_secret\": \"s3cret\"}'",
                "OCEAN__INTEGRATION__CONFIG__PROBE_HOST=http://x",
                "OCEAN__INTEGRATION__CONFIG__API_TOKEN=t",
                "OCEAN__CREATE_PORT_RESOURCES_ORIGIN=Ocean",
                "OCEAN__SEND_RAW_DATA_EXAMPLES=0",
                "OCEAN__STATUS_HEARTBEAT_INTERVAL_SECONDS=20");

        var terms = read().content().terms();

        assertThat(faults.toString()).isEmpty();
        assertThat(terms.account()).contains(new Account("https://api.getport.io", "id", "s3cret"));
        assertThat(terms.origin()).contains(Origin.INTEGRATION);
        assertThat(terms.examples()).isFalse();
        assertThat(terms.heartbeat()).isEqualTo(Duration.ofSeconds(20));
        assertThat(terms.toString()).doesNotContain("s3cret");
    }

    @Test
    void saysWhatIsWrongAndWhereAndShowsNoSecret() throws Exception {
        env(
                "OCEAN__PORT__CLIENT_SECRET=s3cret",
                "OCEAN__INTEGRATION__CONFIG__PROBE_HOST=probe.example",
                "OCEAN__INTEGRATION__CONFIG__PAGE_SIZE=many",
                "OCEAN__INTEGRATION__CONFIG__PROJECTS=a,b",
                "OCEAN__EVENT_LISTENER__TYPE=polling",
                "OCEAN__EVENT_LISTENER__INTERVAL=0",
                "OCEAN__INITIALIZE_PORT_RESOURCES=perhaps",
                "OCEAN__METRICS=1",
                "OCEAN__STREAMING=s3cret",
                "OCEAN__SSL__PORT__VERIFY=off",
                "OCEAN__RUNTIME=Saas");

        OceanInstallation ignored = read();

        assertThat(faults.toString().lines())
                .contains(
                        "conf/ocean/probe: OCEAN__PORT__CLIENT_ID is missing: write it to .env, or leave all of OCEAN__PORT__… out to"
                                + " use the platform's catalog",
                        "conf/ocean/probe/.env:3:1: OCEAN__INTEGRATION__CONFIG__PROBE_HOST is an address with a scheme, such as"
                                + " https://host, but here is 'probe.example'",
                        "conf/ocean/probe/.env:4:1: OCEAN__INTEGRATION__CONFIG__PAGE_SIZE is a whole number, but here is 'many'",
                        "conf/ocean/probe/.env:5:1: OCEAN__INTEGRATION__CONFIG__PROJECTS is a list in JSON, such as [\"a\", \"b\"],"
                                + " but here is 'a,b'",
                        "conf/ocean/probe: OCEAN__INTEGRATION__CONFIG__API_TOKEN is missing: write it to .env",
                        "conf/ocean/probe/.env:6:1: OCEAN__EVENT_LISTENER__TYPE is one of POLLING, KAFKA, WEBHOOK, ONCE,"
                                + " WEBHOOKS_ONLY, ACTIONS_ONLY, but here is 'polling'",
                        "conf/ocean/probe/.env:7:1: OCEAN__EVENT_LISTENER__INTERVAL is a whole number greater than 0, but here is '0'",
                        "conf/ocean/probe/.env:8:1: OCEAN__INITIALIZE_PORT_RESOURCES is true or false, but here is 'perhaps'",
                        "conf/ocean/probe/.env:12:1: OCEAN__RUNTIME is refused if `Saas`, because Port runs these itself")
                .anyMatch(line -> line.startsWith("conf/ocean/probe/.env:10:1: OCEAN__STREAMING is an object in JSON"))
                .anyMatch(line ->
                        line.startsWith("conf/ocean/probe/.env:11:1: OCEAN__SSL__PORT__VERIFY is refused if false"))
                .noneMatch(line -> line.contains("METRICS"))
                .noneMatch(line -> line.contains("s3cret"));
    }

    @Test
    void namesWhatHasNoEffectAndWhatIsNotKnown() throws Exception {
        env(
                "OCEAN__INTEGRATION__CONFIG__PROBE_HOST=http://x",
                "OCEAN__INTEGRATION__CONFIG__API_TOKEN=t",
                "OCEAN__INTEGRATION__CONFIG__APITOKN=t",
                "OCEAN__CLIENT_TIMEOUT=5",
                "OCEAN__EVENT_LISTENER__INTERVALL=5",
                "OTHER=1");

        OceanInstallation read = read();

        assertThat(faults.toString()).isEmpty();
        assertThat(read.notes())
                .containsExactlyInAnyOrder(
                        "conf/ocean/probe/.env:5:1: OCEAN__CLIENT_TIMEOUT has no effect: each integration says how long it waits",
                        "conf/ocean/probe/.env:6:1: OCEAN__EVENT_LISTENER__INTERVALL is not known and has no effect; did you"
                                + " mean OCEAN__EVENT_LISTENER__INTERVAL?",
                        "conf/ocean/probe/.env:4:1: OCEAN__INTEGRATION__CONFIG__APITOKN is not declared by the integration and has"
                                + " no effect; did you mean 'apiToken'?");
    }

    @Test
    void aListenerThatIsAskedDoesNotRunAtStart() throws Exception {
        env(
                "OCEAN__INTEGRATION__CONFIG__PROBE_HOST=http://x",
                "OCEAN__INTEGRATION__CONFIG__API_TOKEN=t",
                "OCEAN__EVENT_LISTENER__TYPE=KAFKA",
                "OCEAN__EVENT_LISTENER__BROKERS='[\"one:1\", \"two:2\"]'",
                "OCEAN__SCHEDULED_RESYNC_INTERVAL=90");

        OceanInstallation read = read();

        assertThat(read.content().resyncOnStart()).isFalse();
        assertThat(trigger(read))
                .isEqualTo("{\"type\":\"KAFKA\",\"resyncOnStart\":false,\"brokers\":[\"one:1\",\"two:2\"],"
                        + "\"scheduledResyncInterval\":90}");
    }

    @Test
    void takesTheTypeFromTheProjectFileAndTheResourcesFromTheFolder() throws Exception {
        file("pyproject.toml", "[tool.poetry.x]\nname = \"no\"\n[tool.poetry]\nversion = \"1\"\nname = \"Probe\"\n");
        file(".port/resources/blueprints.json", "[]");
        file("mine/pages.json", "[]");

        assertThat(read().id()).hasToString("Optional[probe~my-probe-integration]");
        assertThat(read().resources()).contains(home.resolve(".port/resources"));
        env("OCEAN__RESOURCES_PATH=mine");
        assertThat(read().resources()).contains(home.resolve("mine"));
        env("OCEAN__RESOURCES_PATH=nothere");
        assertThat(read().resources()).contains(home.resolve(".port/resources"));
    }

    @Test
    void saysHowToNameTheIntegration() throws Exception {
        assertThat(read().id()).isEmpty();
        assertThat(faults.toString()).contains("conf/ocean/probe: says nowhere which integration it is");

        env("OCEAN__INTEGRATION__IDENTIFIER=a/b");

        assertThat(read().id()).isEmpty();
        assertThat(faults.toString())
                .contains("conf/ocean/probe/.env:2:1: OCEAN__INTEGRATION__IDENTIFIER: the instance of");
    }

    @Test
    void withoutABundleTheKeysAreThoseOfTheSpec() throws Exception {
        file(
                ".env",
                "OCEAN__INTEGRATION__TYPE=other\nOCEAN__INTEGRATION__CONFIG__PROBE_HOST=http://x\nOCEAN__INTEGRATION__CONFIG__API_TOKEN=t\n");

        assertThat(keys(read()))
                .isEqualTo("{\"probeHost\":\"http://x\",\"apiToken\":\"t\",\"pageSize\":50,\"deep\":false}");
    }

    @Test
    void whatTheTableSaysOfEachSettingIsTrue() throws Exception {
        Files.createDirectories(home.resolve("x"));
        more.put("appHost", false);
        for (OceanSetting setting : OceanSetting.all()) {
            if (setting.path().endsWith("*")) {
                continue;
            }
            OceanInstallation without = with(setting, "", new Faults());
            Faults found = new Faults();
            OceanInstallation read = with(setting, sample(setting), found);
            if (setting.honoured()) {
                assertThat(found.toString()).as(setting.path()).isEmpty();
                assertThat(outcome(read)).as(setting.path()).isNotEqualTo(outcome(without));
            } else if (setting.refusal().isPresent()) {
                assertThat(found.toString()).as(setting.path()).contains(setting.remark());
            } else {
                assertThat(found.toString()).as(setting.path()).isEmpty();
                assertThat(outcome(read)).as(setting.path()).isEqualTo(outcome(without));
                assertThat(read.notes())
                        .as(setting.path())
                        .singleElement()
                        .asString()
                        .endsWith(setting.remark());
            }
        }
    }

    private OceanInstallation with(OceanSetting setting, String value, Faults found) throws IOException {
        var lines = new HashMap<String, String>(Map.of(
                "OCEAN__INTEGRATION__TYPE", "probe",
                "OCEAN__PORT__CLIENT_ID", "id",
                "OCEAN__PORT__CLIENT_SECRET", "secret",
                "OCEAN__INTEGRATION__CONFIG__PROBE_HOST", "http://x",
                "OCEAN__INTEGRATION__CONFIG__API_TOKEN", "t"));
        if (!value.isEmpty()) {
            lines.put(OceanSetting.variable(setting.path()), value);
        }
        file(
                ".env",
                String.join(
                        "\n", lines.entrySet().stream().map(Object::toString).toList()));
        return read(found);
    }

    private static List<Object> outcome(OceanInstallation read) {
        return List.of(
                read.id(),
                Json.of(read.content().keys(), new Faults()),
                read.content().terms(),
                read.resources());
    }

    private static String sample(OceanSetting setting) {
        if (setting.refusal().isPresent() && !setting.refusal().get().equals("*")) {
            return setting.refusal().get();
        }
        return switch (setting.type()) {
            case "truth" -> setting.initial().equals("true") ? "false" : "true";
            case "integer", "number" -> "7";
            case "url" -> "https://x.example";
            case "list" -> "a:1,b:2";
            case "text" -> "x";
            default -> List.of(setting.type().split("\\|")).getLast();
        };
    }
}
