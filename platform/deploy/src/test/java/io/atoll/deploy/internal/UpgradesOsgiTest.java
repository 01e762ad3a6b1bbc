package io.atoll.deploy.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.atoll.pipeline.BundleFiles;
import io.atoll.pipeline.BundleFiles.Import;
import io.atoll.pipeline.BundleFiles.Kept;
import io.atoll.pipeline.BundleFiles.Preview;
import io.atoll.pipeline.BundleFiles.Unfit;
import io.atoll.pipeline.BundleFiles.Why;
import io.atoll.pipeline.Deployments.State;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bundles that come, are upgraded, taken back and removed from within the platform, in a real framework. */
@Timeout(180)
class UpgradesOsgiTest {

    @TempDir
    Path home;

    private Platform platform;
    private BundleFiles bundles;

    @BeforeEach
    void start() throws Exception {
        platform = Platform.start(home);
        bundles = platform.service(BundleFiles.class);
    }

    @AfterEach
    void stop() throws Exception {
        platform.close();
    }

    private String sent(Jar jar) throws Unfit {
        return bundles.receive(new ByteArrayInputStream(jar.bytes()));
    }

    private void deployed(String version) throws Exception {
        bundles.deploy("acme.jar", sent(Jar.bundle("acme", version)));
        platform.await("acme.jar", version, State.LIVE);
    }

    private static void assertUnfit(Why why, String words, ThrowingCallable call) {
        assertThatThrownBy(call).asInstanceOf(type(Unfit.class)).satisfies(unfit -> {
            assertThat(unfit.why()).isEqualTo(why);
            assertThat(unfit.getMessage()).contains(words);
        });
    }

    @Test
    void putsVersionsIntoThePlaceOfOneAnotherAndBack() throws Exception {
        deployed("1.0.0");
        deployed("1.1.0");
        deployed("2.0.0");
        assertThat(bundles.versions("acme.jar")).extracting(Kept::version).containsExactly("2.0.0", "1.1.0", "1.0.0");

        assertThat(bundles.rollBack("acme.jar", null).version()).isEqualTo("1.1.0");
        platform.await("acme.jar", "1.1.0", State.LIVE);
        assertThat(bundles.versions("acme.jar"))
                .filteredOn(Kept::current)
                .extracting(Kept::version)
                .containsExactly("1.1.0");
        assertThat(bundles.rollBack("acme.jar", null).version()).isEqualTo("1.0.0");
        platform.await("acme.jar", "1.0.0", State.LIVE);
        assertUnfit(Why.UNKNOWN, "no version of acme from before", () -> bundles.rollBack("acme.jar", null));
        assertThat(bundles.rollBack("acme.jar", "2.0.0").version()).isEqualTo("2.0.0");
        platform.await("acme.jar", "2.0.0", State.LIVE);
        assertUnfit(Why.UNKNOWN, "version 9 of acme is not kept", () -> bundles.rollBack("acme.jar", "9"));
    }

    @Test
    void remembersVersionsThatCameByOtherMeansAlsoAfterARestart() throws Exception {
        platform.deploy("acme.jar", Jar.bundle("acme", "1.0.0"));
        platform.await("acme.jar", "1.0.0", State.LIVE);
        platform.deploy("acme.jar", Jar.starting("acme", "1.1.0", "throw new Exception(\"no\");"));
        platform.await("acme.jar", "1.1.0", State.FAILED);
        platform.close();
        start();
        platform.await("acme.jar", "1.1.0", State.FAILED);

        bundles.rollBack("acme.jar", null);

        platform.await("acme.jar", "1.0.0", State.LIVE);
    }

    @Test
    void keepsABoundedNumberOfVersions() throws Exception {
        for (int i = 0; i < 7; i++) {
            deployed("1." + i + ".0");
        }

        assertThat(bundles.versions("acme.jar"))
                .extracting(Kept::version)
                .containsExactly("1.6.0", "1.5.0", "1.4.0", "1.3.0", "1.2.0");
    }

    @Test
    void saysWhatAJarWouldBring() throws Exception {
        deployed("1.0.0");

        Preview preview = bundles.preview(
                sent(
                        Jar.bundle("acme", "2.0.0")
                                .header(
                                        "Import-Package",
                                        "org.osgi.framework;version=\"[1.8,2)\",no.such;version=\"[1,2)\"")
                                .header(
                                        "Provide-Capability",
                                        "osgi.service;objectClass:List<String>=\"a,b\",io.atoll.integration;pid=\"x\";title=\"A, B; C\";type=acme")
                                .header("Service-Component", "OSGI-INF/a.xml")
                                .entry(
                                        "OSGI-INF/a.xml",
                                        "<scr:component><property name=\"atoll.resync.kinds\" type=\"String\">repository\nfile</property>"
                                                + "<service><provide interface=\"io.atoll.spi.ResyncProvider\"/></service></scr:component>")));

        assertThat(preview.problem()).isEmpty();
        assertThat(preview.bundle() + " " + preview.version()).isEqualTo("acme 2.0.0");
        assertThat(preview.integration()).isEqualTo("acme");
        assertThat(preview.kinds()).containsExactly("file", "repository");
        assertThat(preview.offers()).containsExactly("io.atoll.spi.ResyncProvider");
        assertThat(preview.imports())
                .containsExactly(
                        new Import("no.such", "[1,2)", false), new Import("org.osgi.framework", "[1.8,2)", true));
        assertThat(preview.replaces()).contains("acme.jar");
        assertThat(preview.replaced()).contains("1.0.0");
        assertThat(platform.await("acme.jar", State.LIVE).version()).isEqualTo("1.0.0");
    }

