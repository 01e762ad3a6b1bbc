package io.atoll.settings.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import org.junit.jupiter.api.Test;

/** What is read from YAML and JSON, and what is refused with its place. */
class YamlTest {

    private final Faults faults = new Faults();

    @Test
    void readsTheTypesOfYaml12() {
        assertThat(json("a: yes\nb: 0x1F\nc: 1e3\nd: ~\ne: TRUE\nf: '1'\ng: [010, 12345678901]"))
                .isEqualTo(
                        "{\"a\":\"yes\",\"b\":31,\"c\":1000.0,\"d\":null,\"e\":true,\"f\":\"1\",\"g\":[10,12345678901]}");
    }

    @Test
    void readsJson() {
        assertThat(json("{\"a\": [1, null, \"\\u0041\"]}")).isEqualTo("{\"a\":[1,null,\"A\"]}");
    }

    @Test
    void resolvesAliasesAndMerges() {
        assertThat(json("x: &x {p: 1}\ny: {<<: *x, q: 2}\nz: *x"))
                .isEqualTo("{\"x\":{\"p\":1},\"y\":{\"q\":2,\"p\":1},\"z\":{\"p\":1}}");
    }

    @Test
    void refusesRepeatedKeysTagsAndCirclesAllAtOnce() {
        json("a: 1\nb: !thing x\na: 2\nc: &c [*c]\n");

        assertThat(faults.toString().lines())
                .containsExactly(
                        "f.yaml:2:4: has the tag !thing; tags are not allowed here",
                        "f.yaml:3:1: key 'a' is there already, at line 1",
                        "f.yaml:4:4: contains itself through an alias");
    }

    @Test
    void refusesAliasesThatUnfoldBeyondAllBounds() {
        var bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 5; i++) {
            String alias = "*a" + (i - 1);
            bomb.append("a%d: &a%d [%s]\n".formatted(i, i, String.join(", ", Collections.nCopies(10, alias))));
        }

        json(bomb.toString());

        assertThat(faults.toString()).isEqualTo("f.yaml: has more than 100000 values; are its aliases nested?");
    }

    @Test
    void tellsWhereTheTextIsNoYamlWithoutShowingIt() {
        json("url: x\ntoken: *s3cret\n");

        assertThat(faults.toString())
                .isEqualTo("f.yaml:2:8: is not YAML: an alias has no anchor; a text that begins with * needs quotes");
    }

    private String json(String text) {
        Value value = Yaml.read("f.yaml", text, faults);
        return value == null ? "" : Json.of(value, faults).toString();
    }
}
