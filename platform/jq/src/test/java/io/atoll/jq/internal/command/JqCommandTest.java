package io.atoll.jq.internal.command;

import static io.atoll.jq.internal.command.Shell.jq;
import static org.assertj.core.api.Assertions.assertThat;

import io.atoll.jq.internal.command.Shell.Result;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JqCommandTest {

    @TempDir
    Path folder;

    @Test
    void evaluatesAProgramOnEachInput() {
        assertThat(jq("{\"a\":1} {\"a\":[2]}", ".a")).isEqualTo(new Result(0, "1\n[\n  2\n]\n", ""));
        assertThat(jq("", ".")).isEqualTo(new Result(0, "", ""));
        assertThat(jq("7")).isEqualTo(new Result(0, "7\n", ""));
    }

    @Test
    void keepsTheDigitsOfNumbers() {
        assertThat(jq("100000000000000000000 1.10", ".").out()).isEqualTo("100000000000000000000\n1.10\n");
    }

    @Test
    void takesShortOptionsTogether() {
        assertThat(jq("[\"a\"]", "-rc", ".[], .").out()).isEqualTo("a\n[\"a\"]\n");
        assertThat(jq("", "-nrj", "1, \"a\"").out()).isEqualTo("1a");
    }

    @Test
    void readsInputsAsTheOptionsWantThem() {
        assertThat(jq("1 2", "-sc", ".").out()).isEqualTo("[1,2]\n");
        assertThat(jq("", "-sc", ".").out()).isEqualTo("[]\n");
        assertThat(jq("1 2", "-n", ".").out()).isEqualTo("null\n");
        assertThat(jq("a\nb", "-R", ".").out()).isEqualTo("\"a\"\n\"b\"\n");
        assertThat(jq("a\nb\n", "-Rs", ".").out()).isEqualTo("\"a\\nb\\n\"\n");
        assertThat(jq("[1,{\"a\":2}] 3", "-c", "--stream", ".").out())
                .isEqualTo("[[0],1]\n[[1,\"a\"],2]\n[[1,\"a\"]]\n[[1]]\n[[],3]\n");
    }

    @Test
    void writesOutputsAsTheOptionsWantThem() {
        String input = "{\"b\":[\"é\"],\"a\":{}}";
        assertThat(jq(input, "-c", ".").out()).isEqualTo("{\"b\":[\"é\"],\"a\":{}}\n");
        assertThat(jq(input, "-Sac", ".").out()).isEqualTo("{\"a\":{},\"b\":[\"\\u00e9\"]}\n");
        assertThat(jq(input, "--tab", ".b").out()).isEqualTo("[\n\t\"é\"\n]\n");
        assertThat(jq(input, "--indent", "1", ".b").out()).isEqualTo("[\n \"é\"\n]\n");
        assertThat(jq(input, "--indent", "0", ".b").out()).isEqualTo("[\n\"é\"\n]\n");
        assertThat(jq(input, "-ra", ".b[0]").out()).isEqualTo("\"\\u00e9\"\n");
        assertThat(jq("", "-n", "--raw-output0", "\"a\", 1").out()).isEqualTo("a\0001\000");
    }

    @Test
    void cutsNoTextThatHoldsItsEndMark() {
        assertThat(jq("\"a\" \"b\\u0000c\"", "--raw-output0", "."))
                .isEqualTo(new Result(
                        5,
                        "a\0",
                        "jq: error (at <stdin>:0): Cannot dump a string containing NUL with --raw-output0 option\n"));
    }

    @Test
    void bindsVariables() throws IOException {
        Path values = write("values", "1 [2]");
        assertThat(jq("", "-nc", "--arg", "a", "x", "--argjson", "b", "{\"y\":1}", "[$a, $b]")
                        .out())
                .isEqualTo("[\"x\",{\"y\":1}]\n");
        assertThat(jq("", "-nc", "--slurpfile", "a", values.toString(), "--rawfile", "b", values.toString(), "[$a, $b]")
                        .out())
                .isEqualTo("[[1,[2]],\"1 [2]\"]\n");
        assertThat(jq("", "-nc", "--arg", "a", "1", "--args", "$ARGS", "x", "--jsonargs", "2")
                        .out())
                .isEqualTo("{\"positional\":[\"x\",2],\"named\":{\"a\":\"1\"}}\n");
        assertThat(jq("", "-n", "--arg", "a", "first", "--arg", "a", "second", "$a")
                        .out())
                .isEqualTo("\"first\"\n");
        assertThat(jq("", "-nr", "env.SEA, $ENV.SEA").out()).isEqualTo("calm\ncalm\n");
    }

    @Test
    void readsProgramAndInputsFromFiles() throws IOException {
        String program = write("program", "# doubles\n. * 2").toString();
        String one = write("one", "1\n").toString();
        assertThat(jq("5", "-f", program, one, "-").out()).isEqualTo("2\n10\n");
        assertThat(jq("", "-f", program + ".no"))
                .isEqualTo(new Result(2, "", "jq: Could not open " + program + ".no: No such file or directory\n"));
    }

    @Test
    void saysErrorsWithFileAndLineAndGoesOn() throws IOException {
        String file = write("file", "{}\n[]\n{}").toString();
        assertThat(jq("", ".a", file))
                .isEqualTo(new Result(
                        0, "null\nnull\n", "jq: error (at " + file + ":2): Cannot index array with string (\"a\")\n"));
        assertThat(jq("1", "error({a: .})"))
                .isEqualTo(new Result(5, "", "jq: error (at <stdin>:0) (not a string): {\"a\":1}\n"));
        assertThat(jq("", "-n", "error(\"x\")")).isEqualTo(new Result(5, "", "jq: error (at <unknown>): x\n"));
    }

    @Test
    void leavesOutNoFileUnsaid() throws IOException {
        String one = write("one", "1 ").toString();
        Result result = jq("", ".", one, folder.resolve("no").toString(), one);
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err())
                .isEqualTo("jq: error: Could not open file " + folder.resolve("no") + ": No such file or directory\n");
    }

    @Test
    void endsAtWhatIsNoJson() {
        assertThat(jq("1 [2", "."))
                .isEqualTo(new Result(5, "1\n", "jq: parse error: Unfinished JSON term at EOF at line 1, column 4\n"));
    }

    @Test
    void showsThePlaceOfAnErrorInTheProgram() {
        assertThat(jq("", "-n", "[1,\n  lenght]")).isEqualTo(new Result(3, "", """
                                jq: error: lenght/0 is not defined at <top-level>, line 2, column 3:
                                      lenght]
                                      ^
                                jq: did you mean length?
                                jq: 1 compile error
                                """));
        assertThat(jq("", "-n", "input").status()).isEqualTo(3);
    }

    @Test
    void givesTheLastOutputAsExitStatus() {
        assertThat(jq("1", "-e", ".").status()).isZero();
        assertThat(jq("1 null", "-e", ".").status()).isEqualTo(1);
        assertThat(jq("false 1", "-e", ".").status()).isZero();
        assertThat(jq("1", "-e", "empty").status()).isEqualTo(4);
        assertThat(jq("false 1", "-e", "select(. == false)").status()).isEqualTo(1);
        assertThat(jq("null", ".").status()).isZero();
        assertThat(jq("1", ".a").status()).isEqualTo(5);
    }

    @Test
    void haltsWithAStatus() {
        assertThat(jq("1 2", "., halt")).isEqualTo(new Result(0, "1\n", ""));
        assertThat(jq("1", "\"bye\" | halt_error")).isEqualTo(new Result(5, "", "bye"));
        assertThat(jq("1", "{a: .} | halt_error(7)")).isEqualTo(new Result(7, "", "{\"a\":1}\n"));
    }

    @Test
    void hasTheLimitsOfMappingsIfAskedTo() {
        assertThat(jq("", "-n", "\"x\" * 17000000 | length").out()).isEqualTo("17000000\n");
        assertThat(jq("", "-n", "--limits", "\"x\" * 17000000 | length"))
                .isEqualTo(new Result(
                        5,
                        "",
                        "jq: error (at <unknown>): the program builds a value of more than 16777216 characters\n"));
    }

    @Test
    void refusesWrongArguments() {
        String hint = "\nUse jq --help for help with command-line options\n";
        assertThat(jq("", "-nx", ".")).isEqualTo(new Result(2, "", "jq: Unknown option -x" + hint));
        assertThat(jq("", "--colour", ".")).isEqualTo(new Result(2, "", "jq: Unknown option --colour" + hint));
        assertThat(jq("", "--indent", "8", "."))
                .isEqualTo(new Result(2, "", "jq: --indent takes a number between -1 and 7" + hint));
        assertThat(jq("", ".", "--cases", "-"))
                .isEqualTo(new Result(2, "", "jq: --cases takes one file and no program" + hint));
        assertThat(jq("", ".", "--arg", "a"))
                .isEqualTo(new Result(2, "", "jq: --arg takes two parameters (e.g. --arg varname value)" + hint));
        assertThat(jq("", ".", "--argjson", "a", "{"))
                .isEqualTo(new Result(2, "", "jq: invalid JSON text passed to --argjson" + hint));
        assertThat(jq("", ".", "--slurpfile", "a", "no-such-file"))
                .isEqualTo(new Result(
                        2,
                        "",
                        "jq: Bad JSON in --slurpfile a no-such-file: Could not open no-such-file: No such file or"
                                + " directory\n"));
    }

    @Test
    void takesWordsAfterTwoDashesAsTheyAre() {
        assertThat(jq("", "-n", "--", "-1").out()).isEqualTo("-1\n");
        assertThat(jq("", "-n", "-1").out()).isEqualTo("-1\n");
    }

    @Test
    void helps() {
        assertThat(jq("", "--help").out()).startsWith("usage: atoll jq").contains("--cases");
        assertThat(jq("", "-V")).isEqualTo(new Result(0, "jq-1.8.2-atoll\n", ""));
    }

    @Test
    void saysThatOutputCannotBeWritten() {
        assertThat(failing("No space left on device"))
                .isEqualTo(new Result(2, "", "jq: error: writing output failed: No space left on device\n"));
        assertThat(failing("Broken pipe")).isEqualTo(new Result(2, "", ""));
    }

    private static Result failing(String reason) {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException(reason);
            }
        };
        var err = new ByteArrayOutputStream();
        int status = new JqCommand(InputStream.nullInputStream(), full, err, Map.of()).run(List.of("-n", "1"));
        return new Result(status, "", err.toString(StandardCharsets.UTF_8));
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
