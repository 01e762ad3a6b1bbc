package io.atoll.jq;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The jq that is installed on this machine, or the one that the system property {@code atoll.jq.native} names. */
final class NativeJq implements Engine {

    private static final int COMPILE_ERROR = 3;
    private static final int SECONDS = 20;

    private final Path executable;

    NativeJq(Path executable) {
        this.executable = executable;
    }

    /** The named one, or else the first on the path. */
    static Optional<NativeJq> installed() {
        String named = System.getProperty("atoll.jq.native");
        String path = System.getenv("PATH");
        Stream<Path> candidates = named != null
                ? Stream.of(Path.of(named))
                : path == null
                        ? Stream.empty()
                        : Pattern.compile(Pattern.quote(File.pathSeparator))
                                .splitAsStream(path)
                                .map(folder -> Path.of(folder, "jq"));
        return candidates.filter(Files::isExecutable).findFirst().map(NativeJq::new);
    }

    /** The file. */
    Path executable() {
        return executable;
    }

    /** Such as {@code 1.6}. */
    String version() {
        return call(List.of("--version"), "").output().strip().replaceFirst("^jq-", "");
    }

    /**
     * A program on an input.
     *
     * @param program without {@code import} and the like
     */
    record Case(String program, JsonNode input) {}

    /** What becomes of each; absent where the program is refused. Cases that take too long with all others fail all. */
    List<Optional<Outcome>> run(List<Case> cases) {
        if (cases.isEmpty()) {
            return List.of();
        }
        StringBuilder program = new StringBuilder();
        ArrayNode inputs = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < cases.size(); i++) {
            Case one = cases.get(i);
            inputs.add(one.input());
            program.append(i == 0 ? "" : ",\n")
                    .append("(.[%d] | try ((%s\n) | [%d, 0, .]) catch [%d, 1, .])".formatted(i, one.program(), i, i));
        }
        Result result;
        try {
            Path file = Files.createTempFile("programs", ".jq");
            try {
                Files.writeString(file, program);
                result = call(List.of("-c", "-f", file.toString()), Values.text(inputs));
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (result.status() == COMPILE_ERROR) {
            if (cases.size() == 1) {
                return List.of(Optional.empty());
            }
            List<Optional<Outcome>> halves = new ArrayList<>(run(cases.subList(0, cases.size() / 2)));
            halves.addAll(run(cases.subList(cases.size() / 2, cases.size())));
            return halves;
        }
        if (result.status() != 0) {
            throw new IllegalStateException("jq ended with " + result.status() + ": " + result.errors() + program);
        }
        return outcomes(cases.size(), result.output());
    }

    private static List<Optional<Outcome>> outcomes(int cases, String text) {
        List<List<JsonNode>> outputs = Stream.generate(() -> (List<JsonNode>) new ArrayList<JsonNode>())
                .limit(cases)
                .toList();
        @Nullable JsonNode[] errors = new JsonNode[cases];
        text.lines().map(Values::jq).forEach(line -> {
            int index = line.get(0).intValue();
            if (line.get(1).intValue() == 0) {
                outputs.get(index).add(line.get(2));
            } else {
                errors[index] = line.get(2);
            }
        });
        List<Optional<Outcome>> outcomes = new ArrayList<>();
        for (int i = 0; i < cases; i++) {
            outcomes.add(Optional.of(new Outcome(outputs.get(i), errors[i])));
        }
        return outcomes;
    }

    @Override
    public Program compile(String text) throws SyntaxException {
        Result result = call(List.of("--", text), "");
        if (result.status() == COMPILE_ERROR) {
            throw SyntaxErrors.read(result.errors(), text);
        }
        return new Compiled(text, this);
    }

    private record Compiled(String text, NativeJq jq) implements Program {

        @Override
        public Analysis analysis() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void evaluate(
                JsonNode input, Map<String, ? extends JsonNode> variables, Predicate<? super JsonNode> outputs) {
            Outcome outcome = jq.run(List.of(new Case(text, input))).get(0).orElseThrow();
            for (JsonNode output : outcome.outputs()) {
                if (!outputs.test(output)) {
                    return;
                }
            }
            JsonNode error = outcome.error();
            if (error != null) {
                throw new EvaluationException(error.isTextual() ? error.textValue() : error.toString(), error);
            }
        }
    }

    private record Result(int status, String output, String errors) {}

    private Result call(List<String> arguments, String input) {
        List<String> command = new ArrayList<>(List.of(executable.toString()));
        command.addAll(arguments);
        try {
            Path in = Files.createTempFile("jq", ".in");
            Path out = Files.createTempFile("jq", ".out");
            Path err = Files.createTempFile("jq", ".err");
            try {
                Files.writeString(in, input);
                ProcessBuilder builder = new ProcessBuilder(command)
                        .redirectInput(in.toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile());
                builder.environment().put("PAGER", "less");
                Process process = builder.start();
                if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    throw new IllegalStateException("jq takes more than " + SECONDS + " s: " + command);
                }
                return new Result(
                        process.exitValue(),
                        new String(Files.readAllBytes(out), StandardCharsets.UTF_8),
                        new String(Files.readAllBytes(err), StandardCharsets.UTF_8));
            } finally {
                Files.delete(in);
                Files.delete(out);
                Files.delete(err);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while jq runs", e);
        }
    }
}
