package io.atoll.jq.internal.command;

import static io.atoll.jq.internal.command.Shell.jq;
import static org.assertj.core.api.Assertions.assertThat;

import io.atoll.jq.internal.command.Shell.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CasesTest {

    @Test
    void answersEachLineInOrder() {
        assertThat(cases("""
                        {"expr": ".a", "input": {"a": 1.50}}
                        {"expr": ".[]", "input": [1, "é"]}
                        {"expr": "empty"}
                        {"expr": "."}
                        """)).isEqualTo("""
                        {"outputs":[1.50]}
                        {"outputs":[1,"é"]}
                        {"outputs":[]}
                        {"outputs":[null]}
                        """);
    }

    @Test
    void answersAnErrorWithItsTextOnly() {
        assertThat(cases("""
                        {"expr": "1, .a", "input": 7}
                        {"expr": "error({a: 1})"}
                        {"expr": "foo"}
                        {"expr": "\\"x\\" * 17000000"}
                        {"expr": "halt"}
                        """)).isEqualTo("""
                        {"error":"Cannot index number with string (\\"a\\")"}
                        {"error":"{\\"a\\":1}"}
                        {"error":"jq: error: foo/0 is not defined at <top-level>, line 1, column 1:"}
                        {"error":"the program builds a value of more than 16777216 characters"}
                        {"error":"the program halted with status 0"}
                        """);
    }

    @Test
    void goesOnAfterABrokenLine() {
        assertThat(cases("{\"expr\":\n\n[]\n{\"expr\": 1}\n{\"expr\": \"1\"}")).isEqualTo("""
                        {"error":"the line is no JSON: Unfinished JSON term at EOF at line 1, column 8 (while parsing '{\\"expr\\":')"}
                        {"error":"the line is no case: an object with a text \\"expr\\" is expected"}
                        {"error":"the line is no case: an object with a text \\"expr\\" is expected"}
                        {"outputs":[1]}
                        """);
    }

    @Test
    void readsProgramsAsMappingsDo() {
        assertThat(cases("""
                        {"expr": ".a == 'b'", "input": {"a": "b"}}
                        {"expr": "'it''s' + ''"}
                        {"expr": "split('1')", "input": "212"}
                        """)).startsWith("""
                        {"outputs":[true]}
                        {"outputs":["it''s"]}
                        {"error":"jq: error: syntax error, unexpected INVALID_CHARACTER""");
        assertThat(cases("{\"expr\": \"env, $ENV\"}")).isEqualTo("{\"outputs\":[{},{}]}\n");
    }

    @Test
    void readsAFile(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("cases.jsonl"), "{\"expr\": \"1\"}\n");
        assertThat(jq("", "--cases", file.toString())).isEqualTo(new Result(0, "{\"outputs\":[1]}\n", ""));
        assertThat(jq("", "--cases", file + ".no").status()).isEqualTo(2);
    }

    private static String cases(String lines) {
        Result result = jq(lines, "--cases", "-");
        assertThat(result.status()).as(result.err()).isZero();
        return result.out();
    }
}
