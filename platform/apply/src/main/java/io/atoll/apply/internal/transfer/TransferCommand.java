package io.atoll.apply.internal.transfer;

import io.atoll.apply.internal.client.Route;
import io.atoll.apply.internal.client.Session;
import io.atoll.apply.internal.client.Target;
import io.atoll.pipeline.Catalog.CatalogException;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The commands that export a catalog to JSON lines, and import them into one. */
public final class TransferCommand {

    /** The exit status if everything was done. */
    static final int DONE = 0;

    /** The exit status if a part was not done: the catalog refused it, or stopped to answer. */
    static final int INCOMPLETE = 1;

    /** The exit status if the arguments or the file are wrong; then nothing was written. */
    static final int UNUSABLE = 2;

    private static final String USAGE = """
            usage: atoll catalog export [--from URL] [--out FILE]              writes everything as JSON lines; FILE may be - for the
                                                                               standard output, which it is without --out
                   atoll catalog import FILE [--to URL] [--dry-run] [--resume] writes it into another catalog; FILE may be -
              --from, --to    the address of a Port API, such as https://api.getport.io; without it the catalog that runs here
              --credentials   a file {"clientId","clientSecret"}; without it PORT_CLIENT_ID and PORT_CLIENT_SECRET of the environment
              --data          the data folder of the catalog that runs here
              --dry-run       checks the file and the credentials, says what would be written, and writes nothing
              --resume        goes on where an import of this file ended, and tries again what was refused

            Exit status: 0 if all is done; 1 if something was refused, or the catalog stopped to answer; 2 if arguments or file are wrong.
            """;

    private final InputStream in;
    private final OutputStream out;
    private final PrintStream messages;
    private final Map<String, String> environment;
    private final List<Path> folders;

    /**
     * A command that is still to be run.
     *
     * @param folders the data folders in which a catalog may run
     */
    TransferCommand(
            InputStream in,
            OutputStream out,
            OutputStream messages,
            Map<String, String> environment,
            List<Path> folders) {
        this.in = in;
        this.out = out;
        this.messages = new PrintStream(messages, true, StandardCharsets.UTF_8);
        this.environment = environment;
        this.folders = folders;
    }

    /** Runs it and ends the process; the system property {@code atoll.data} lists the data folders. */
    public static void main(String[] arguments) {
        System.setOut(System.err); // for what libraries say: the standard output is for the export
        List<Path> folders = Stream.of(
                        System.getProperty("atoll.data", "data").split(System.getProperty("path.separator"), -1))
                .map(Path::of)
                .toList();
        System.exit(new TransferCommand(
                        System.in,
                        new FileOutputStream(FileDescriptor.out),
                        new FileOutputStream(FileDescriptor.err),
                        System.getenv(),
                        folders)
                .run(List.of(arguments)));
    }

