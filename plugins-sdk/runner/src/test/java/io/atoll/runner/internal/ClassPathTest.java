package io.atoll.runner.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a Maven that is a script of ours: it notes how it was called. */
class ClassPathTest {

    @TempDir
    Path build;

    private Path module;

    @BeforeEach
    void write() throws Exception {
        module = Files.createDirectories(build.resolve("bundles/acme"));
        Files.createDirectories(build.resolve("work"));
        Files.writeString(module.resolve("pom.xml"), "<project/>");
        past(module.resolve("pom.xml"));
    }

    @Test
    void asksMavenOnceUntilThePomChanges() throws Exception {
        maven(module, "echo asked >> calls; echo " + build + " > " + build + "/work/classpath");

        assertThat(classPath().entries()).containsExactly(build);
        assertThat(classPath().entries()).containsExactly(build);
        assertThat(calls()).hasSize(1);

        Files.setLastModifiedTime(
                build.resolve("work/classpath"), FileTime.from(Instant.now().minusSeconds(120)));
        assertThat(classPath().entries()).containsExactly(build);
        assertThat(calls()).hasSize(2);
    }

    @Test
    void resolvesAModuleInItsBuildWithoutCompilingItFirst() throws Exception {
        Files.writeString(build.resolve("pom.xml"), "<modules><module>bundles/acme</module></modules>");
        past(build.resolve("pom.xml"));
        maven(build, "echo \"$*\" >> calls; echo " + build + " > " + build + "/work/classpath");

        classPath().entries();

        assertThat(calls())
                .singleElement()
                .asString()
                .contains("-f " + build + " -pl bundles/acme -am compile", "-o", "-Dmaven.main.skip=true");
    }

    @Test
    void triesWithoutTheNetworkFirstAndTellsWhatMavenSaidLast() throws Exception {
        maven(module, "echo \"$*\" >> calls; echo '[ERROR] Could not resolve x:y:1'; exit 1");

        assertThatThrownBy(() -> classPath().entries())
                .isInstanceOfSatisfying(
                        Unbuildable.class,
                        e -> assertThat(e.problems())
                                .containsExactly(new Problem("Maven", "Could not resolve x:y:1 (status 1)")));

        assertThat(calls()).hasSize(3);
        assertThat(calls().getFirst()).contains(" -o");
        assertThat(calls().getLast()).doesNotContain(" -o");
    }

    @Test
    void tellsErrorsOfOtherModulesAtTheirPlaces() throws Exception {
        maven(module, "echo '[ERROR] /x/src/A.java:[3,7] cannot find symbol'; exit 1");

        assertThatThrownBy(() -> classPath().entries())
                .isInstanceOfSatisfying(
                        Unbuildable.class,
                        e -> assertThat(e.problems())
                                .containsExactly(new Problem("/x/src/A.java:3:7", "cannot find symbol")));
    }

    @Test
    void saysThatThereIsNoPom() throws Exception {
        Files.delete(module.resolve("pom.xml"));

        assertThatThrownBy(() -> classPath().entries())
                .isInstanceOf(Unbuildable.class)
                .hasMessageContaining("pom.xml", "--classpath");
    }

    private ClassPath classPath() {
        return new ClassPath(new Project(module), Optional.empty(), build.resolve("work"));
    }

    private List<String> calls() throws Exception {
        return Files.readAllLines(build.resolve("calls"));
    }

    /** Lays a wrapper into a folder, which runs in the folder of the build. */
    private void maven(Path folder, String script) throws Exception {
        Path wrapper = Files.writeString(folder.resolve("mvnw"), "#!/bin/sh\ncd " + build + "\n" + script + "\n");
        Files.setPosixFilePermissions(wrapper, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static void past(Path file) throws Exception {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));
    }
}
