package io.atoll.console.gogo.internal.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.atoll.access.LoginLinks;
import io.atoll.admin.internal.audit.AuditLog;
import io.atoll.admin.internal.operation.Dispatcher;
import io.atoll.admin.internal.runs.ProgressOperations;
import io.atoll.admin.internal.runs.RunOperations;
import io.atoll.admin.internal.runs.StartOperations;
import io.atoll.console.gogo.internal.Await;
import io.atoll.console.gogo.internal.FakePlatform;
import io.atoll.operation.OperationGroup;
import io.atoll.operation.Operations;
import java.io.File;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.felix.framework.FrameworkFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.launch.Framework;

/** The bundle in a real container, with what it shares with other bundles coming from the class path of this test. */
@Timeout(120)
class ConsoleBundleTest {

    private static final String SHARED = String.join(
            ",",
            "io.atoll.spi;version=1.0.0",
            "io.atoll.model;version=1.0.0",
            "io.atoll.operation;version=1.0.0",
            "io.atoll.access;version=1.1.0",
            "com.fasterxml.jackson.core;version=2.22.4",
            "com.fasterxml.jackson.core.util;version=2.22.4",
            "com.fasterxml.jackson.databind;version=2.22.4",
            "com.fasterxml.jackson.databind.json;version=2.22.4",
            "com.fasterxml.jackson.databind.node;version=2.22.4",
            "com.fasterxml.jackson.dataformat.yaml;version=2.22.4",
            "org.jspecify.annotations;version=1.0.0",
            "org.slf4j;version=2.0.6");

    @TempDir
    Path folder;

    private Framework framework;
    private Bundle console;

