package io.atoll.runner.internal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a person asked to see.
 *
 * @param folder of the integration, absolute
 * @param config the file that configures the instance, if there is one
 * @param settings keys of the configuration that the command line gives, each with its values
 * @param kind the only kind to read, if not all
 * @param limit how many records, entities and changes are shown of each
 * @param once whether the platform stops after the first view
 * @param output the form of the views
 * @param classPath what to compile against; if it is not given, Maven is asked
 */
record Options(
        Path folder,
        Optional<Path> config,
        Map<String, List<String>> settings,
        Optional<String> kind,
        int limit,
        boolean once,
        Output output,
        Optional<String> classPath) {

    /** Copies the map, in its order. */
    Options {
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }

    /** In which form views are written. */
    enum Output {
        TABLE,
        JSON,
        YAML
    }

    /**
     * Reads the arguments of {@code atoll dev}.
     *
     * @param arguments without {@code dev} itself
     * @param here the folder against which paths are resolved
     * @throws BadArguments if one is unknown, or names nothing that can be used
     */
    static Options of(List<String> arguments, Path here) throws BadArguments {
        Path folder = null;
        Optional<Path> config = Optional.empty();
        Optional<String> kind = Optional.empty();
        Optional<String> classPath = Optional.empty();
        var settings = new LinkedHashMap<String, List<String>>();
        int limit = 3;
        boolean once = false;
        Output output = Output.TABLE;
        var rest = arguments.iterator();
        while (rest.hasNext()) {
            String argument = rest.next();
            switch (argument) {
                case "--once" -> once = true;
                case "--config", "--kind", "--limit", "-o", "--output", "--classpath", "-D" -> {
                    if (!rest.hasNext()) {
                        throw new BadArguments(argument + " needs a value");
                    }
                    String value = rest.next();
                    switch (argument) {
                        case "--config" -> config = Optional.of(file(here, value));
                        case "--kind" -> kind = Optional.of(value);
                        case "--limit" -> limit = number(value);
                        case "--classpath" -> classPath = Optional.of(value);
                        case "-D" -> set(settings, value);
                        default -> output = output(value);
                    }
                }
                default -> {
                    if (argument.startsWith("-D")) {
                        set(settings, argument.substring(2));
                    } else if (argument.startsWith("-")) {
                        throw new BadArguments("'" + argument + "' is not an option");
                    } else if (folder != null) {
                        throw new BadArguments("there is one folder only, but '" + argument + "' is another");
                    } else {
                        folder = folder(here, argument);
                    }
                }
            }
        }
        if (folder == null) {
            throw new BadArguments("it needs the folder of an integration");
        }
        return new Options(folder, config, settings, kind, limit, once, output, classPath);
    }

    private static Path folder(Path here, String name) throws BadArguments {
        Path folder = here.resolve(name).normalize();
        if (!Files.isDirectory(folder.resolve("src/main/java"))) {
            throw new BadArguments(
                    folder + " holds no src/main/java; name the folder of an integration, with its pom.xml");
        }
        return folder;
    }

    private static Path file(Path here, String name) throws BadArguments {
        Path file = here.resolve(name).normalize();
        if (!Files.isRegularFile(file)) {
            throw new BadArguments("--config names " + file + ", which is no file");
        }
        return file;
    }

    private static int number(String text) throws BadArguments {
        try {
            return Math.max(0, Integer.parseInt(text));
        } catch (NumberFormatException e) {
            throw new BadArguments("--limit takes a whole number, but got '" + text + "'");
        }
    }

    private static Output output(String text) throws BadArguments {
        return switch (text) {
            case "table" -> Output.TABLE;
            case "json" -> Output.JSON;
            case "yaml" -> Output.YAML;
            default -> throw new BadArguments("-o takes table, json or yaml, but got '" + text + "'");
        };
    }

    private static void set(Map<String, List<String>> settings, String text) throws BadArguments {
        int equals = text.indexOf('=');
        if (equals < 1) {
            throw new BadArguments("-D takes KEY=VALUE, but got '" + text + "'");
        }
        settings.computeIfAbsent(text.substring(0, equals), key -> new ArrayList<>())
                .add(text.substring(equals + 1));
    }

    /** Says what is wrong with the command line: one line for people. */
    static final class BadArguments extends Exception {

        private static final long serialVersionUID = 1L;

        BadArguments(String message) {
            super(message);
        }
    }
}
