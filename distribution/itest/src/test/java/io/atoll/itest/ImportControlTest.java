package io.atoll.itest;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who may know whom, held against the compiled classes of every module. */
class ImportControlTest {

    /**
     * A room, then what it may use besides itself, {@code java} and JSpecify. A name stands for the package and those below it. Rooms that
     * are not named here must not exist.
     */
    private static final String RULES = """
            io.atoll.spi                     com.fasterxml.jackson.databind org.osgi javax.crypto
            io.atoll.kit.internal            io.atoll.kit io.atoll.spi com.fasterxml.jackson org.apache.hc org.osgi org.slf4j javax.net javax.crypto
            io.atoll.kit.http                io.atoll.kit io.atoll.spi com.fasterxml.jackson org.osgi
            io.atoll.kit                     io.atoll.spi org.osgi
            io.atoll.model                   io.atoll.spi com.fasterxml.jackson.databind org.osgi
            io.atoll.pipeline                io.atoll.model io.atoll.spi com.fasterxml.jackson.databind org.osgi
            io.atoll.operation               io.atoll.model com.fasterxml.jackson org.osgi
            io.atoll.access                  io.atoll.operation org.osgi

            io.atoll.jq.internal             io.atoll.jq com.fasterxml.jackson.databind org.joni org.jcodings
            io.atoll.jq                      com.fasterxml.jackson.databind org.osgi

            io.atoll.deploy.internal         STAGE
            io.atoll.settings.internal       STAGE org.snakeyaml javax.xml.stream
            io.atoll.trigger.internal        STAGE jakarta.servlet javax.crypto
            io.atoll.trigger.kafka.internal  STAGE org.apache.kafka
            io.atoll.fetch.internal          STAGE
            io.atoll.map.internal            STAGE io.atoll.jq net.thisptr
            io.atoll.diff.internal           STAGE
            io.atoll.apply.internal          STAGE org.apache.hc
            io.atoll.engine.internal         STAGE com.sun.management
            io.atoll.records.internal        STAGE net.jpountz.lz4
            io.atoll.explain.internal        STAGE
            io.atoll.sync.internal           STAGE
            io.atoll.events.internal         STAGE jakarta.servlet
            io.atoll.actions.internal        STAGE
            io.atoll.redis.internal          STAGE redis.clients
            io.atoll.ledger.internal         STAGE org.sqlite org.postgresql

            io.atoll.catalog.internal        STAGE io.atoll.jq jakarta.servlet org.sqlite org.postgresql javax.crypto
            io.atoll.admin.internal          STAGE jakarta.servlet javax.crypto org.snakeyaml org.apache.felix.webconsole.spi org.apache.felix.http.jetty org.eclipse.jetty
            io.atoll.health.internal         STAGE jakarta.servlet io.prometheus org.apache.felix.hc org.ops4j.pax.logging com.sun.management
            io.atoll.tracing.internal        STAGE
            io.atoll.console.gogo.internal   STAGE org.apache.felix.service.command jdk.net
            io.atoll.console.web.internal    io.atoll.operation io.atoll.access com.fasterxml.jackson.databind org.osgi jakarta.servlet org.apache.felix.webconsole.servlet
            io.atoll.demo.internal           STAGE
            io.atoll.runner.internal         STAGE aQute.bnd javax.tools

            io.atoll.git.internal            AUTHOR org.eclipse.jgit org.snakeyaml javax.xml.stream
            io.atoll.custom.internal         AUTHOR io.atoll.jq
            io.atoll.octopus.internal        AUTHOR javax.crypto
            io.atoll.jira.internal           AUTHOR javax.crypto

            io.atoll.launcher                org.osgi.framework org.jline
            """;

    /** What every stage, console and neighbour of the line may use. */
    private static final List<String> STAGE = List.of(
            "io.atoll.pipeline",
            "io.atoll.model",
            "io.atoll.spi",
            "io.atoll.access",
            "io.atoll.operation",
            "com.fasterxml.jackson",
            "org.osgi",
            "org.slf4j");

    /** What every integration may use. */
    private static final List<String> AUTHOR =
            List.of("io.atoll.spi", "io.atoll.kit", "com.fasterxml.jackson", "org.osgi", "org.slf4j");

    /** The modules that test and measure the product. */
    private static final Set<String> TEST_MODULES =
            Set.of("itest", "browser", "benchmark", "simulation", "test-support", "test-container", "tck");

    private final Map<String, List<String>> rules = rules();

    private static final Pattern MANY = Pattern.compile("cardinality=\"[01]\\.\\.n\"");

