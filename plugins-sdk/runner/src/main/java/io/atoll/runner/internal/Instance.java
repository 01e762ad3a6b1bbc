package io.atoll.runner.internal;

import io.atoll.runner.internal.Bundler.Made;
import io.atoll.spi.IntegrationId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The configuration of the one instance, as the platform reads it: what the person's file and the command line say, and where the mapping
 * stands if they do not say it.
 */
final class Instance {

    private static final String NAME = "dev";
    private static final Pattern MAPPING_FILE =
            Pattern.compile("(?m)^(mapping[ \\t]*:[ \\t]*)(?:'([^'\\n]+)'|\"([^\"\\n]+)\"|([^\\s'\"{#][^\\n#]*))");
    private static final Pattern MAPPING = Pattern.compile("(?m)^[\"']?mapping[\"']?[ \\t]*:");

    private final Options options;
    private final Project project;
    private final Path conf;

    /**
     * Lays what holds for all integrations into the configuration folder.
     *
     * @param home of the installation, whose way to third parties holds here too
     */
    Instance(Options options, Project project, Path home, Path conf) throws IOException {
        this.options = options;
        this.project = project;
        this.conf = conf;
        Leftovers.delete(conf.resolve("integrations"));
        Files.createDirectories(conf.resolve("integrations"));
        Path kit = home.resolve("conf/kit.yaml");
        write(
                conf.resolve("kit.yaml"),
                Files.exists(kit) ? Files.readString(kit) : "allowedAddresses: [127.0.0.0/8, '::1']\n");
    }

    /** The name of the instance of a bundle. */
    static IntegrationId id(Made made) {
        return new IntegrationId(made.type(), NAME);
    }

    /** Writes the configuration, if it is another than before. */
    void configure(IntegrationId id) throws IOException {
        Path file = conf.resolve("integrations").resolve(id + ".yaml");
        String text = text();
        if (!Files.exists(file) || !Files.readString(file).equals(text)) {
            write(file, text);
        }
    }

    /** A message of the platform, in which the person's file has its own name. */
    String shown(String message, IntegrationId id) {
        String name = "conf/integrations/" + id + ".yaml";
        return options.config().isPresent()
                ? message.replace(name, project.shown(options.config().get()))
                : message.replaceAll(Pattern.quote(name) + "(:\\d+:\\d+)?", "configuration");
    }

    private String text() throws IOException {
        var text = new StringBuilder();
        if (options.config().isPresent()) {
            Path config = options.config().get();
            text.append(absolute(Files.readString(config), config)).append('\n');
        }
        options.settings()
                .forEach((key, values) -> text.append(key)
                        .append(": ")
                        .append(values.size() == 1 ? value(values.getFirst()) : list(values))
                        .append('\n'));
        if (!MAPPING.matcher(text).find()) {
            project.mapping()
                    .ifPresent(mapping -> text.append("mapping: ")
                            .append(quoted(mapping.toString()))
                            .append('\n'));
        }
        return text.toString();
    }

    /** The text, with the file that holds the mapping named from the root on. */
    private static String absolute(String text, Path config) {
        Matcher mapping = MAPPING_FILE.matcher(text);
        return mapping.replaceFirst(found -> {
            String name =
                    found.group(2) != null ? found.group(2) : found.group(3) != null ? found.group(3) : found.group(4);
            return Matcher.quoteReplacement(found.group(1)
                    + quoted(config.resolveSibling(name.strip()).normalize().toString()));
        });
    }

    private static String value(String value) {
        return value.startsWith("[") ? value : quoted(value);
    }

    private static String list(List<String> values) {
        return "[" + String.join(", ", values.stream().map(Instance::quoted).toList()) + "]";
    }

    /** A text between single quotes, in which YAML knows no escape but the doubled quote. */
    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private static void write(Path file, String text) throws IOException {
        Path part = file.resolveSibling("." + file.getFileName() + ".part");
        Files.writeString(part, text);
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
