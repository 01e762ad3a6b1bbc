package io.atoll.admin.internal.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.atoll.admin.internal.mapping.WordOperations.BlueprintWord;
import io.atoll.admin.internal.mapping.WordOperations.FieldWord;
import io.atoll.map.internal.JqMapper;
import io.atoll.model.Mapping;
import io.atoll.pipeline.Mapper.Mapped;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a first mapping is drafted of, held against the mapper. */
final class FirstMappingTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final BlueprintWord ISSUE = new BlueprintWord(
            "issue",
            "Issue",
            List.of(new FieldWord("created_at", "", "string"), new FieldWord("status", "", "")),
            List.of());

    private static Mapping read(String text) throws Exception {
        return JqMapper.standard().read(Yaml.read("mapping", text).document());
    }

    @Test
    void takesWhatARecordAndItsBlueprintHaveInCommon() throws Exception {
        JsonNode record = JSON.readTree(
                "{\"key\":\"A-1\",\"createdAt\":\"today\",\"summary\":\"Broken\",\"owner\":{},\"odd key\":1,\"points\":3}");

        String text = new FirstMapping(Map.of("/api/v1/issues?all=true", record), List.of(ISSUE)).text();

        assertThat(text).isEqualTo("""
                resources:
                  - kind: "/api/v1/issues?all=true"
                    selector:
                      query: 'true'
                    port:
                      entity:
                        mappings:
                          identifier: .key | tostring
                          title: .summary
                          blueprint: '"issue"'
                          properties:
                            created_at: .createdAt
                            # key: .key
                            # summary: .summary
                            # points: .points
                """);
        List<Mapped> mapped =
                JqMapper.standard().prepare(read(text).resources().getFirst()).explain(record);
        assertThat(mapped)
                .singleElement()
                .isInstanceOfSatisfying(
                        Mapped.Made.class,
                        made -> assertThat(made.entity().json().toString())
                                .contains("\"A-1\"", "\"Broken\"", "\"created_at\":\"today\""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "issue",
                "/items",
                "/",
                "a: \"b'c\"\\n- [",
                "/teams/{id}/members",
                "'",
                "*",
                "\ud83d\ude00",
                "<script>"
            })
    void isValidWhateverTheKindIsCalled(String kind) throws Exception {
        String text = new FirstMapping(Map.of(kind, MissingNode.getInstance()), List.of()).text();

        Mapping mapping = read(text);

        assertThat(mapping.resources()).hasSize(1);
        assertThat(mapping.resources().getFirst().kind().name()).isEqualTo(kind);
        assertThat(UnknownKeys.in(Yaml.read("mapping", text).document())).isEmpty();
    }

    @Test
    void isValidWhateverABlueprintAndFieldsAreCalled() throws Exception {
        JsonNode record = JSON.readTree("{\"no\":1,\"null\":2,\"a.b\":3,\"it's\":4,\"ok\":5}");
        var odd = new BlueprintWord(
                "it's_item", "", List.of(new FieldWord("it's", "", ""), new FieldWord("OK", "", "")), List.of());

        String text = new FirstMapping(Map.of("its-items", record), List.of(odd)).text();

        assertThat(read(text).resources()).hasSize(1);
        assertThat(text).contains("OK: .ok").contains("it''s_item").doesNotContain("it's:");
    }
}