    @BeforeEach
    void start() throws Exception {
        Map<String, String> properties = new HashMap<>();
        properties.put(Constants.FRAMEWORK_STORAGE, folder.resolve("cache").toString());
        properties.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, SHARED);
        properties.put("atoll.data", folder.resolve("data").toString());
        framework = new FrameworkFactory().newFramework(properties);
        framework.start();
        install("org.osgi.util.function-");
        install("org.osgi.util.promise-");
        install("org.osgi.service.component-");
        install("org.apache.felix.scr-");
        install("org.apache.felix.gogo.runtime-");
        install("org.apache.felix.gogo.command-");
        console = framework
                .getBundleContext()
                .installBundle("reference:" + Path.of("target/classes").toUri());
        for (Bundle bundle : framework.getBundleContext().getBundles()) {
            bundle.start();
        }
    }

    @AfterEach
    void stop() throws Exception {
        framework.stop();
        framework.waitForStop(TimeUnit.SECONDS.toMillis(60));
    }

    @Test
    void offersGogosCommandsAndThoseOfThePlatformWhoseServicesAreThere() throws Exception {
        try (Client client = client()) {
            assertThat(client.run("lb -s").out()).contains("io.atoll.console.gogo");
            assertThat(client.run("atoll:runs").err()).isEqualTo("Command not found: atoll:runs\n");

            ServiceRegistration<OperationGroup> group = offerOperations();

            assertThat(client.run("atoll:runs").out()).contains("20261121-1");
            assertThat(client.run("atoll:runs -o json").out()).contains("\"run\" : \"20261121-1\"");
            assertThat(client.run("atoll:run 7").exit()).isEqualTo(2);
            assertThat(client.run("atoll:rusn"))
                    .isEqualTo(new Client.Answer("", "Command not found: atoll:rusn; did you mean run or runs?\n", 2));

            group.unregister();

            assertThat(client.run("atoll:runs").exit()).isEqualTo(2);
        }
    }

    @Test
    void helpTellsHowToUseACommand() throws Exception {
        offerOperations();

        try (Client client = client()) {
            assertThat(client.run("help").out())
                    .contains("atoll:resync", "atoll:runs", "atoll:watch", "atoll:login", "felix:lb");
            assertThat(client.run("help login").out()).contains("usage: atoll:login");
            assertThat(client.run("help atoll:resync").out())
                    .contains("Begins a run that reads and writes everything")
                    .contains("-w, --wait")
                    .contains("--allow-deletes")
                    .contains("type~instance, or the type if it has one instance");
            assertThat(client.run("help lb").out()).contains("list all installed bundles");
        }
    }

    @Test
    void loginPrintsALinkThatLetsAPersonInOnce() throws Exception {
        LoginLinks links = validity -> URI.create("http://127.0.0.1:8710/login?ticket=" + validity.toMinutes());
        framework.getBundleContext().registerService(LoginLinks.class, links, null);

        try (Client client = client()) {
            assertThat(client.run("atoll:login"))
                    .isEqualTo(new Client.Answer("http://127.0.0.1:8710/login?ticket=10\n", "", 0));
            assertThat(client.run("atoll:login me").exit()).isEqualTo(2);
            assertThat(client.run("atoll:login --help").out()).contains("signs you in", "usage: atoll:login");
        }
    }

    @Test
    void stoppingTheBundleEndsTheChannelAndStartingItOpensItAgain() throws Exception {
        try (Client client = client()) {
            client.run("lb");

            console.stop();

            assertThat(client.isClosedByServer()).isTrue();
            assertThat(socket()).doesNotExist();
        }

        console.start();

        try (Client client = client()) {
            assertThat(client.run("lb").exit()).isZero();
        }
    }

    @Test
    void commandsTakeBundlesByIdAndByName() throws Exception {
        try (Client client = client()) {
            assertThat(client.run("headers " + console.getBundleId()).out())
                    .contains("Bundle-SymbolicName = io.atoll.console.gogo");
            assertThat(client.run("headers io.atoll.console.gogo").out())
                    .contains("Bundle-SymbolicName = io.atoll.console.gogo");
            assertThat(client.run("headers no.such.bundle").exit()).isEqualTo(1);
        }
    }

    @Test
    void aCommandMayStopTheBundleThatServesIt() throws Exception {
        try (Client client = client()) {
            client.send("stop " + console.getBundleId());

            Await.until(() -> console.getState() == Bundle.RESOLVED);
            assertThat(socket()).doesNotExist();
        }
        console.start();
        client().close();
    }

    @Test
    void aCommandMayStopTheFramework() throws Exception {
        try (Client client = client()) {
            client.send("stop 0");

            assertThat(framework.waitForStop(TimeUnit.SECONDS.toMillis(60)).getType())
                    .isNotEqualTo(org.osgi.framework.FrameworkEvent.WAIT_TIMEDOUT);
            assertThat(socket()).doesNotExist();
        }
    }

    /** Offers the operations about runs, as the bundle that has them does. */
    private ServiceRegistration<OperationGroup> offerOperations() {
        FakePlatform platform = FakePlatform.withOneRun();
        OperationGroup runs = new RunOperations(platform, platform);
        OperationGroup starts = new StartOperations(platform, platform);
        OperationGroup progress = new ProgressOperations(platform);
        AuditLog audit = new AuditLog(folder.resolve("data"), 1 << 20, InstantSource.system());
        BundleContext context = framework.getBundleContext();
        context.registerService(Operations.class, new Dispatcher(audit, List.of(runs, starts, progress)), null);
        context.registerService(OperationGroup.class, starts, null);
        context.registerService(OperationGroup.class, progress, null);
        return context.registerService(OperationGroup.class, runs, null);
    }

    private void install(String name) throws BundleException {
        String jar = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> Path.of(entry).getFileName().toString().startsWith(name))
                .findFirst()
                .orElseThrow();
        framework.getBundleContext().installBundle("reference:" + Path.of(jar).toUri());
    }

    private Path socket() {
        return folder.resolve("data/run/shell.sock");
    }

    private Client client() throws Exception {
        Await.until(() -> Files.exists(socket()));
        return new Client(socket());
    }
}
