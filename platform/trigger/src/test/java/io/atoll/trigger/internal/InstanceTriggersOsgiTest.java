package io.atoll.trigger.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.atoll.pipeline.Catalog;
import io.atoll.pipeline.Deployments;
import io.atoll.pipeline.Fetcher;
import io.atoll.pipeline.Integrations;
import io.atoll.pipeline.Ledger;
import io.atoll.pipeline.Mapper;
import io.atoll.pipeline.SyncEngine;
import io.atoll.pipeline.Triggers;
import java.io.File;
import java.lang.reflect.Proxy;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.felix.framework.FrameworkFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.launch.Framework;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** The bundle in a real framework, and its route on a real port. */
@Timeout(180)
class InstanceTriggersOsgiTest {

    private static final String SHARED =
            "io.atoll.spi;version=1.0.0,io.atoll.model;version=1.0.0,io.atoll.pipeline;version=1.1.0,"
                    + "org.jspecify.annotations;version=1.0.1,com.fasterxml.jackson.core;version=2.22.4,"
                    + "com.fasterxml.jackson.databind;version=2.22.4,"
                    + "com.fasterxml.jackson.databind.json;version=2.22.4,"
                    + "com.fasterxml.jackson.databind.node;version=2.22.4,"
                    + "com.fasterxml.jackson.databind.cfg;version=2.22.4,"
                    + "org.slf4j;version=2.0.6,org.slf4j.event;version=2.0.6,org.slf4j.helpers;version=2.0.6,"
                    + "org.slf4j.spi;version=2.0.6,org.osgi.service.log;version=1.4.0,org.osgi.service.cm;version=1.6.0";
    private static final List<String> BUNDLES = List.of(
            "org.osgi.util.function",
            "org.osgi.util.promise",
            "org.osgi.service.component",
            "org.apache.felix.configadmin",
            "org.apache.felix.scr",
            "commons-io",
            "commons-fileupload",
            "org.apache.felix.http.servlet-api",
            "org.apache.felix.http.wrappers",
            "org.apache.felix.http.jetty12");

    @TempDir
    Path folder;

    private final FakePlatform platform = new FakePlatform();
    private final HttpClient http = HttpClient.newHttpClient();
    private Framework framework;
    private Bundle bundle;
    private URI address;

    @BeforeEach
    void start() throws Exception {
        int port;
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        address = URI.create("http://127.0.0.1:" + port);
        framework = new FrameworkFactory()
                .newFramework(Map.of(
                        Constants.FRAMEWORK_STORAGE,
                        folder.resolve("cache").toString(),
                        Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
                        SHARED,
                        "org.osgi.service.http.port",
                        String.valueOf(port),
                        "org.apache.felix.http.host",
                        "127.0.0.1",
                        "atoll.data",
                        folder.resolve("data").toString()));
        framework.start();
        var bundles = new ArrayList<Bundle>();
        for (String artifact : BUNDLES) {
            bundles.add(install(onClassPath(artifact)));
        }
        for (Bundle each : bundles) {
            each.start();
        }
        var context = framework.getBundleContext();
        context.registerService(
                new String[] {
                    Integrations.class.getName(),
                    Fetcher.class.getName(),
                    SyncEngine.class.getName(),
                    Catalog.class.getName()
                },
                platform,
                null);
        context.registerService(Ledger.class, unused(Ledger.class), null);
        context.registerService(Mapper.class, unused(Mapper.class), null);
        context.registerService(Deployments.class, unused(Deployments.class), null);
        bundle = install(Path.of("target/classes"));
        bundle.start();
        platform.arrive();
        platform.wanted = false;
    }

    @AfterEach
    void stop() throws Exception {
        framework.stop();
        framework.waitForStop(30_000);
    }

    @Test
    void answersAtOnceWithTheRun() throws Exception {
        configure(Map.of("type", "WEBHOOK", "appHost", "https://atoll.example.com/", ".token", "t0ken"));

        var reply = posted("", 202);

        assertThat(reply.body()).isEqualTo("{\"run\":\"run-001\"}");
        assertThat(platform.newest().trigger()).isEqualTo("asked for by POST");
        assertThat(service().changelog())
                .isEqualTo(new Triggers.Changelog.Webhook("https://atoll.example.com/integration/git/one/resync"));
    }

    @Test
    void waitsForTheEndOnRequest() throws Exception {
        configure(Map.of("type", "WEBHOOK", "appHost", "https://atoll.example.com", ".token", "t0ken"));
        posted("", 202);

        assertThat(post("?wait=1", "Bearer t0ken").body())
                .isEqualTo("{\"run\":\"run-002\",\"status\":\"running\",\"reason\":\"\"}");
        assertThat(post("?wait=long", "Bearer t0ken").statusCode()).isEqualTo(400);
    }

