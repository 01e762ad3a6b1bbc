package io.atoll.map.internal.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.atoll.map.internal.JqMapper;
import io.atoll.model.Mapping;
import io.atoll.pipeline.MappingTests.Result;
import io.atoll.pipeline.MappingTests.Unsaved;
import io.atoll.spi.IntegrationId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The saved cases of an instance, against the mapping that is in force for it. */
class SavedCasesTest {

    private static final IntegrationId ID = new IntegrationId("fake", "one");
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final String ISSUES = """
            resources:
              - kind: issue
                selector: {query: '.state != "closed"'}
                port:
                  entity:
                    mappings:
                      identifier: .key
                      blueprint: '"issue"'
                      title: TITLE
                      properties: {secret: .password, list: .list}
            """;

    @TempDir
    private Path folder;

    private final JqMapper mapper = JqMapper.standard();

    private SavedCases cases() {
        return new SavedCases(folder, mapper);
    }

    private Mapping mapping(String title) throws Exception {
        return mapper.read(YAML.readTree(ISSUES.replace("TITLE", title)));
    }

    private static JsonNode json(String text) throws Exception {
        return YAML.readTree(text);
    }

    @Test
    void aSavedRecordPassesUntilTheMappingMakesSomethingElseOfIt() throws Exception {
        String file = cases().save(ID, "An open issue: yes!", mapping(".summary"), "issue-0", json("""
                        {key: "007", state: open, summary: "yes", password: s3cret, list: [1.5, null, "2026-01-02"]}"""));

        assertThat(file).endsWith("fake~one/an-open-issue-yes.yaml");
        assertThat(Files.readString(Path.of(file))).doesNotContain("s3cret");
        assertThat(cases().run(ID, mapping(".summary"))).singleElement().satisfies(result -> {
            assertThat(result.differences()).isEmpty();
            assertThat(result.name()).isEqualTo("An open issue: yes!");
            assertThat(result.label()).contains("issue-0");
        });
        assertThat(cases().run(ID, mapping(".key")))
                .singleElement()
                .satisfies(result ->
                        assertThat(result.differences()).containsExactly("title: expected \"yes\", was \"007\""));
        assertThat(cases().run(new IntegrationId("fake", "two"), mapping(".key")))
                .isEmpty();
    }

    @Test
    void savesThatARecordIsLeftOut() throws Exception {
        cases().save(ID, "closed", mapping(".summary"), "issue-0", json("{key: A-1, state: closed}"));

        assertThat(cases().run(ID, mapping(".summary"))).allMatch(Result::passed);
        Mapping all = mapper.read(YAML.readTree(ISSUES.replace(".state != \"closed\"", "true")));
        assertThat(cases().run(ID, all))
                .singleElement()
                .satisfies(result -> assertThat(result.differences())
                        .singleElement()
                        .asString()
                        .startsWith("expected no entity, was"));
    }

    @Test
    void saysWhyACaseCannotBeRun() throws Exception {
        Files.createDirectories(folder.resolve("fake~one"));
        Files.writeString(
                folder.resolve("fake~one/a.yaml"), "- name: odd\n  sample: {}\n  mapping: m.yaml\n  expect: {}\n");
        Files.writeString(folder.resolve("fake~one/b.yaml"), "- name: [");
        Files.writeString(
                folder.resolve("fake~one/c.yaml"), "- {name: c, resource: gone, sample: {}, expect: {dropped: true}}");

        List<Result> results = cases().run(ID, mapping(".key"));

        assertThat(results).noneMatch(Result::passed);
        assertThat(results.get(0).differences().getFirst()).contains("odd: has a mapping; leave it out");
        assertThat(results.get(1).differences().getFirst()).contains("b.yaml is no YAML, line ");
        assertThat(results.get(2).differences().getFirst()).contains("resource is gone; write one of [issue-0]");
    }

    @Test
    void tellsWhetherCasesAreOthersThanBefore() throws Exception {
        assertThat(cases().state(ID)).isEmpty();

        Path file = Path.of(cases().save(ID, "one", mapping(".key"), "issue-0", json("{key: A-1, state: open}")));
        String one = cases().state(ID);
        assertThat(one).isNotEmpty().isEqualTo(cases().state(ID));
        assertThat(cases().state(new IntegrationId("fake", "two"))).isEmpty();

        Files.writeString(file, Files.readString(file) + "# a remark\n");
        assertThat(cases().state(ID)).isNotEqualTo(one);
        Files.delete(file);
        assertThat(cases().state(ID)).isEmpty();
    }

    @Test
    void savesNothingThatWouldNotPassOrIsThere() throws Exception {
        var mapping = mapping(".key");
        var record = json("{key: A-1, state: open}");
        cases().save(ID, "one", mapping, "issue-0", record);

        assertThatThrownBy(() -> cases().save(ID, "one", mapping, "issue-0", record))
                .isInstanceOf(Unsaved.class)
                .hasMessageContaining("there is a case 'one' already");
        assertThatThrownBy(() -> cases().save(ID, "ONE", mapping, "issue-0", record))
                .isInstanceOf(Unsaved.class)
                .hasMessageContaining("choose another name");
        assertThatThrownBy(() -> cases().save(ID, " ", mapping, "issue-0", record))
                .isInstanceOf(Unsaved.class);
        assertThatThrownBy(() -> cases().save(ID, "two", mapping, "issue-1", record))
                .isInstanceOf(Unsaved.class)
                .hasMessageContaining("there are [issue-0]");
        assertThatThrownBy(() -> cases().save(ID, "three", mapping, "issue-0", json("{key: [1], state: open}")))
                .isInstanceOf(Unsaved.class)
                .hasMessageContaining("the mapping fails on the record: identifier");
    }
}
