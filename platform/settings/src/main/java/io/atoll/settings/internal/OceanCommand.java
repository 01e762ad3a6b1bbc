package io.atoll.settings.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.pipeline.Integrations.Account;
import io.atoll.pipeline.Integrations.Defaults;
import io.atoll.pipeline.Integrations.Terms;
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

    /**
     * Runs it and ends the process: the folder of bundles, the folder to check, a mapping or nothing, where to write the mapping, and, if the
     * catalog is to be asked, where to write what it is to be asked about.
     */
    public static void main(String[] arguments) {
        var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        var messages = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        System.exit(new OceanCommand(Path.of(arguments[0]), System.getenv(), out, messages)
                .check(
                        Path.of(arguments[1]),
                        arguments[2],
                        Path.of(arguments[3]),
                        arguments.length > 4 ? Path.of(arguments[4]) : null));
    }

    /**
     * Checks a folder.
     *
     * @param mapping a file; empty for the default mapping of the folder, or else of the bundle
     * @param found where the mapping is written as JSON, if there is one
     * @param subject a file that only the user can read, where the integration, what it brings along and its credentials at the catalog are
     *     written as JSON; {@code null} if the catalog is not to be asked
     * @return the exit status
     */
    int check(Path folder, String mapping, Path found, @Nullable Path subject) {
        Path directory = folder.toAbsolutePath().normalize();
        if (!Files.isDirectory(directory)) {
            messages.println("atoll ocean check: there is no folder " + folder);
            return UNUSABLE;
        }
        try {
            return check(directory, mapping, found, subject, new JarBundles(deploy));
        } catch (IOException | IllegalStateException e) {
            messages.println("atoll ocean check: " + e.getMessage());
            return UNUSABLE;
        }
    }

    private int check(Path directory, String mapping, Path found, @Nullable Path subject, JarBundles bundles)
            throws IOException {
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
        Defaults brought = defaults(read, type, bundles, faults);
        JsonNode document = mapping.isEmpty()
                ? brought.mapping()
                : Json.of(
                        InstanceFile.keys(
                                mapping, folder.referredContent(Path.of(mapping).toAbsolutePath()), faults),
                        faults);
        Set<String> kinds = bundles.file(type).isPresent() ? bundles.kinds(type) : Set.of("*");
        if (subject != null) {
            ask(read, brought, kinds, subject, faults);
        }
        out.println(directory + ": " + read.id().map(Object::toString).orElse("an integration without a name"));
        out.println("  writes to "
                + read.content().terms().account().map(Account::baseUrl).orElse("the platform's catalog"));
        list("problems", faults.toString().lines().toList());
        list("without effect", read.notes());
        if (document != null) {
            list("kinds that nothing reads", unread(document, kinds));
            Files.writeString(found, document.toString());
        }
        return faults.isEmpty() ? FINE : FAULTY;
    }

    private static void ask(OceanInstallation read, Defaults brought, Set<String> kinds, Path subject, Faults faults)
            throws IOException {
        Terms terms = read.content().terms();
        if (terms.account().isEmpty() || read.id().isEmpty()) {
            faults.add(
                    Place.whole(read.name()),
                    "the catalog cannot be asked without OCEAN__PORT__CLIENT_ID and OCEAN__PORT__CLIENT_SECRET, and the name"
                            + " of the integration");
            return;
        }
        Account account = terms.account().get();
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("type", read.id().get().type())
                .put("instance", read.id().get().instance())
                .put("baseUrl", account.baseUrl())
                .put("clientId", account.clientId())
                .put("clientSecret", account.clientSecret())
                .put("initialize", terms.initialize())
                .set("mapping", brought.mapping());
        kinds.forEach(json.putArray("kinds")::add);
        json.putArray("blueprints").addAll(brought.blueprints());
        Files.writeString(subject, json.toString());
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
