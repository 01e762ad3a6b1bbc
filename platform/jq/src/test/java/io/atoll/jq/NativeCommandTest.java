package io.atoll.jq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.atoll.jq.internal.command.JqCommand;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The command against the one that is installed, where all versions from 1.6 on agree: outputs and exit statuses. */
class NativeCommandTest {

    /** Input, then arguments; {@code FILE} stands for a file with the input, {@code PROGRAM} for one with {@code .a?}. */
    private static final List<List<String>> INVOCATIONS = Stream.of(
                    "{\"a\":[1,{\"b\":null}],\"c\":{},\"d\":[]}|.",
                    "{\"a\":[1,{\"b\":null}],\"c\":{},\"d\":[]}|-c|.",
                    "{\"a\":[1,{\"b\":null}],\"c\":{},\"d\":[]}|--tab|.",
                    "{\"a\":[1,{\"b\":null}],\"c\":{},\"d\":[]}|--indent|3|.",
                    "{\"b\":1,\"a\":{\"d\":2,\"c\":3}}|-cS|.",
                    "\"é\\ud83d\\ude00\"|-a|.",
                    "\"a\" \"é\" 1 [\"b\"]|-r|.",
                    "\"a\" \"b\" 1|-j|.",
                    "1 2 3|-sc|.",
                    "|-sc|.",
                    "|-Rs|.",
                    "a\nb|-R|.",
                    "a\n\nb\n|-R|.",
                    "a\nb|-Rs|.",
                    "1 2|-n|.",
                    "1\n{}\n|.a",
                    "{}\n1\n|.a",
                    "null|-e|.",
                    "1 false|-e|.",
                    "false 1|-e|.",
                    "1|-e|empty",
                    "1 2|halt",
                    "1|\"bye\"\\|halt_error",
                    "1|{a:1}\\|halt_error(7)",
                    "1|FILE|-c|.",
                    "1|.|FILE|FILE",
                    "{\"a\":1}|-f|PROGRAM|FILE",
                    "1|.|no-such-file",
                    "1|-n|$a + $b|--arg|a|x|--arg|b|y",
                    "1|-c|$a|--argjson|a|[1,{\"b\":2}]",
                    "1|-c|[$a, $b]|--slurpfile|a|FILE|--rawfile|b|FILE",
                    "1|-nc|$ARGS.positional|--args|a|b",
                    "1|-nc|$ARGS|--jsonargs|1|{\"a\":2}",
                    "1|-n|--args|$ARGS.positional[0]|--|-c",
                    "[1,[2,{\"a\":3}]] {}|-c|--stream|.",
                    "1|foo",
                    "1|.a[",
                    "1|-x|.",
                    "1|--indent|8|.",
                    "1|.|--arg|a",
                    "{\"a\":\"x\"}|.a, .b, (.a\\|length)")
            .map(line -> Arrays.stream(line.split("(?<!\\\\)\\|", -1))
                    .map(word -> word.replace("\\|", "|"))
                    .toList())
            .toList();

    @TempDir
    Path folder;

    @TestFactory
    Stream<DynamicTest> agreesWithTheInstalledCommand() throws IOException {
        Optional<NativeJq> installed = NativeJq.installed();
        assumeTrue(installed.isPresent(), "no jq is installed");
        Path command = installed.orElseThrow().executable();
        Path program = Files.writeString(folder.resolve("program"), ".a?");
        return INVOCATIONS.stream()
                .map(words -> DynamicTest.dynamicTest(String.join(" ", words), () -> {
                    Path file = Files.writeString(folder.resolve("file"), words.get(0));
                    List<String> arguments = words.stream()
                            .skip(1)
                            .map(word -> word.equals("FILE")
                                    ? file.toString()
                                    : word.equals("PROGRAM") ? program.toString() : word)
                            .toList();
                    assertThat(ours(words.get(0), arguments)).isEqualTo(theirs(command, file, arguments));
                }));
    }

    private record Result(int status, String output) {}

    private static Result ours(String input, List<String> arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int status = new JqCommand(
                        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                        out,
                        new ByteArrayOutputStream(),
                        Map.of())
                .run(arguments);
        return new Result(status, out.toString(StandardCharsets.UTF_8));
    }

    private static Result theirs(Path command, Path input, List<String> arguments) throws Exception {
        List<String> words = new ArrayList<>(List.of(command.toString()));
        words.addAll(arguments);
        Process process = new ProcessBuilder(words)
                .redirectInput(input.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return new Result(process.exitValue(), output);
    }
}
