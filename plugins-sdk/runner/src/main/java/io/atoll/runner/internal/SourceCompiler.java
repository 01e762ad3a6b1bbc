package io.atoll.runner.internal;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * Compiles all sources of a project within this process, for the Java that the platform needs at least. Warnings, and whatever else the
 * project's own build looks for, are left to that build.
 */
final class SourceCompiler {

    private static final String RELEASE = "21";
    private static final int MOST_ERRORS = 20;

    private final Project project;

    SourceCompiler(Project project) {
        this.project = project;
    }

    /**
     * Compiles into an empty folder.
     *
     * @throws Unbuildable with each error at its file and line
     */
    void compile(Collection<Path> sources, List<Path> classPath, Path target) throws Unbuildable, IOException {
        @Nullable JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw new Unbuildable(
                    System.getProperty("java.home"), "is a Java without compiler; let JAVA_HOME name a JDK");
        }
        if (sources.isEmpty()) {
            throw new Unbuildable(project.shown(project.sources()), "holds no Java source");
        }
        var found = new DiagnosticCollector<JavaFileObject>();
        try (StandardJavaFileManager files =
                compiler.getStandardFileManager(found, Locale.ENGLISH, StandardCharsets.UTF_8)) {
            Files.createDirectories(target);
            files.setLocationFromPaths(StandardLocation.CLASS_PATH, classPath);
            files.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(target));
            List<String> options = List.of("--release", RELEASE, "-g", "-parameters", "-proc:none", "-nowarn");
            boolean compiled = compiler.getTask(
                            null, files, found, options, null, files.getJavaFileObjectsFromPaths(sources))
                    .call();
            if (!compiled) {
                throw new Unbuildable(errors(found));
            }
        }
    }

    private List<Problem> errors(DiagnosticCollector<JavaFileObject> found) {
        var errors = new ArrayList<Problem>();
        for (Diagnostic<? extends JavaFileObject> each : found.getDiagnostics()) {
            if (each.getKind() == Diagnostic.Kind.ERROR) {
                errors.add(new Problem(place(each), each.getMessage(Locale.ENGLISH)));
            }
        }
        if (errors.size() <= MOST_ERRORS) {
            return errors;
        }
        var first = new ArrayList<>(errors.subList(0, MOST_ERRORS));
        first.add(new Problem("", "and " + (errors.size() - MOST_ERRORS) + " more errors"));
        return first;
    }

    private String place(Diagnostic<? extends JavaFileObject> each) {
        @Nullable JavaFileObject source = each.getSource();
        return source == null
                ? ""
                : project.shown(new File(source.toUri()).toPath()) + ":" + each.getLineNumber() + ":"
                        + each.getColumnNumber();
    }
}
