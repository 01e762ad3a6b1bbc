package io.atoll.map.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.atoll.pipeline.Mapper.Mapped.Made;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Fields that are evaluated together give what each gives alone. */
class OnePassTest {

    private static final JsonMapper JSON = new JsonMapper();

    /** Paths that share beginnings, end early, or fail in the middle; and programs around them. */
    private static final List<String> STEPS =
            List.of(".a", ".b", ".a.b", ".a.b.c", ".a[0]", ".a[]?", ".[\"a\"].b", ".b.c.d", ".a.b // .b", "..", ".");

    private static final List<String> SHAPES = List.of(
            "%s",
            "[%s]",
            "%s | tostring",
            "{x: %s}",
            "%s | length",
            "(%s) as $x | [$x, .b]",
            "try (%s) catch .",
            "%s | .a",
            ".a = 1 | %s",
            "del(.a) | %s",
            "map_values(.b?) | %s",
            "if .a then %s else .b end",
            "[.[] | %s]");

    private static final List<String> VALUES = List.of(
            "null",
            "1",
            "\"t\"",
            "[]",
            "[{\"b\":1}]",
            "{}",
            "{\"b\":2}",
            "{\"b\":{\"c\":[3]}}",
            "{\"a\":{\"b\":{\"c\":4}}}");

    @Test
    void sharingWhatIsLookedUpChangesNothing() throws Exception {
        Random random = new Random(7);
        for (int round = 0; round < 300; round++) {
            List<String> expressions = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                expressions.add(one(random, SHAPES).formatted(one(random, STEPS)));
            }
            ObjectNode record = JSON.createObjectNode();
            record.set("a", JSON.readTree(one(random, VALUES)));
            record.set("b", JSON.readTree(one(random, VALUES)));

            Made together = map(expressions, record);

            for (int i = 0; i < expressions.size(); i++) {
                Made alone = map(List.of(expressions.get(i)), record);
                String name = "p" + i;
                assertThat(together.entity().properties().get(name))
                        .as("%s on %s", expressions.get(i), record)
                        .isEqualTo(alone.entity().properties().get("p0"));
                assertThat(reason(together, name)).isEqualTo(reason(alone, "p0"));
            }
        }
    }

    private static String one(Random random, List<String> of) {
        return of.get(random.nextInt(of.size()));
    }

    private static List<String> reason(Made made, String name) {
        return made.nulls().stream()
                .filter(field -> field.path().equals("properties." + name))
                .map(field -> field.reason())
                .toList();
    }

    private static Made map(List<String> expressions, JsonNode record) throws Exception {
        ObjectNode document = JSON.createObjectNode();
        ObjectNode resource = document.putArray("resources").addObject().put("kind", "k");
        resource.putObject("selector").put("query", "true");
        ObjectNode mappings = resource.putObject("port").putObject("entity").putObject("mappings");
        mappings.put("identifier", "\"i\"").put("blueprint", "\"b\"");
        ObjectNode properties = mappings.putObject("properties");
        for (int i = 0; i < expressions.size(); i++) {
            properties.set("p" + i, TextNode.valueOf(expressions.get(i)));
        }
        JqMapper mapper = JqMapper.standard();
        return (Made) mapper.prepare(mapper.read(document).resources().getFirst())
                .map(record)
                .getFirst();
    }
}