    @Test
    void everyRoomUsesOnlyWhatItMay() throws IOException {
        var trespasses = new TreeSet<String>();
        for (JavaClass type : classes()) {
            String room = room(type.getPackageName());
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                String target =
                        dependency.getTargetClass().getBaseComponentType().getPackageName();
                if (!allowed(room, target)) {
                    trespasses.add(room + " must not use " + target + ": " + type.getSimpleName() + " uses "
                            + dependency.getTargetClass().getName());
                }
            }
        }
        assertThat(trespasses).isEmpty();
    }

    @Test
    void everyPackageStandsInARoom() throws IOException {
        var homeless = new TreeSet<String>();
        for (JavaClass type : classes()) {
            if (room(type.getPackageName()).isEmpty()) {
                homeless.add(type.getPackageName());
            }
        }
        assertThat(homeless).isEmpty();
    }

    @Test
    void everyRuleIsAboutARoomThatExists() throws IOException {
        var found = new TreeSet<String>();
        for (JavaClass type : classes()) {
            found.add(room(type.getPackageName()));
        }
        assertThat(found).containsAll(rules.keySet());
    }

    /** The foreign libraries of a room are those that it really uses. */
    @Test
    void noRoomIsAllowedALibraryThatItDoesNotUse() throws IOException {
        var unused = new TreeSet<String>();
        rules.forEach((room, allowed) -> allowed.stream()
                .filter(library -> !STAGE.contains(library) && !AUTHOR.contains(library))
                .forEach(library -> unused.add(room + " does not use " + library)));
        for (JavaClass type : classes()) {
            String room = room(type.getPackageName());
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                String target =
                        dependency.getTargetClass().getBaseComponentType().getPackageName();
                rules.getOrDefault(room, List.of()).stream()
                        .filter(library -> within(target, library))
                        .forEach(library -> unused.remove(room + " does not use " + library));
            }
        }
        assertThat(unused).isEmpty();
    }

    /** Knowing the addresses of the Port API is for its client and its server; that of {@code admin} is another one. */
    @Test
    void onlyClientAndServerKnowThePortApi() throws IOException {
        var others = new ArrayList<String>();
        for (Path module : modules()) {
            if (module.endsWith("apply")
                    || module.endsWith("catalog")
                    || module.endsWith("admin")
                    || !Files.exists(module.resolve("src/main/java"))) {
                continue;
            }
            try (Stream<Path> files = Files.walk(module.resolve("src/main/java"))) {
                for (Path file :
                        files.filter(path -> path.toString().endsWith(".java")).toList()) {
                    if (Files.readString(file).contains("\"/v1/")) {
                        others.add(file.getFileName().toString());
                    }
                }
            }
        }
        assertThat(others).isEmpty();
    }

    /** What exists once for each instance, and refers to what others have as well, costs the square of their number. */
    @Test
    void noComponentOfAnInstanceRefersToThoseOfOthers() throws IOException {
        var offenders = new ArrayList<String>();
        int looked = 0;
        for (Path module : modules()) {
            for (Path file : components(module)) {
                String component = Files.readString(file);
                if (component.contains("configuration-policy=\"require\"")) {
                    looked++;
                    if (MANY.matcher(component).find()) {
                        offenders.add(file.getFileName().toString());
                    }
                }
            }
        }
        assertThat(looked).isPositive();
        assertThat(offenders).isEmpty();
    }

    private static List<Path> components(Path module) throws IOException {
        Path folder = module.resolve("target/classes/OSGI-INF");
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".xml")).toList();
        }
    }

    private boolean allowed(String room, String target) {
        return target.isEmpty()
                || target.equals("java")
                || target.startsWith("java.")
                || target.equals("org.jspecify.annotations")
                || within(target, room)
                || rules.getOrDefault(room, List.of()).stream().anyMatch(allowed -> within(target, allowed));
    }

    private String room(String packageName) {
        return rules.keySet().stream()
                .filter(room -> within(packageName, room))
                .findFirst()
                .orElse("");
    }

    private static boolean within(String packageName, String parent) {
        return packageName.equals(parent) || packageName.startsWith(parent + ".");
    }

    private static JavaClasses classes() throws IOException {
        var folders = modules().stream()
                .map(module -> module.resolve("target/classes"))
                .filter(Files::isDirectory)
                .toList();
        return new ClassFileImporter()
                .importPaths(folders)
                .that(com.tngtech.archunit.base.DescribedPredicate.describe(
                        "of ours", type -> type.getPackageName().startsWith("io.atoll")));
    }

    /** The modules of the product. */
    private static List<Path> modules() throws IOException {
        Path top = Path.of("../..").toAbsolutePath().normalize();
        var modules = new ArrayList<Path>();
        for (String group : List.of("plugins-sdk", "platform", "bundles", "distribution")) {
            try (Stream<Path> entries = Files.list(top.resolve(group))) {
                entries.filter(entry -> Files.exists(entry.resolve("pom.xml")))
                        .filter(entry ->
                                !TEST_MODULES.contains(entry.getFileName().toString()))
                        .forEach(modules::add);
            }
        }
        return modules;
    }

    private static Map<String, List<String>> rules() {
        var rules = new LinkedHashMap<String, List<String>>();
        for (String line : RULES.lines().filter(text -> !text.isBlank()).toList()) {
            String[] words = line.split("\\s+", -1);
            var allowed = new ArrayList<String>();
            for (int i = 1; i < words.length; i++) {
                switch (words[i]) {
                    case "STAGE" -> allowed.addAll(STAGE);
                    case "AUTHOR" -> allowed.addAll(AUTHOR);
                    default -> allowed.add(words[i]);
                }
            }
            rules.put(words[0], allowed);
        }
        return rules;
    }
}
