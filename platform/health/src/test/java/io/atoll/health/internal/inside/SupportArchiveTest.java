package io.atoll.health.internal.inside;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.health.internal.FakeConfigurations;
import io.atoll.health.internal.Secrets;
import io.atoll.operation.Caller;
import io.atoll.operation.Operation;
import io.atoll.operation.Operation.Nothing;
import io.atoll.operation.Operations;
import io.atoll.operation.Refused;
import io.atoll.operation.Role;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is in a support archive, and what never is. */
class SupportArchiveTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Caller ADMIN = new Caller("ada", Role.ADMIN, Caller.Means.SESSION);
    private static final List<String> NAMES = List.of(
            "bundles",
            "components",
            "threads",
            "threads dump",
            "memory",
            "status",
            "integrations",
            "providers",
            "deploy-status",
            "config",
            "config show",
            "config problems",
            "log levels",
            "log",
            "runs");

    /** Secrets of each sort: configured ones, one that JSON writes otherwise, and shapes. */
    private static final List<String> CANARIES = List.of(
            "canary-configured-1",
            "canary \"quoted\" \\ and \u00fc",
            "ghp_" + "c".repeat(36),
            "https://joe:canary-password@example.com/x",
            "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJjYW5hcnkifQ.c2lnbmF0dXJl");

    private final Map<String, JsonNode> answers = new TreeMap<>();
    private final Secrets secrets = new Secrets(new FakeConfigurations()
            .with("io.atoll.git~demo", Map.of(".token", CANARIES.get(0)))
            .with("io.atoll.apply", Map.of(".clientSecret", CANARIES.get(1))));

    /** Answers with what the test says; a list has three parts. */
    private final class Desk implements Operations {

        @Override
        public List<Operation<?, ?>> all() {
            return List.of();
        }

        @Override
        public Optional<Operation<?, ?>> find(String name) {
            return NAMES.contains(name)
                    ? Optional.of(Operation.get("any", "/any")
                            .takesNothing()
                            .answers(Nothing.class)
                            .by((caller, nothing) -> nothing))
                    : Optional.empty();
        }

        @Override
        public Answer perform(Caller caller, String name, JsonNode input) throws Refused {
            if (name.equals("providers")) {
                throw Refused.unavailable("nobody is there, says " + CANARIES.getFirst());
            }
            JsonNode known = answers.get(name);
            if (known != null) {
                return new Answer(known, null);
            }
            int part = input.path("cursor").asInt(0);
            ObjectNode body = JsonNodeFactory.instance.objectNode();
            body.putArray("items").addObject().put("name", name + " " + part);
            if (part < 2) {
                body.put("next", String.valueOf(part + 1));
            }
            return new Answer(body, null);
        }

        @Override
        public <I extends Record, O> O perform(Caller caller, Operation<I, O> operation, I input) {
            throw new UnsupportedOperationException();
        }
    }

    private Map<String, String> archive() throws Exception {
        var bytes = new ByteArrayOutputStream();
        var platform = JsonNodeFactory.instance.objectNode().put("java", "25");
        List<String> told = new SupportArchive(new Desk(), ADMIN, secrets.mask(), bytes).write(platform);
        var files = new LinkedHashMap<String, String>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        assertThat(told).containsExactlyElementsOf(files.keySet());
        return files;
    }

    @Test
    void tellsOfEverythingPartByPart() throws Exception {
        var files = archive();

        assertThat(files.keySet())
                .containsExactlyInAnyOrder(
                        "platform.json",
                        "bundles.json",
                        "components.json",
                        "threads.json",
                        "threads-dump.txt",
                        "memory.json",
                        "status.json",
                        "integrations.json",
                        "providers.json",
                        "deploy-status.json",
                        "configuration.json",
                        "config-problems.json",
                        "log-levels.json",
                        "log.json",
                        "runs.json");
        assertThat(JSON.readTree(files.get("bundles.json")))
                .extracting(item -> item.path("name").asText())
                .containsExactly("bundles 0", "bundles 1", "bundles 2");
        assertThat(files.get("platform.json")).contains("\"java\" : \"25\"");
    }

    @Test
    void whatIsRefusedIsSaidInItsPlace() throws Exception {
        assertThat(archive().get("providers.json")).contains("nobody is there");
    }

    @Test
    void holdsNoSecretWhereverOneStands() throws Exception {
        var planted = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < CANARIES.size(); i++) {
            String canary = CANARIES.get(i);
            planted.put("message" + i, "before " + canary + " after");
            planted.put("key " + canary, "x");
            planted.putArray("list" + i).addObject().put("reason", canary);
        }
        planted.put("password", "canary-by-its-key");
        var list = JsonNodeFactory.instance.objectNode();
        list.putArray("items").add(planted);
        for (String name : NAMES) {
            answers.put(name, list);
        }
        answers.put("memory", planted);
        answers.put("config show", planted);
        answers.put("threads dump", JsonNodeFactory.instance.objectNode().put("text", String.join("\n", CANARIES)));

        var files = archive();

        files.forEach((name, content) -> assertThat(content)
                .as(name)
                .doesNotContain("canary-")
                .doesNotContain("quoted")
                .doesNotContain("cccccccccc")
                .doesNotContain("eyJzdWIi"));
        assertThat(files.get("log.json")).contains("before [REDACTED]");
    }

    @Test
    void keepsTheLatestFewForTheUserOfThePlatformAlone(@TempDir Path temporary) throws IOException {
        var folder = new SupportFolder(temporary.resolve("support"));
        for (int i = 0; i < 8; i++) {
            Path old = temporary.resolve("support/atoll-support-20260101-00000000" + i + ".zip");
            Files.createDirectories(old.getParent());
            Files.writeString(old, "old");
        }

        Path next = folder.next();

        try (var files = Files.list(temporary.resolve("support"))) {
            assertThat(files).hasSize(5).contains(next);
        }
        assertThat(Files.getPosixFilePermissions(next)).hasSize(2);
        assertThat(folder.find(next.getFileName().toString())).contains(next);
        assertThat(folder.find("../support/" + next.getFileName())).isEmpty();
        assertThat(folder.find("atoll-support-20990101-000000000.zip")).isEmpty();
    }
}
