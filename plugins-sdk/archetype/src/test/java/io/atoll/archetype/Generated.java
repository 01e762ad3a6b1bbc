package io.atoll.archetype;

import aQute.bnd.osgi.Builder;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.velocity.VelocityContext;
import org.apache.velocity.app.VelocityEngine;
import org.w3c.dom.Element;

/**
 * What the archetype makes, by the descriptor and the template language of Maven's archetypes, and then what the build of an author makes
 * of it: by javac and bnd, without Maven, which would have to install all of this first.
 *
 * @param folder the source folder
 */
record Generated(Path folder) {

    private static final Path ARCHETYPE = Path.of("target/classes");
    private static final String CLASS_PATH = System.getProperty("java.class.path");

    static Generated in(Path folder, Map<String, String> properties) throws Exception {
        Path templates = ARCHETYPE.resolve("archetype-resources");
        fill(templates.resolve("pom.xml"), folder.resolve("pom.xml"), properties);
        var descriptor = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(ARCHETYPE
                        .resolve("META-INF/maven/archetype-metadata.xml")
                        .toFile());
        var sets = descriptor.getElementsByTagName("fileSet");
        for (int i = 0; i < sets.getLength(); i++) {
            var set = (Element) sets.item(i);
            String directory = set.getElementsByTagName("directory").item(0).getTextContent();
            Path target = folder.resolve(directory);
            if (set.getAttribute("packaged").equals("true")) {
                target = target.resolve(properties.getOrDefault("package", "").replace('.', '/'));
            }
            var includes = set.getElementsByTagName("include");
            Path source = templates.resolve(directory);
            for (Path file : files(source)) {
                if (includes.getLength() == 0
                        || includes.item(0)
                                .getTextContent()
                                .equals(source.relativize(file).toString())) {
                    fill(file, target.resolve(source.relativize(file)), properties);
                }
            }
        }
        return new Generated(folder);
    }

    private static void fill(Path template, Path file, Map<String, String> properties) throws IOException {
        var context = new VelocityContext();
        properties.forEach(context::put);
        var text = new StringWriter();
        new VelocityEngine().evaluate(context, text, template.toString(), Files.readString(template));
        Files.createDirectories(file.getParent());
        Files.writeString(file, text.toString());
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    /** Compiles everything and makes the bundle. What is wrong with it, if anything. */
    List<String> build() throws Exception {
        Path classes = folder.resolve("target/classes");
        Path compiled = folder.resolve("target/compiled");
        var faults = new ArrayList<>(compile("src/main/java", compiled, CLASS_PATH));
        try (var builder = new Builder()) {
            builder.setBundleSymbolicName("org.acme.atoll");
            builder.setBundleVersion("1.0.0");
            builder.setPrivatePackage("org.acme.*");
            builder.setIncludeResource(folder.resolve("src/main/resources").toString());
            builder.setProperty("-fixupmessages", "'private references';restrict:=warning;is:=error");
            builder.addClasspath(compiled.toFile());
            for (String entry : CLASS_PATH.split(File.pathSeparator)) {
                builder.addClasspath(new File(entry));
            }
            builder.build().expand(classes.toFile());
            faults.addAll(builder.getErrors());
            faults.addAll(builder.getWarnings());
        }
        faults.addAll(compile(
                "src/test/java", folder.resolve("target/test-classes"), classes + File.pathSeparator + CLASS_PATH));
        return faults;
    }

    private List<String> compile(String sources, Path classes, String classPath) throws IOException {
        Files.createDirectories(classes);
        var output = new StringWriter();
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            List<String> options = List.of(
                    "--release",
                    "21",
                    "-parameters",
                    "-proc:none",
                    "-Xlint:all,-processing,-classfile,-serial,-options,-path,-try",
                    "-Werror",
                    "-cp",
                    classPath,
                    "-d",
                    classes.toString());
            boolean well = compiler.getTask(
                            output,
                            files,
                            null,
                            options,
                            null,
                            files.getJavaFileObjectsFromPaths(files(folder.resolve(sources))))
                    .call();
            return well ? List.of() : List.of(output.toString());
        }
    }

    /** Begins to run tests in the folder, as the build of an author does. */
    Process test(String... tests) throws IOException {
        String classPath = String.join(
                File.pathSeparator,
                folder.resolve("target/test-classes").toString(),
                folder.resolve("target/classes").toString(),
                absolute(CLASS_PATH));
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:SoftRefLRUPolicyMSPerMB=0",
                "-cp",
                classPath,
                AuthorsTests.class.getName()));
        command.addAll(List.of(tests));
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("target/tests.txt").toFile())
                .start();
    }

    private static String absolute(String classPath) {
        return Stream.of(classPath.split(File.pathSeparator, -1))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .reduce((one, other) -> one + File.pathSeparator + other)
                .orElse("");
    }

    /** What the tests told. */
    String told() throws IOException {
        return Files.readString(folder.resolve("target/tests.txt"));
    }
}