    @Test
    void givesTheContentThatWaitsToBeReadAndNoOther() throws Exception {
        byte[] content = Jar.bundle("acme", "1.0.0").bytes();
        String upload = bundles.receive(new ByteArrayInputStream(content));

        assertThat(bundles.file(upload)).hasBinaryContent(content);
        bundles.discard(upload);
        assertUnfit(Why.UNKNOWN, "send it again", () -> bundles.file(upload));
        assertUnfit(Why.UNKNOWN, "send it again", () -> bundles.file("../" + upload));
    }

    @Test
    void saysWhichBundlesWouldBeDeployedAnew() throws Exception {
        platform.deploy(
                "maker.jar",
                Jar.bundle("maker", "1.0.0")
                        .header("Export-Package", "made;version=\"1.0\"")
                        .entry("made/x", "x"));
        platform.await("maker.jar", State.LIVE);
        platform.deploy("user.jar", Jar.bundle("user", "1.0.0").header("Import-Package", "made"));
        platform.await("user.jar", State.LIVE);

        assertThat(bundles.preview(sent(Jar.bundle("maker", "1.1.0"))).refreshed())
                .containsExactly("user 1.0.0");
    }

    @Test
    void refusesWhatIsNoBundleOfItsOwn() throws Exception {
        deployed("1.0.0");
        byte[] before = Files.readAllBytes(platform.file("acme.jar"));
        String text =
                bundles.receive(new ByteArrayInputStream("no jar".getBytes(java.nio.charset.StandardCharsets.UTF_8)));

        assertUnfit(Why.INVALID, "not a whole zip file", () -> bundles.deploy("acme.jar", text));
        assertThat(bundles.preview(text).problem()).contains("not a whole zip file");
        assertUnfit(
                Why.CONFLICT,
                "acme.jar holds acme, and this is other",
                () -> bundles.deploy("acme.jar", sent(Jar.bundle("other", "9.0.0"))));
        assertUnfit(
                Why.CONFLICT,
                "acme is in acme.jar already",
                () -> bundles.deploy("z.jar", sent(Jar.bundle("acme", "9.0.0"))));
        assertUnfit(
                Why.INVALID,
                "is a bundle of the platform",
                () -> bundles.deploy("x.jar", sent(Jar.bundle("org.apache.felix.scr", "9.0.0"))));
        assertThat(Files.readAllBytes(platform.file("acme.jar"))).isEqualTo(before);
        assertThat(platform.deployFolder().toFile().list()).containsExactly("acme.jar");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../x.jar",
                "a/b.jar",
                "a\\b.jar",
                ".x.jar",
                "x.jar\u0000",
                "x.zip",
                "",
                ".jar",
                "~x.jar",
                "x\n.jar"
            })
    void refusesNamesThatAreNone(String name) throws Exception {
        String upload = sent(Jar.bundle("acme", "1.0.0"));

        assertUnfit(Why.INVALID, "is named by letters", () -> bundles.deploy(name, upload));
        assertUnfit(Why.INVALID, "is named by letters", () -> bundles.remove(name));
        assertUnfit(Why.INVALID, "is named by letters", () -> bundles.rollBack(name, null));
        assertUnfit(Why.INVALID, "is named by letters", () -> bundles.versions(name));
        assertUnfit(Why.UNKNOWN, "send it again", () -> bundles.deploy("x.jar", "../" + upload));
    }

    @Test
    void refusesContentWithoutEnd() throws Exception {
        platform.configure("file.max.mebibytes", 1);
        platform.until("the limit holds", () -> {
            try {
                bundles = platform.service(BundleFiles.class);
                bundles.discard(bundles.receive(new ByteArrayInputStream(new byte[2 << 20])));
                return false;
            } catch (Unfit expected) {
                return expected.getMessage().contains("larger than 1 MiB");
            } catch (IllegalStateException restarting) {
                return false;
            }
        });
        assertThat(home.resolve("data/deploy/uploads").toFile().list()).isEmpty();
    }

    @Test
    void forgetsWhatWaitsForTheLongestTime() throws Exception {
        String first = sent(Jar.bundle("acme", "1.0.0"));
        for (int i = 0; i < 4; i++) {
            sent(Jar.bundle("acme", "1.0.0"));
        }

        assertUnfit(Why.UNKNOWN, "send it again", () -> bundles.preview(first));
        assertThat(home.resolve("data/deploy/uploads").toFile().list()).hasSize(4);
    }

    @Test
    void removesAFileAndKeepsItsVersions() throws Exception {
        deployed("1.0.0");

        bundles.remove("acme.jar");

        platform.awaitGone("acme");
        assertUnfit(Why.UNKNOWN, "there is no acme.jar", () -> bundles.remove("acme.jar"));
        assertThat(home.resolve("data/deploy/versions/acme").toFile().list()).hasSize(1);
    }
}
