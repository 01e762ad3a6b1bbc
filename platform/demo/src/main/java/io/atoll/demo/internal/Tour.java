package io.atoll.demo.internal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a person asked the demo to show.
 *
 * @param paths local repositories
 * @param urls remote repositories
 * @param once whether the platform stops after the first run
 */
record Tour(List<Path> paths, List<String> urls, boolean once) {

    Tour {
        paths = List.copyOf(paths);
        urls = List.copyOf(urls);
    }

    /**
     * Reads the arguments of {@code atoll demo}.
     *
     * @param arguments without {@code demo} itself
     * @param here the folder that is shown if no repository is named, and against which paths are resolved
     * @throws BadArguments if one is unknown, or names no repository
     */
    static Tour of(List<String> arguments, Path here) throws BadArguments {
        var named = new ArrayList<String>();
        boolean once = false;
        for (int i = 0; i < arguments.size(); i++) {
            switch (arguments.get(i)) {
                case "--once" -> once = true;
                case "-o", "--output" -> {
                    i++;
                    if (i == arguments.size() || !List.of("json", "text").contains(arguments.get(i))) {
                        throw new BadArguments("-o takes 'json' or 'text'");
                    }
                }
                case "--git" -> {
                    int before = named.size();
                    while (i + 1 < arguments.size() && !arguments.get(i + 1).startsWith("-")) {
                        named.add(arguments.get(++i));
                    }
                    if (named.size() == before) {
                        throw new BadArguments("--git needs at least one path or URL of a repository");
                    }
                }
                default ->
                    throw new BadArguments("'" + arguments.get(i)
                            + "' is not an option; usage: atoll demo [--git PATH…] [--once] [-o json]");
            }
        }
        var paths = new ArrayList<Path>();
        var urls = new ArrayList<String>();
        for (String name : named.isEmpty() ? List.of(".") : named) {
            if (name.contains("://")) {
                urls.add(name);
            } else {
                paths.add(repository(here.resolve(name).normalize(), named.isEmpty()));
            }
        }
        return new Tour(paths, urls, once);
    }

    private static Path repository(Path path, boolean implied) throws BadArguments {
        if (!Files.exists(path)) {
            throw new BadArguments(path + " does not exist; name git repositories by --git PATH…");
        }
        if (!Files.exists(path.resolve(".git")) && !Files.isRegularFile(path.resolve("HEAD"))) {
            throw new BadArguments(path + " is no git repository" + (implied ? ", and none was named" : "")
                    + "; name git repositories by --git PATH…");
        }
        return path;
    }

    /** Says what is wrong with the command line: one line for people. */
    static final class BadArguments extends Exception {

        private static final long serialVersionUID = 1L;

        BadArguments(String message) {
            super(message);
        }
    }
}
