package io.atoll.settings.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.atoll.settings.internal.DotEnv.Variable;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DotEnvTest {

    private final Faults faults = new Faults();

    private List<String> read(String text) {
        Map<String, String> process = Map.of("HOME", "/home/me", "SHARED", "process");
        return DotEnv.read(".env", text, process::get, faults).stream()
                .map(variable -> variable.name() + "=" + variable.value())
                .toList();
    }

    @Test
    void readsTheFormsThatPeopleWrite() {
        assertThat(read("""
                        # a comment
                        PLAIN=value
                        export EXPORTED=value   # comment
                        HASH=a#b
                        EMPTY=
                        SPACED =  two words\t
                        'QUOTED KEY'=x
                        SINGLE='a "b" \\n # c'
                        DOUBLE="a 'b'\\n\\"c\\" # d"  # comment
                        NOT_SET
                        JSON='{"a": 1}'
                        """))
                .containsExactly(
                        "PLAIN=value",
                        "EXPORTED=value",
                        "HASH=a#b",
                        "EMPTY=",
                        "SPACED=two words",
                        "QUOTED KEY=x",
                        "SINGLE=a \"b\" \\n # c",
                        "DOUBLE=a 'b'\n\"c\" # d",
                        "JSON={\"a\": 1}");
        assertThat(faults.toString()).isEmpty();
    }

    @Test
    void aQuotedValueMayHaveSeveralLines() {
        assertThat(read("KEY=\"first\nsecond\"\nNEXT=1\r\nLAST=2"))
                .containsExactly("KEY=first\nsecond", "NEXT=1", "LAST=2");
    }

    @Test
    void namesOtherVariablesOfTheFileFirst() {
        assertThat(read("SHARED=file\nA=${SHARED}/${HOME}\nB=${NONE:-instead} ${NONE}."))
                .containsExactly("SHARED=file", "A=file//home/me", "B=instead .");
    }

    @Test
    void saysWhichLineIsNone() {
        assertThat(read("A=1\nB=\"open\nC=3\n=x\n")).containsExactly("A=1", "C=3");
        assertThat(faults.toString().lines())
                .hasSize(2)
                .anyMatch(line -> line.startsWith(".env:2:1: is not of the form NAME=value"))
                .anyMatch(line -> line.startsWith(".env:4:1: is not of the form NAME=value"))
                .noneMatch(line -> line.contains("open"));
    }

    @Test
    void doesNotShowValues() {
        assertThat(new Variable("TOKEN", "s3cret", Place.whole(".env")).toString())
                .doesNotContain("s3cret");
    }
}
