package io.atoll.map.internal.command;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** The mapping command: tries mappings on records with exactly the platform's engine. */
public final class MappingCommand {

    private static final String USAGE = """
            usage: atoll mapping eval --cases FILE    maps JSON lines {"id","mapping","raw"}: a resource of a mapping and a record; writes
                                                      lines {"id","entities","dropped","errors"}; FILE may be - for the standard input
                   atoll mapping test FILE…           runs stored cases (YAML: name, mapping, sample, expect) and shows what differs
                   atoll mapping review FILE [--sample KIND=FILE]…
                                                      names what is legal in a mapping but surely not meant, or reads what no sample has

            Exit status: 0 if all is well; 1 if a case differs, a line could not be read, or something was found; 2 if the usage or a file is wrong.
            """;

    private final InputStream in;
    private final OutputStream out;
    private final PrintStream messages;

    /** A command that is still to be run. */
    MappingCommand(InputStream in, OutputStream out, OutputStream messages) {
        this.in = in;
        this.out = out;
        this.messages = new PrintStream(messages, true, StandardCharsets.UTF_8);
    }

    /** Runs it and ends the process. */
    public static void main(String[] arguments) {
        MappingCommand command = new MappingCommand(
                System.in, new FileOutputStream(FileDescriptor.out), new FileOutputStream(FileDescriptor.err));
        System.exit(command.run(List.of(arguments)));
    }

    /** Runs it; gives the exit status. */
    int run(List<String> arguments) {
        try (Writer writer = writer()) {
            return run(arguments, writer).code();
        } catch (NoSuchFileException e) {
            messages.println("atoll mapping: there is no file " + e.getFile());
        } catch (IOException e) {
            messages.println("atoll mapping: " + e.getMessage());
        }
        return Status.UNUSABLE.code();
    }

    private Status run(List<String> arguments, Writer writer) throws IOException {
        String verb = arguments.isEmpty() ? "--help" : arguments.getFirst();
        if (verb.equals("--help") || verb.equals("-h")) {
            writer.write(USAGE);
            return Status.FINE;
        }
        if (verb.equals("eval") && arguments.size() == 3 && arguments.get(1).equals("--cases")) {
            try (BufferedReader cases = reader(arguments.get(2))) {
                return new Evaluations().run(cases, writer);
            }
        }
        if (verb.equals("test") && arguments.size() > 1) {
            return new TestRun(writer, messages)
                    .run(arguments.subList(1, arguments.size()).stream()
                            .map(Path::of)
                            .toList());
        }
        if (verb.equals("review") && arguments.size() > 1) {
            return review(arguments.subList(1, arguments.size()), writer);
        }
        messages.print(USAGE);
        return Status.UNUSABLE;
    }

    private Status review(List<String> arguments, Writer writer) throws IOException {
        Reviewing reviewing = new Reviewing();
        for (int i = 1; i < arguments.size(); i += 2) {
            String[] sample = i + 1 < arguments.size() ? arguments.get(i + 1).split("=", 2) : new String[0];
            if (!arguments.get(i).equals("--sample") || sample.length < 2) {
                messages.print(USAGE);
                return Status.UNUSABLE;
            }
            reviewing.sample(sample[0], Path.of(sample[1]));
        }
        return reviewing.run(Path.of(arguments.getFirst()), writer, messages);
    }

    private BufferedReader reader(String file) throws IOException {
        return file.equals("-")
                ? new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                : new BufferedReader(
                        new InputStreamReader(Files.newInputStream(Path.of(file)), StandardCharsets.UTF_8));
    }

    /** Replaces what cannot be encoded: halves of surrogate pairs. */
    private Writer writer() {
        return new BufferedWriter(new OutputStreamWriter(
                out,
                StandardCharsets.UTF_8
                        .newEncoder()
                        .onMalformedInput(CodingErrorAction.REPLACE)
                        .replaceWith("\uFFFD".getBytes(StandardCharsets.UTF_8))));
    }
}
