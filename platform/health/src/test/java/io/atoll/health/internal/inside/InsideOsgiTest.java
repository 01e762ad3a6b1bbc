package io.atoll.health.internal.inside;

import static org.assertj.core.api.Assertions.assertThat;

import io.atoll.health.internal.FakePlatform;
import io.atoll.operation.Caller;
import io.atoll.operation.Operation;
import io.atoll.operation.OperationGroup;
import io.atoll.operation.Role;
import io.atoll.pipeline.Integrations;
import io.atoll.test.container.Container;
import io.atoll.test.container.Container.Setting;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;

/** What the platform tells about its inside, in a real framework. */
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InsideOsgiTest {

    private static final Caller ADMIN = new Caller("ada", Role.ADMIN, Caller.Means.SHELL);

    private Container container;

    @BeforeAll
    void startContainer(@TempDir Path folder) throws Exception {
        container = Container.start(
                folder,
                new Setting(
                        List.of(
                                "org.apache.felix.http.servlet-api",
                                "org.apache.commons.commons-fileupload",
                                "org.apache.commons.commons-io",
                                "org.apache.felix.http.jetty12"),
                        List.of(
                                "org.osgi.service.cm;version=1.6.1",
                                "org.ops4j.pax.logging.spi;version=2.3.2",
                                "org.apache.felix.hc.api;version=2.0.0",
                                "org.slf4j.spi;version=2.0.6",
                                "org.slf4j.event;version=2.0.6",
                                "org.slf4j.helpers;version=2.0.6"),
                        Map.of("org.osgi.service.http.port", "-1", "atoll.data", folder.toString())));
        container.context().registerService(Integrations.class, new FakePlatform(), null);
    }

    @AfterAll
    void stopContainer() {
        container.close();
    }

    /** What an operation answers whose input says nothing. */
    private String ask(String name) {
        return Container.await(() -> {
            BundleContext context = container.context();
            for (var reference : context.getServiceReferences(OperationGroup.class, null)) {
                for (Operation<?, ?> operation : context.getService(reference).operations()) {
                    if (operation.name().equals(name)) {
                        return Optional.of(answer(operation));
                    }
                }
            }
            return Optional.empty();
        });
    }

    private static <I extends Record> String answer(Operation<I, ?> operation) throws Exception {
        Constructor<?> constructor = operation.input().getDeclaredConstructors()[0];
        constructor.setAccessible(true);
        Object input = constructor.newInstance(new Object[constructor.getParameterCount()]);
        return String.valueOf(operation.perform(ADMIN, operation.input().cast(input)));
    }

    private static byte[] lonely() throws IOException {
        var manifest = new Manifest();
        var main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue("Bundle-ManifestVersion", "2");
        main.putValue("Bundle-SymbolicName", "com.example.lonely");
        main.putValue("Import-Package", "com.example.nowhere,com.example.spared;resolution:=optional");
        var bytes = new ByteArrayOutputStream();
        new JarOutputStream(bytes, manifest).close();
        return bytes.toByteArray();
    }

    @Test
    void saysWhyABundleIsNotResolved() throws Exception {
        container.context().installBundle("lonely", new ByteArrayInputStream(lonely()));

        assertThat(ask("bundles"))
                .contains("name=com.example.lonely, version=0.0.0, state=INSTALLED")
                .contains("nobody provides package (osgi.wiring.package=com.example.nowhere)")
                .doesNotContain("com.example.spared")
                .contains("name=org.apache.felix.scr");
    }

    @Test
    void saysWhyAComponentDoesNotLive() {
        assertThat(ask("components"))
                .contains("component=io.atoll.health.internal.LogShipping")
                .contains("there is no service org.osgi.service.log.LogReaderService");
    }

    @Test
    void namesThreadsAndWhoTheyWorkFor() throws Exception {
        Thread working = Thread.ofPlatform()
                .name("atoll-check-git~demo")
                .daemon()
                .start(() -> {
                    while (!Thread.interrupted()) {
                        LockSupport.park();
                    }
                });
        try {
            assertThat(ask("threads")).contains("main");
            assertThat(ask("memory")).contains("integration=git~demo, threads=1");
        } finally {
            working.interrupt();
            working.join();
        }
    }

    @Test
    void aThreadWorksForTheInstanceInItsNameOrForThatOfItsRun() {
        var runs = Map.of("2026-1", "git~demo");
        var instances = List.of("git~demo", "git~demo-2");

        assertThat(Threads.integration("atoll-check-git~demo", runs, instances)).contains("git~demo");
        assertThat(Threads.integration("atoll-check-git~demo-2", runs, instances))
                .contains("git~demo-2");
        assertThat(Threads.integration("atoll-run-2026-1-repo-0-3", runs, instances))
                .contains("git~demo");
        assertThat(Threads.integration("atoll-run-2027-repo-0", runs, instances))
                .isEmpty();
        assertThat(Threads.integration("main", runs, instances)).isEmpty();
    }

    @Test
    void showsWhatAllThreadsDo() {
        assertThat(ask("threads dump")).contains("InsideOsgiTest");
    }
}