    @Test
    void letsNobodyInWithoutTheToken() throws Exception {
        configure(Map.of("type", "WEBHOOK", "appHost", "https://atoll.example.com", ".token", "t0ken"));
        posted("", 202);

        assertThat(post("", "Bearer other").statusCode()).isEqualTo(401);
        assertThat(post("", "").statusCode()).isEqualTo(401);
        assertThat(platform.started).hasSize(1);
    }

    @Test
    void hasNoRouteForOtherListenersAndTakesItAwayWithTheInstance() throws Exception {
        var configuration =
                configure(Map.of("type", "WEBHOOK", "appHost", "https://atoll.example.com", ".token", "t0ken"));
        posted("", 202);

        configuration.delete();
        await(() -> post("", "Bearer t0ken"), reply -> reply.statusCode() == 404);

        configure(Map.of("type", "ACTIONS_ONLY"));
        Triggers triggers = service();
        assertThat(triggers.resyncs()).isFalse();
        assertThat(triggers.liveEvents()).isFalse();
        assertThat(triggers.actions()).isTrue();
        assertThat(post("", "Bearer t0ken").statusCode()).isEqualTo(404);

        bundle.stop();
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("atoll-trigger-"));
    }

    @Test
    void asksTheCatalogOnAThreadOfItsOwn() throws Exception {
        platform.wanted = true;

        configure(Map.of("interval", 1));

        await(() -> platform.started.size(), begun -> begun == 1);
        assertThat(folder.resolve("data/trigger/git~one.json")).exists();
    }

    @ParameterizedTest
    @MethodSource
    void beginsNoRunsButGoesOnWithAConfigurationThatMakesNoSense(Map<String, Object> senseless) throws Exception {
        configure(senseless);

        Triggers triggers = service();

        assertThat(triggers.resyncs()).isFalse();
        assertThat(triggers.liveEvents()).isTrue();
        assertThat(triggers.actions()).isTrue();
    }

    static Stream<Map<String, Object>> beginsNoRunsButGoesOnWithAConfigurationThatMakesNoSense() {
        return Stream.of(
                Map.of("type", "WEBHOOK"),
                Map.of("type", "PIGEON"),
                Map.of("scheduledResyncCron", "at noon"),
                Map.of("scheduledResyncCron", "0 12 * * *", "scheduledResyncZone", "Atlantis"));
    }

    private Configuration configure(Map<String, Object> keys) throws Exception {
        var context = framework.getBundleContext();
        var admin = context.getService(context.getServiceReference(ConfigurationAdmin.class));
        var configuration = admin.getFactoryConfiguration(TriggerConfig.PID, "git~one", "?");
        var properties = new HashMap<>(keys);
        properties.put("atoll.integration", "git");
        properties.put("atoll.instance", "one");
        configuration.update(FrameworkUtil.asDictionary(properties));
        return configuration;
    }

    private Triggers service() throws Exception {
        var context = framework.getBundleContext();
        return context.getService(await(
                        () -> context.getServiceReferences(
                                Triggers.class, "(&(atoll.integration=git)(atoll.instance=one))"),
                        found -> found.size() == 1)
                .iterator()
                .next());
    }

    /** What a POST is answered once the route is there. */
    private HttpResponse<String> posted(String query, int status) throws Exception {
        return await(() -> post(query, "Bearer t0ken"), reply -> reply.statusCode() == status);
    }

    private HttpResponse<String> post(String query, String authorization) throws Exception {
        return http.send(
                HttpRequest.newBuilder(address.resolve("/integration/git/one/resync" + query))
                        .header("Authorization", authorization)
                        .POST(BodyPublishers.ofString("{}"))
                        .build(),
                BodyHandlers.ofString());
    }

    private static <T> T await(Callable<T> question, Predicate<T> condition) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        T answer = question.call();
        while (!condition.test(answer)) {
            if (System.nanoTime() > end) {
                throw new AssertionError("still " + answer);
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            answer = question.call();
        }
        return answer;
    }

    private Bundle install(Path jar) throws BundleException {
        return framework.getBundleContext().installBundle("reference:" + jar.toUri());
    }

    private static Path onClassPath(String artifact) {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(file -> file.getFileName().toString().startsWith(artifact + "-"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(artifact + " is not on the class path"));
    }

    /** A stage that is there and knows nothing. */
    private static <S> S unused(Class<S> type) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> switch (method.getName()) {
                    case "hashCode" -> 1;
                    case "equals" -> proxy == arguments[0];
                    case "toString" -> type.getSimpleName();
                    default -> Optional.empty();
                }));
    }
}
