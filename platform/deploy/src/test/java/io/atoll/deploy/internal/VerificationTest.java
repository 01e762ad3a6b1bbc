package io.atoll.deploy.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.atoll.deploy.internal.Verdict.Refused;
import io.atoll.deploy.internal.Verdict.Sound;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.Version;

/** What is refused before the framework sees it. */
class VerificationTest {

    private static final Limits LIMITS = new Limits(Limits.mebibytes(8), 50, Limits.mebibytes(64), 100);
    private static final int JAVA = 21;

    @TempDir
    Path folder;

    @Test
    void acceptsASoundBundle() throws Exception {
        Verdict verdict = verify(sound().source("com.acme.A", "package com.acme; class A {}"));

        assertThat(verdict).isEqualTo(new Sound(new BundleName("com.acme.a", new Version("1.2.3"))));
    }

    @Test
    void acceptsABundleWithoutAVersion() throws Exception {
        assertThat(verify(sound().without("Bundle-Version")))
                .isEqualTo(new Sound(new BundleName("com.acme.a", Version.emptyVersion)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../etc/passwd",
                "a/../../b",
                "..",
                "/etc/passwd",
                "C:/boot.ini",
                "c:evil",
                "..\\evil",
                "a\\b",
                "a\0b"
            })
    void refusesAnEntryThatPointsOutside(String name) throws Exception {
        assertThat(refusal(sound().entry(name, "x")).reason()).contains("points outside the jar");
    }

    @Test
    void refusesAnEntryThatIsThereTwice() throws Exception {
        byte[] jar = sound().entry("com/acme/one.txt", "1")
                .entry("com/acme/two.txt", "2")
                .bytes();
        replace(jar, "com/acme/two.txt", "com/acme/one.txt");

        assertThat(refusal(jar).reason()).contains("\"com/acme/one.txt\" is there twice");
    }

    @Test
    void refusesHalfACopyWhereverItEnds() throws Exception {
        byte[] jar = sound().entry("com/acme/text.txt", "text ".repeat(1000)).bytes();

        for (int length = 0; length < jar.length; length += 7) {
            Refused refused = refusal(Arrays.copyOf(jar, length));
            assertThat(refused.unfinished()).as("the first %s bytes", length).isTrue();
            assertThat(refused.reason()).contains("copy it again");
        }
    }

    @Test
    void refusesACopyWhoseEndIsThereButNotItsMiddle() throws Exception {
        byte[] content = new byte[4096];
        new java.util.Random(1).nextBytes(content);
        byte[] jar = sound().entry("com/acme/data.bin", content).bytes();
        Arrays.fill(jar, jar.length / 2, jar.length / 2 + 64, (byte) 0);

        Refused refused = refusal(jar);

        assertThat(refused.reason()).contains("\"com/acme/data.bin\" is damaged");
        assertThat(refused.unfinished()).isTrue();
    }

    @Test
    void refusesWhatIsNoZip() throws Exception {
        assertThat(refusal("hello".getBytes(StandardCharsets.UTF_8)).reason()).contains("not a whole zip file");
    }

    @Test
    void refusesAPlainJar() throws Exception {
        assertThat(refusal(sound().without("Bundle-SymbolicName")).reason()).contains("it is a plain jar");
    }

    @Test
    void refusesAJarWithoutManifest() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (var zip = new java.util.zip.ZipOutputStream(bytes)) {
            zip.putNextEntry(new java.util.zip.ZipEntry("a.txt"));
        }

        assertThat(refusal(bytes.toByteArray()).reason()).contains("has no META-INF/MANIFEST.MF");
    }

    @Test
    void refusesAnOldManifestAndFaultyNames() throws Exception {
        assertThat(refusal(sound().without("Bundle-ManifestVersion")).reason()).contains("Bundle-ManifestVersion: 2");
        assertThat(refusal(sound().header("Bundle-SymbolicName", "com acme")).reason())
                .contains("\"com acme\" is not one");
        assertThat(refusal(sound().header("Bundle-Version", "one")).reason()).contains("\"one\" is not one");
    }

    @Test
    void refusesWhatReachesIntoOtherBundles() throws Exception {
        assertThat(refusal(sound().header("Fragment-Host", "io.atoll.engine;bundle-version=1.0"))
                        .reason())
                .contains("a fragment of io.atoll.engine");
        assertThat(refusal(sound().header("Require-Bundle", "io.atoll.engine")).reason())
                .contains("requires the bundle io.atoll.engine by name");
    }

    @Test
    void refusesTheNameOfAPlatformBundle() throws Exception {
        Refused refused = refusal(Jar.bundle("io.atoll.engine", "9.0.0").bytes());

        assertThat(refused.reason()).contains("io.atoll.engine is a bundle of the platform");
        assertThat(refused.name()).isEqualTo(new BundleName("io.atoll.engine", new Version("9.0.0")));
    }

    @Test
    void refusesClassesForANewerJava() throws Exception {
        byte[] newer = {(byte) 0xCA, (byte) 0xFE, (byte) 0xBA, (byte) 0xBE, 0, 0, 0, 44 + JAVA + 1};

        assertThat(refusal(sound().entry("com/acme/A.class", newer)).reason())
                .contains("com/acme/A.class needs Java 22, and this is Java 21");
    }

