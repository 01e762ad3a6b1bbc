package io.atoll.settings.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.pipeline.Integrations.Account;
import io.atoll.pipeline.Integrations.Defaults;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The ocean command: says what would become of the folder of an Ocean installation, before anything runs. */
public final class OceanCommand {

    private static final int FINE = 0;
    private static final int FAULTY = 1;
    private static final int UNUSABLE = 2;

    private final Path deploy;
    private final Map<String, String> process;
    private final PrintStream out;
    private final PrintStream messages;

    OceanCommand(Path deploy, Map<String, String> process, PrintStream out, PrintStream messages) {
        this.deploy = deploy;
        this.process = process;
        this.out = out;
        this.messages = messages;
    }

    /** Runs it and ends the process: the folder of bundles, the folder to check, a mapping or nothing, and where to write the mapping. */
    public static void main(String[] arguments) {
        var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        var messages = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        System.exit(new OceanCommand(Path.of(arguments[0]), System.getenv(), out, messages)
                .check(Path.of(arguments[1]), arguments[2], Path.of(arguments[3])));
    }

    /**
     * Checks a folder.
     *
     * @param mapping a file; empty for the default mapping of the folder, or else of the bundle
     * @param found where the mapping is written as JSON, if there is one
     * @return the exit status
     */
    int check(Path folder, String mapping, Path found) {
        Path directory = folder.toAbsolutePath().normalize();
        if (!Files.isDirectory(directory)) {
            messages.println("atoll ocean check: there is no folder " + folder);
            return UNUSABLE;
        }
        try {
            return check(directory, mapping, found, new JarBundles(deploy));
        } catch (IOException | IllegalStateException e) {
            messages.println("atoll ocean check: " + e.getMessage());
            return UNUSABLE;
        }
    }

    private int check(Path directory, String mapping, Path found, JarBundles bundles) throws IOException {
        var faults = new Faults();
        UnaryOperator<@Nullable String> environment = process::get;
        Folder folder = new Folder(directory);
        OceanInstallation read =
                OceanFolder.read(directory, folder, process, environment, bundles, new Secrets(environment), faults);
        String type = read.id().map(id -> id.type()).orElse("");
        if (!type.isEmpty() && bundles.file(type).isEmpty()) {
            faults.add(
                    Place.whole(read.name()),
                    "no integration of type '" + type + "' is deployed; drop its bundle into " + deploy + "; there is "
                            + (bundles.types().isEmpty() ? "none yet" : String.join(", ", bundles.types())));
        }
        JsonNode document = mapping.isEmpty()
                ? defaults(read, type, bundles, faults).mapping()
                : Json.of(
                        InstanceFile.keys(
                                mapping, folder.referredContent(Path.of(mapping).toAbsolutePath()), faults),
                        faults);
        out.println(directory + ": " + read.id().map(Object::toString).orElse("an integration without a name"));
        out.println("  writes to "
                + read.content().terms().account().map(Account::baseUrl).orElse("the platform's catalog"));
        list("problems", faults.toString().lines().toList());
        list("without effect", read.notes());
        if (document != null && bundles.file(type).isPresent()) {
            list("kinds that nothing reads", unread(document, bundles.kinds(type)));
        }
        if (document != null) {
            Files.writeString(found, document.toString());
        }
        return faults.isEmpty() ? FINE : FAULTY;
    }

    private static Defaults defaults(OceanInstallation read, String type, JarBundles bundles, Faults faults) {
        if (read.resources().isPresent()) {
            return FolderDefaults.of(read.resources().get(), faults);
        }
        var files = new DefaultFiles(faults);
        bundles.file(type).ifPresent(jar -> JarBundles.defaults(jar, files));
        return files.read();
    }

    private static List<String> unread(JsonNode mapping, Set<String> kinds) {
        var unread = new TreeSet<String>();
        mapping.path("resources")
                .forEach(resource -> unread.add(resource.path("kind").asText()));
        unread.removeAll(kinds);
        return kinds.contains("*") ? List.of() : List.copyOf(unread);
    }

    private void list(String title, List<String> lines) {
        if (!lines.isEmpty()) {
            out.println("  " + title + ":");
            lines.forEach(line -> out.println("    " + Objects.requireNonNull(line)));
        }
    }
}