    /** Runs it; gives the exit status. */
    int run(List<String> words) {
        try {
            return run(Arguments.of(words));
        } catch (Unusable e) {
            return failed(UNUSABLE, e.getMessage());
        } catch (MalformedFile e) {
            return failed(UNUSABLE, e.getMessage());
        } catch (NoSuchFileException e) {
            return failed(UNUSABLE, "there is no file " + e.getFile());
        } catch (IOException e) {
            return failed(UNUSABLE, e.toString());
        } catch (CatalogException e) {
            return failed(INCOMPLETE, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return failed(INCOMPLETE, "interrupted");
        }
    }

    private int run(Arguments arguments)
            throws Unusable, MalformedFile, IOException, CatalogException, InterruptedException {
        switch (arguments.verb()) {
            case "export" -> {
                return export(arguments);
            }
            case "import" -> {
                return load(arguments);
            }
            case "--help", "-h" -> {
                out.write(USAGE.getBytes(StandardCharsets.UTF_8));
                return DONE;
            }
            default -> throw new Unusable("'" + arguments.verb() + "' is not a command; --help lists them");
        }
    }

    private int export(Arguments arguments)
            throws Unusable, MalformedFile, IOException, CatalogException, InterruptedException {
        Target source = target(arguments, "--from");
        String file = arguments.value("--out", "-");
        if (file.equals("-")) {
            OutputStream buffered = new BufferedOutputStream(out, 1 << 16);
            return export(source, buffered);
        }
        Path whole = Path.of(file);
        Path part = whole.resolveSibling(whole.getFileName() + ".part");
        try {
            try (OutputStream buffered = new BufferedOutputStream(Files.newOutputStream(part), 1 << 16)) {
                export(source, buffered);
            }
            Files.move(part, whole, StandardCopyOption.REPLACE_EXISTING);
            return DONE;
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private int export(Target source, OutputStream to)
            throws Unusable, MalformedFile, IOException, CatalogException, InterruptedException {
        LineWriter lines = new LineWriter(to);
        Caller.call(source, session -> {
            new Export(new Reading(session), lines, this::say).run(source.toString());
            return DONE;
        });
        say("exported from " + source + ": " + lines.written());
        return DONE;
    }

    private int load(Arguments arguments)
            throws Unusable, MalformedFile, IOException, CatalogException, InterruptedException {
        String name = arguments.files().getFirst();
        boolean piped = name.equals("-");
        boolean resume = arguments.switches().contains("--resume");
        if (piped && resume) {
            throw new Unusable("--resume needs a file: what came by the standard input is gone");
        }
        Target target = target(arguments, "--to");
        Path file = piped ? Files.createTempFile("atoll-import", ".jsonl") : Path.of(name);
        try {
            if (piped) {
                Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
            }
            return load(file, name, target, resume, arguments.switches().contains("--dry-run"));
        } finally {
            if (piped) {
                Files.deleteIfExists(file);
                Files.deleteIfExists(beside(file, ".progress"));
                Files.deleteIfExists(beside(file, ".refused"));
            }
        }
    }

    private int load(Path file, String name, Target target, boolean resume, boolean dry)
            throws Unusable, MalformedFile, IOException, CatalogException, InterruptedException {
        String id;
        Contents contents;
        try (LineReader lines = new LineReader(file)) {
            while (lines.next() != null) {
                // only to see whether all of them can be read, before anything is written
            }
            id = lines.id();
            contents = lines.read();
        } catch (MalformedFile e) {
            throw new MalformedFile(name + ", " + e.getMessage() + ". Nothing was imported.");
        }
        return Caller.call(target, session -> {
            // also to see whether the credentials are accepted, before a journal is begun
            int present = new Reading(session)
                    .list(Route.of("blueprints"), "blueprints")
                    .size();
            if (dry) {
                say("would import into " + target + ", which has " + present + " blueprints: " + contents);
                return DONE;
            }
            try (Journal journal = journal(file, id, target, resume)) {
                return load(file, name, contents, session, journal, target);
            }
        });
    }

    private int load(Path file, String name, Contents contents, Session session, Journal journal, Target target)
            throws MalformedFile, IOException, CatalogException, InterruptedException {
        Path refusals = beside(file, ".refused");
        int refused;
        try {
            refused = new Import(file, contents, session, journal, refusals, this::say).run();
        } catch (CatalogException e) {
            throw new CatalogException(
                    e.getMessage() + ". Everything up to line " + journal.done() + " was tried; "
                            + (name.equals("-") ? "import it again" : "go on by --resume"),
                    e);
        }
        say("imported into " + target + ": " + contents + (refused == 0 ? "" : "; refused: " + refused));
        if (refused > 0) {
            try (BufferedReader lines = Files.newBufferedReader(refusals)) {
                lines.lines().forEach(this::say);
            }
            return INCOMPLETE;
        }
        Files.deleteIfExists(refusals);
        Files.deleteIfExists(beside(file, ".progress"));
        return DONE;
    }

    private static Journal journal(Path file, String id, Target target, boolean resume)
            throws Unusable, IOException, MalformedFile {
        Path path = beside(file, ".progress");
        boolean begun = Files.exists(path);
        if (begun && !resume) {
            throw new Unusable("an import of " + file + " was begun, says " + path
                    + ": go on by --resume, or delete it to begin anew");
        }
        return begun ? Journal.resume(path, id, target.toString()) : Journal.begin(path, id, target.toString());
    }

    private Target target(Arguments arguments, String option) throws Unusable {
        String data = arguments.value("--data", "");
        Place place = new Place(environment, data.isEmpty() ? folders : List.of(Path.of(data)));
        String address = arguments.value(option, "");
        return address.isEmpty() ? place.local() : place.named(address, arguments.value("--credentials", ""));
    }

    private static Path beside(Path file, String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }

    private void say(String note) {
        messages.println("atoll catalog: " + note);
    }

    private int failed(int status, String message) {
        say(message);
        return status;
    }
}