    @Test
    void allowsNewerClassesThatOnlyNewerJavaLoads() throws Exception {
        byte[] newer = {(byte) 0xCA, (byte) 0xFE, (byte) 0xBA, (byte) 0xBE, 0, 0, 0, 44 + JAVA + 1};

        assertThat(verify(sound().entry("META-INF/versions/22/com/acme/A.class", newer)))
                .isInstanceOf(Sound.class);
    }

    @Test
    void refusesNewerClassesOfAJarOnTheClassPathOnly() throws Exception {
        byte[] newer = {(byte) 0xCA, (byte) 0xFE, (byte) 0xBA, (byte) 0xBE, 0, 0, 0, 44 + JAVA + 1};
        byte[] library =
                Jar.bundle("library", "1.0.0").entry("com/acme/L.class", newer).bytes();

        assertThat(verify(sound().entry("lib/l.jar", library))).isInstanceOf(Sound.class);
        assertThat(refusal(sound().header("Bundle-ClassPath", ".,lib/l.jar").entry("lib/l.jar", library))
                        .reason())
                .contains("lib/l.jar!/com/acme/L.class needs Java 22");
    }

    @Test
    void refusesAFileThatIsTooLarge() throws Exception {
        assertThat(refusal(new byte[(int) LIMITS.fileSize() + 1]).reason()).contains("larger than 8 MiB");
    }

    @Test
    void refusesTooManyEntries() throws Exception {
        Jar jar = sound();
        for (int i = 0; i < LIMITS.entries(); i++) {
            jar.entry("e" + i, "");
        }

        assertThat(refusal(jar).reason()).contains("more than 50 entries");
    }

    @Test
    void countsTheEntriesOfNestedJars() throws Exception {
        Jar nested = Jar.bundle("nested", "1.0.0");
        for (int i = 0; i < LIMITS.entries() - 5; i++) {
            nested.entry("e" + i, "");
        }
        byte[] bytes = nested.bytes();

        assertThat(verify(sound().entry("lib/a.jar", bytes))).isInstanceOf(Sound.class);
        assertThat(refusal(sound().entry("lib/a.jar", bytes).entry("lib/b.jar", bytes))
                        .reason())
                .contains("more than 50 entries");
    }

    @Test
    void refusesAZipBomb() throws Exception {
        byte[] zeros = new byte[(int) Limits.FREE_OF_RATIO + 1];

        assertThat(refusal(sound().entry("zeros", zeros)).reason()).contains("zip bomb");
        assertThat(refusal(sound().entry(
                                        "lib/a.jar",
                                        Jar.bundle("nested", "1.0.0")
                                                .entry("zeros", zeros)
                                                .bytes()))
                        .reason())
                .contains("zip bomb");
    }

    @Test
    void refusesMoreContentThanAllowedHoweverBadlyPacked() throws Exception {
        Limits strict = new Limits(Limits.mebibytes(8), 50, Limits.mebibytes(1), 1_000_000);
        Verdict verdict = verify(sound().entry("zeros", new byte[2 << 20]).bytes(), strict);

        assertThat(((Refused) verdict).reason()).contains("unpacks to more than 1 MiB");
    }

    @Test
    void refusesTrapsInNestedJars() throws Exception {
        byte[] trap = Jar.bundle("nested", "1.0.0").entry("../evil", "x").bytes();

        assertThat(refusal(sound().entry("lib/a.jar", trap)).reason()).contains("\"lib/a.jar!/../evil\"");
        assertThat(refusal(sound().entry("lib/a.jar", "no zip")).reason())
                .contains("\"lib/a.jar\" is not a readable jar");
    }

    @Test
    void refusesJarsNestedTooDeep() throws Exception {
        byte[] jar = sound().bytes();
        for (int depth = 0; depth < 5; depth++) {
            jar = sound().entry("n.jar", jar).bytes();
        }

        assertThat(refusal(jar).reason()).contains("is a jar in a jar, 5 deep");
    }

    @Test
    void leavesNoFilesBehind() throws Exception {
        verify(sound().entry("lib/a.jar", sound().bytes()));
        verify(sound().entry("lib/a.jar", "no zip"));

        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(folder.resolve("jar"));
        }
    }

    private static Jar sound() {
        return Jar.bundle("com.acme.a", "1.2.3");
    }

    private Refused refusal(Jar jar) throws IOException {
        return refusal(jar.bytes());
    }

    private Refused refusal(byte[] jar) throws IOException {
        Verdict verdict = verify(jar, LIMITS);
        assertThat(verdict).isInstanceOf(Refused.class);
        return (Refused) verdict;
    }

    private Verdict verify(Jar jar) throws IOException {
        return verify(jar.bytes(), LIMITS);
    }

    private Verdict verify(byte[] jar, Limits limits) throws IOException {
        AtomicInteger scratch = new AtomicInteger();
        Path file = Files.write(folder.resolve("jar"), jar);
        return new Verification(
                        limits,
                        JAVA,
                        "io.atoll.engine"::equals,
                        () -> folder.resolve("scratch" + scratch.incrementAndGet()))
                .verify(file);
    }

    /** Overwrites each occurrence of a text by another one of the same length. */
    private static void replace(byte[] content, String text, String by) {
        byte[] from = text.getBytes(StandardCharsets.UTF_8);
        byte[] to = by.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i + from.length <= content.length; i++) {
            if (Arrays.equals(content, i, i + from.length, from, 0, from.length)) {
                System.arraycopy(to, 0, content, i, to.length);
            }
        }
    }
}
