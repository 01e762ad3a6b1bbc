package io.atoll.runner.internal;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a project is compiled against, as Maven resolves it: asked once, and again when its pom.xml or that of the build changes. A module of
 * a larger build is resolved in that build, so that it needs nothing installed.
 */
final class ClassPath {

    private static final Logger log = LoggerFactory.getLogger(ClassPath.class);
    private static final Pattern ERROR = Pattern.compile("\\[ERROR] (.+\\.java):\\[(\\d+),(\\d+)] (.*)");

    /** Taking the other modules of the build as they were compiled last. */
    private static final List<String> COMPILED = List.of("-o", "-Dmaven.main.skip=true");

    private static final List<String> OFFLINE = List.of("-o");
    private static final List<String> ONLINE = List.of("-U");

    private final Project project;
    private final Optional<String> given;
    private final Path kept;

    /**
     * Asks nobody yet.
     *
     * @param given the class path, if Maven is not to be asked
     * @param work a folder in which the answer is kept
     */
    ClassPath(Project project, Optional<String> given, Path work) {
        this.project = project;
        this.given = given;
        this.kept = work.resolve("classpath");
    }

    /**
     * Gives jars and folders.
     *
     * @throws Unbuildable if Maven does not know it, with what it said
     */
    List<Path> entries() throws Unbuildable, IOException, InterruptedException {
        if (given.isPresent()) {
            return split(given.get());
        }
        if (!Files.exists(project.pom())) {
            throw new Unbuildable(
                    project.folder().toString(),
                    "holds no pom.xml; write one, or say --classpath to compile without Maven");
        }
        if (!current()) {
            ask();
        }
        return split(Files.readString(kept).strip());
    }

    private boolean current() throws IOException {
        return complete() && newer(project.pom()) && newer(build().resolve("pom.xml"));
    }

    private boolean complete() throws IOException {
        return Files.exists(kept)
                && split(Files.readString(kept).strip()).stream().allMatch(Files::exists);
    }

    private boolean newer(Path pom) throws IOException {
        return Files.getLastModifiedTime(kept).compareTo(Files.getLastModifiedTime(pom)) > 0;
    }

    private static List<Path> split(String text) {
        return text.isEmpty()
                ? List.of()
                : Arrays.stream(text.split(File.pathSeparator)).map(Path::of).toList();
    }

    private void ask() throws Unbuildable, IOException, InterruptedException {
        Path build = build();
        var command = new ArrayList<>(List.of(maven(build), "-q", "-B", "-f", build.toString()));
        if (build.equals(project.folder())) {
            command.add("dependency:build-classpath");
        } else {
            command.addAll(List.of(
                    "-pl",
                    build.relativize(project.folder()).toString(),
                    "-am",
                    "compile",
                    "dependency:build-classpath"));
        }
        command.addAll(List.of(
                "-Dmdep.outputFile=" + kept,
                "-Dmdep.includeScope=compile",
                "-DskipTests",
                "-Dspotless.check.skip=true"));
        log.info("asking Maven what {} is compiled against", project.folder());
        Answer answer = run(command, COMPILED);
        for (List<String> way : List.of(OFFLINE, ONLINE)) {
            if (answer.errors().isEmpty() && !answered(answer)) {
                answer = run(command, way);
            }
        }
        if (!answered(answer)) {
            throw new Unbuildable(
                    answer.errors().isEmpty() ? List.of(new Problem("Maven", answer.lastWords())) : answer.errors());
        }
    }

    private boolean answered(Answer answer) throws IOException {
        return answer.status() == 0 && complete();
    }

    /** The folder of the outermost build that has the project as a module; its own if there is none. */
    private Path build() throws IOException {
        Path outermost = project.folder();
        for (Path folder = project.folder().getParent(); folder != null; folder = folder.getParent()) {
            Path pom = folder.resolve("pom.xml");
            String module =
                    "<module>" + folder.relativize(project.folder()).toString().replace('\\', '/') + "</module>";
            if (Files.isRegularFile(pom) && Files.readString(pom).contains(module)) {
                outermost = folder;
            }
        }
        return outermost;
    }

    private static String maven(Path build) {
        Path wrapper = build.resolve("mvnw");
        return Files.isExecutable(wrapper) ? wrapper.toString() : "mvn";
    }

    private Answer run(List<String> command, List<String> options)
            throws IOException, InterruptedException, Unbuildable {
        var arguments = new ArrayList<>(command);
        arguments.addAll(options);
        Files.deleteIfExists(kept);
        Process process;
        try {
            process = new ProcessBuilder(arguments).redirectErrorStream(true).start();
        } catch (IOException absent) {
            throw new Unbuildable(
                    "Maven",
                    "cannot be started (" + absent.getMessage() + "); put mvn on the path, or say --classpath");
        }
        process.getOutputStream().close();
        try (Stream<String> lines = process.inputReader().lines()) {
            List<String> said = lines.toList();
            return new Answer(process.waitFor(), said, errors(said));
        } catch (UncheckedIOException broken) {
            throw broken.getCause();
        } finally {
            stop(process);
        }
    }

    private static void stop(Process process) {
        if (process.isAlive()) {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
        }
    }

    private List<Problem> errors(List<String> said) {
        return said.stream()
                .map(ERROR::matcher)
                .filter(Matcher::matches)
                .map(error -> new Problem(
                        project.shown(Path.of(error.group(1))) + ":" + error.group(2) + ":" + error.group(3),
                        error.group(4)))
                .distinct()
                .toList();
    }

    /** How Maven ended, and what it said. */
    private record Answer(int status, List<String> said, List<Problem> errors) {

        String lastWords() {
            String words = said.stream()
                    .filter(line -> line.startsWith("[ERROR]"))
                    .map(line -> line.substring("[ERROR]".length()).strip())
                    .filter(line -> !line.isEmpty() && !line.startsWith("To see") && !line.startsWith("Re-run"))
                    .findFirst()
                    .orElseGet(() -> said.isEmpty() ? "said nothing" : said.getLast());
            return words + " (status " + status + ")";
        }
    }
}
