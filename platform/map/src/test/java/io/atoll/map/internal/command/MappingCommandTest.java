package io.atoll.map.internal.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MappingCommandTest {

    private static final String RESOURCE = """
            {"kind":"k","selector":{"query":".open"},"port":{"entity":{"mappings":{"identifier":".id","blueprint":"\\"b\\"",\
            "icon":"null","properties":{"n":".n","bad":".id[0]","readme":"file://x"}}}}}""";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream messages = new ByteArrayOutputStream();

    @TempDir
    private Path folder;

    @Test
    void evaluatesCasesLineByLine() {
        int status = run(
                "{\"id\":1,\"mapping\":" + RESOURCE + ",\"raw\":{\"open\":true,\"id\":\"a\",\"n\":1.0}}\n"
                        + "{\"id\":2,\"mapping\":" + RESOURCE + ",\"raw\":{\"open\":false,\"id\":\"a\",\"n\":1.5}}\n\n"
                        + "{\"id\":3,\"mapping\":" + RESOURCE + ",\"raw\":{\"open\":null,\"id\":\"a\"}}\n",
                "eval",
                "--cases",
                "-");

        String errors = "\"errors\":{\"properties.bad\":\"Cannot index string with number (0)\",\"properties.readme\":"
                + "\"jq: error: syntax error, unexpected ':', expecting end of file at <top-level>, line 1, column 5:\"}}";
        assertThat(out())
                .containsExactly(
                        "{\"id\":1,\"entities\":[{\"identifier\":\"a\",\"icon\":null,\"blueprint\":\"b\","
                                + "\"properties\":{\"n\":1,\"bad\":null,\"readme\":null}}],\"dropped\":null," + errors,
                        "{\"id\":2,\"entities\":[],\"dropped\":\"selector.query is false\",\"errors\":{}}",
                        "{\"id\":3,\"entities\":[],\"dropped\":\"selector.query: is null; write what is true or false\",\"errors\":{}}");
        assertThat(status).isZero();
    }

    @Test
    void answersALineThatCannotBeReadAndGoesOn() {
        int status = run(
                "{\"id\":1,\n{\"id\":2,\"mapping\":5}\n{\"id\":3,\"mapping\":{\"kind\":\"k\"},\"raw\":{}}\n"
                        + "{\"id\":4,\"mapping\":" + RESOURCE + ",\"raw\":{\"open\":true,\"id\":\"\\ud800\"}}\n",
                "eval",
                "--cases",
                "-");

        assertThat(out())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .startsWith("{\"id\":null,\"entities\":[],\"dropped\":\"line 1 is no JSON: ")
                                .endsWith("\",\"errors\":{}}"),
                        line -> assertThat(line)
                                .startsWith(
                                        "{\"id\":2,\"entities\":[],\"dropped\":\"line 2 must hold an object 'mapping'"),
                        line -> assertThat(line)
                                .contains("line 3 has a faulty mapping: resources[0].selector is missing")
                                .contains("resources[0].port is missing"),
                        line -> assertThat(line).contains("\"identifier\":\"\uFFFD\""));
        assertThat(status).isEqualTo(1);
    }

    @Test
    void reviewsAMappingWithSamples() throws IOException {
        Path mapping = Files.writeString(
                folder.resolve("mapping.yaml"),
                "resources:\n  - kind: k\n    selector: {query: 'true'}\n    port: {entity: {mappings: {identifier: .id, blueprint: '\"b\"',"
                        + " properties: {home: env.HOME, also: $ENV.X, name: .nme, fine: '.env + \"env\"'}}}}\n");
        Path sample =
                Files.writeString(folder.resolve("k.jsonl"), "{\"id\":1,\"env\":\"\"}\n[{\"id\":2,\"name\":\"n\"}]");

        assertThat(run("", "review", mapping.toString(), "--sample", "k=" + sample))
                .isEqualTo(1);

        String root = "resources[0].port.entity.mappings.properties.";
        assertThat(out())
                .anyMatch(line -> line.contains(root + "home reads environment variables"))
                .anyMatch(line -> line.contains(root + "also reads environment variables"))
                .anyMatch(line -> line.contains(root + "name reads 'nme', which no sample has; did you mean 'name'?"))
                .noneMatch(line -> line.contains("fine"))
                .endsWith("  mapping: 1 resources, 3 findings");
    }

    @Test
    void aMappingThatReadsNothingIsAFinding() throws IOException {
        Path wrapped = Files.writeString(folder.resolve("wrapped.yaml"), "mapping: {resources: []}");

        assertThat(run("", "review", wrapped.toString())).isEqualTo(1);
        assertThat(out()).contains("    resources: there are none, so that nothing is read");
    }

    @Test
    void aReviewNeedsAMapping() throws IOException {
        Path faulty = Files.writeString(folder.resolve("faulty.yaml"), "resources: [{}]");

        assertThat(run("", "review", faulty.toString())).isEqualTo(2);
        assertThat(run("", "review", faulty.toString(), "--sample", "k")).isEqualTo(2);
        assertThat(run("", "review", folder.resolve("none").toString())).isEqualTo(2);
    }

    @Test
    void runsStoredCases() throws IOException {
        write("mapping.yaml", """
                resources:
                  - kind: issue
                    selector: {query: .open}
                    port: {entity: {mappings: {identifier: .id, blueprint: '"issue"', properties: {n: .n, url: '.id[0]'}}}}
                  - kind: user
                    selector: {query: 'true'}
                    port: {itemsToParse: .all, entity: {mappings: {identifier: .item, blueprint: '"user"'}}}
                """);
        write("sample.json", "{\"open\": true, \"id\": \"a\", \"n\": 2}");
        Path cases = write("cases.yaml", """
                - name: an open issue
                  mapping: mapping.yaml
                  resource: issue
                  sample: sample.json
                  expect: {identifier: a, blueprint: issue, properties: {n: 2.0, url: null}}
                - name: a closed issue
                  mapping: mapping.yaml
                  resource: issue-0
                  sample: {open: false}
                  expect: {dropped: true}
                - name: users
                  mapping: mapping.yaml
                  resource: user
                  sample: {all: [a, b]}
                  expect: [{identifier: a, blueprint: user}, {identifier: b, blueprint: user}]
                """);

        assertThat(run("", "test", cases.toString())).isZero();
        assertThat(out())
                .containsExactly(
                        "ok    " + cases + ": an open issue",
                        "ok    " + cases + ": a closed issue",
                        "ok    " + cases + ": users",
                        "3 passed, 0 failed");
    }

    @Test
    void showsWhatDiffersFieldByField() throws IOException {
        Path cases = write("cases.yaml", """
                - name: wrong
                  mapping: %1$s
                  sample: {open: true, id: a, n: 2}
                  expect: {identifier: b, blueprint: b, properties: {n: 2, bad: x, more: 1}}
                - name: dropped
                  mapping: %1$s
                  sample: {open: false, id: a}
                  expect: {identifier: a, blueprint: b}
                - name: not dropped
                  mapping: %1$s
                  sample: {open: true, id: a}
                  expect: {dropped: true}
                - name: broken
                  mapping: %1$s
                  sample: {open: 1, id: a}
                  expect: {dropped: true}
                """.formatted(RESOURCE));

        assertThat(run("", "test", cases.toString())).isEqualTo(1);
        assertThat(out())
                .containsExactly(
                        "FAIL  " + cases + ": wrong",
                        "      icon: not expected, was null",
                        "      identifier: expected \"b\", was \"a\"",
                        "      properties.bad: expected \"x\", was null (Cannot index string with number (0))",
                        "      properties.more: expected 1, was not there",
                        "      properties.readme: not expected, was null (jq: error: syntax error, unexpected ':',"
                                + " expecting end of file at <top-level>, line 1, column 5:)",
                        "FAIL  " + cases + ": dropped",
                        "      expected 1 entities, were 0 (selector.query is false)",
                        "FAIL  " + cases + ": not dropped",
                        "      expected no entity, was {\"identifier\":\"a\",\"icon\":null,\"blueprint\":\"b\","
                                + "\"properties\":{\"n\":null,\"bad\":null,\"readme\":null}}",
                        "FAIL  " + cases + ": broken",
                        "      selector.query: gives 1, not true or false",
                        "0 passed, 4 failed");
    }

    @Test
    void namesEveryFaultOfAFileAndRunsTheRest() throws IOException {
        Path cases = write("cases.yaml", """
                - {name: bare}
                - {name: misspelt, mapping: {}, sample: {}, expect: {}, expected: {}}
                - {mapping: none.yaml, sample: {}, expect: {}}
                - {name: faulty, mapping: {kind: k, selector: {query: '.a['}, port: {}}, sample: {}, expect: {}}
                - {name: fine, mapping: %1$s, sample: {open: false}, expect: {dropped: true}}
                - {name: unknown, mapping: {resources: [%1$s, %1$s]}, resource: k, sample: {}, expect: []}
                - {name: odd, mapping: %1$s, sample: {}, expect: 5}
                """.formatted(RESOURCE));
        Path broken = write("broken.yaml", "- {name: a\n- b");
        Path text = write("text.yaml", "just text");

        assertThat(run("", "test", cases.toString(), broken.toString(), text.toString(), "missing.yaml"))
                .isEqualTo(2);
        assertThat(out()).containsExactly("ok    " + cases + ": fine", "1 passed, 0 failed");
        assertThat(messages())
                .contains(
                        cases + ", bare: has no mapping",
                        cases
                                + ", misspelt: has unknown keys [expected]; known: [expect, mapping, name, resource, sample]",
                        cases + ", faulty: mapping is faulty:",
                        cases + ", unknown: resource is k; write one of [k-0, k-1]",
                        cases + ", odd: expect is 5; write an entity, a list of entities, or 'dropped: true'",
                        text + " holds no list of cases")
                .anyMatch(line -> line.startsWith(cases + ", case 3: mapping none.yaml cannot be read"))
                .anyMatch(line -> line.startsWith(broken + " is no YAML, line 2, column "))
                .anyMatch(line -> line.startsWith("missing.yaml cannot be read"));
    }

    @Test
    void saysHowItIsUsed() {
        assertThat(run("", "--help")).isZero();
        assertThat(out()).first().asString().startsWith("usage: atoll mapping eval --cases FILE");
        assertThat(run("", "eval")).isEqualTo(2);
        assertThat(run("", "eval", "--cases", "missing.jsonl")).isEqualTo(2);
        assertThat(messages()).last().isEqualTo("atoll mapping: there is no file missing.jsonl");
    }

    private int run(String input, String... arguments) {
        return new MappingCommand(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), out, messages)
                .run(List.of(arguments));
    }

    private Path write(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    private List<String> out() {
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private List<String> messages() {
        return messages.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
