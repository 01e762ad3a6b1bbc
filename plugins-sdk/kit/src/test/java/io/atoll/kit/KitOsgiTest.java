package io.atoll.kit;

import static io.atoll.kit.FakeServer.Reply.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.atoll.kit.FakeServer.Reply;
import io.atoll.kit.http.Quotas;
import io.atoll.spi.ConnectionCheck;
import io.atoll.spi.ConnectionCheck.Outcome;
import io.atoll.spi.ConnectionCheck.Step;
import io.atoll.test.container.Container;
import io.atoll.test.container.Container.Setting;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** The kit and an integration that uses it, in a real framework. */
@Timeout(180)
class KitOsgiTest {

    @Test
    void everyInstanceHasItsOwnClientAsLongAsItIsConfigured(@TempDir Path folder) throws Exception {
        try (var server = FakeServer.answering(request -> request.path().equals("/oauth/token")
                        ? json("{\"access_token\":\"" + request.body().replaceAll(".*client_id=(\\w+).*", "$1") + "\"}")
                        : request.header("authorization").equals("Bearer good") ? json("{}") : Reply.of(401, ""));
                var container = Container.start(
                        folder,
                        new Setting(
                                List.of(),
                                List.of(
                                        "org.osgi.service.cm;version=1.6.1",
                                        "org.osgi.service.metatype.annotations;version=1.4.0",
                                        "io.atoll.kit;version=1.0.0",
                                        "io.atoll.kit.http;version=1.1.0"),
                                Map.of()))) {
            ConfigurationAdmin configurations = container.service(ConfigurationAdmin.class, "");
            configurations
                    .getConfiguration("io.atoll.kit", "?")
                    .update(FrameworkUtil.asDictionary(Map.of("allowedAddresses", new String[] {"127.0.0.1"})));
            Bundle acme = container.deploy("io.acme.atoll", "1.0.0", "io.atoll.kit.example");
            Configuration good = configure(configurations, "good", server);
            configure(configurations, "bad", server);

            assertThat(check(container, "good")).extracting(Step::outcome).contains(Outcome.PASSED);
            assertThat(check(container, "bad")).extracting(Step::outcome).contains(Outcome.FAILED);
            Quotas quotas = service(container, Quotas.class, "");
            assertThat(quotas.all()).hasSize(2);

            good.delete();
            Container.await(() -> quotas.all().size() == 1 ? Optional.of(true) : Optional.empty());

            acme.uninstall();
            Container.await(() -> quotas.all().isEmpty() ? Optional.of(true) : Optional.empty());
        }
    }

    private static List<Step> check(Container container, String client) throws InterruptedException {
        return service(container, ConnectionCheck.class, "(client=" + client + ")")
                .check();
    }

    /** A service, whoever's classes it also has: the test knows those of the kit and of the example by another class loader. */
    private static <S> S service(Container container, Class<S> type, String filter) {
        BundleContext context = container.context();
        return Container.await(() -> Optional.ofNullable(
                        context.getAllServiceReferences(type.getName(), filter.isEmpty() ? null : filter))
                .map(found -> type.cast(context.getService(found[0]))));
    }

    private static Configuration configure(ConfigurationAdmin configurations, String client, FakeServer server)
            throws Exception {
        Configuration configuration = configurations.getFactoryConfiguration("io.acme.atoll", client, "?");
        configuration.update(FrameworkUtil.asDictionary(Map.of(
                "server",
                server.base(),
                "client",
                client,
                ".secret",
                "s3cret",
                "acme.target",
                "(client=" + client + ")")));
        return configuration;
    }
}
