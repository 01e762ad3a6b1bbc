package io.atoll.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The {@code jq} command: the one that the environment variable {@code JQ} names, or the first of the path. */
final class NativeJq {

    /** The name of the timing of the mapping. */
    static final String MAPPING = "mapping";

    private final String command;

    private NativeJq(Path command) {
        this.command = command.toString();
    }

    static Optional<NativeJq> installed() {
        String named = System.getenv("JQ");
        return (named == null ? Commands.find("jq") : Optional.of(Path.of(named))).map(NativeJq::new);
    }

    /** Such as {@code jq-1.8.2}. */
    String version() throws IOException {
        return Commands.run(command, "--version").strip();
    }

    /**
     * What an evaluation costs, in nanoseconds of processor time, without the start of the process and the compilation.
     *
     * @param name of what was measured
     * @param memory on a value in memory, in a loop inside jq, without the loop: less than any caller of libjq can have
     * @param text from text to text, on the lines of a file
     */
    record Timing(String name, double memory, double text) {}

    /** Times a program on copies of a record. */
    Timing time(String name, String program, JsonNode record, Effort effort, Path folder) throws IOException {
        Path one = folder.resolve("record.json");
        Path many = folder.resolve("records.ndjson");
        Path none = folder.resolve("none.ndjson");
        try {
            byte[] line = (record + "\n").getBytes(UTF_8);
            int records = effort.bytes() / line.length;
            Files.write(one, line);
            Files.write(none, new byte[0]);
            try (OutputStream lines = new BufferedOutputStream(Files.newOutputStream(many))) {
                for (int i = 0; i < records; i++) {
                    lines.write(line);
                }
            }
            double text = time(program, many) - time(program, none);
            double memory = time(loop(program, effort.rounds()), one) - time(loop(".", effort.rounds()), one);
            return new Timing(name, memory / effort.rounds(), text / records);
        } finally {
            for (Path file : List.of(one, many, none)) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static String loop(String program, int rounds) {
        return ". as $record | reduce range(%d) as $i (null; $record | (%s))".formatted(rounds, program);
    }

    private double time(String program, Path file) throws IOException {
        String times = Commands.run(
                "bash",
                "-c",
                "TIMEFORMAT='%3U %3S'; time \"$@\" >/dev/null",
                "bash",
                command,
                "-c",
                program,
                file.toString());
        double seconds = 0;
        for (String part : times.strip().split(" ")) {
            seconds += Double.parseDouble(part);
        }
        return seconds * 1e9;
    }
}
