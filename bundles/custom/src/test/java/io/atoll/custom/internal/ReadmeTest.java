package io.atoll.custom.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README and the specification, held against what they describe. */
class ReadmeTest {

    @Test
    void listsEveryKeyWithItsDefault() throws Exception {
        List<String> lines = Files.readAllLines(Path.of("README.md"));
        for (Method key : CustomConfiguration.class.getDeclaredMethods()) {
            Object value = key.getDefaultValue();
            boolean none = value == null || value.equals("") || value instanceof String[];
            assertThat(lines)
                    .as(key.getName())
                    .anyMatch(line -> line.startsWith("| `" + name(key) + "` | " + (none ? "|" : "`" + value + "` |")));
        }
    }

    @Test
    void listsEveryKeyOfTheSelector() throws Exception {
        String readme = Files.readString(Path.of("README.md"));
        for (RecordComponent key : EndpointSelector.class.getRecordComponents()) {
            String name = key.getName().replaceAll("(?<=[a-z])(?=[A-Z])", "_").toLowerCase(java.util.Locale.ROOT);
            assertThat(name.equals("endpoint") || readme.contains("\n| `" + name + "` | "))
                    .as(name)
                    .isTrue();
        }
    }

    @Test
    void specifiesEveryKeyForOceanInstallations() throws Exception {
        List<String> specified = new ArrayList<>();
        try (InputStream spec = Api.class.getResourceAsStream("/.port/spec.yaml")) {
            new YAMLMapper()
                    .readTree(spec)
                    .path("configurations")
                    .forEach(key -> specified.add(key.path("name").asText()));
        }
        assertThat(specified)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(CustomConfiguration.class.getDeclaredMethods())
                        .map(ReadmeTest::name)
                        .toList());
    }

    /** The examples are configurations that are taken. */
    @Test
    void showsConfigurationsThatAreRight(@TempDir Path folder) throws Exception {
        int shown = 0;
        var blocks = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("README.md"))
                        .replace("env:TOKEN_REQUEST", "'{\"endpoint\": \"/t\"}'"));
        while (blocks.find()) {
            for (String example : blocks.group(1).split("---\n", -1)) {
                JsonNode settings = new YAMLMapper().readTree(example);
                if (!settings.has("resources")) {
                    Object[] pairs = settings.properties().stream()
                            .<Object>mapMulti((pair, to) -> {
                                to.accept(pair.getKey());
                                to.accept(
                                        pair.getValue().isInt()
                                                ? pair.getValue().asInt()
                                                : pair.getValue().asText());
                            })
                            .toArray();
                    try (var instance = Instance.at("http://127.0.0.1:1", folder, pairs)) {
                        assertThat(instance.api.opened().paging().paging()).isNotNull();
                    }
                    shown++;
                }
            }
        }
        assertThat(shown).isGreaterThan(14);
    }

    private static String name(Method key) {
        return key.getName().replace("_", "");
    }
}
