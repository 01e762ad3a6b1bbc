package io.atoll.tck;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.kit.internal.Time;
import io.atoll.model.Resource;
import io.atoll.pipeline.Fetcher;
import io.atoll.pipeline.Requests;
import io.atoll.spi.IntegrationId;
import io.atoll.spi.Kind;
import io.atoll.spi.ResyncKinds;
import io.atoll.spi.ResyncProvider;
import io.atoll.spi.action.ActionReports;
import io.atoll.spi.sync.CatalogSync;
import io.atoll.test.container.ClassPath;
import io.atoll.test.container.Container;
import io.atoll.test.container.Container.Setting;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Dictionary;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** A real framework with the integration, the services of the kit, and of the platform what finds providers. */
final class Box implements AutoCloseable {

    private static final List<String> SHARED = List.of(
            "org.osgi.service.cm;version=1.6.1",
            "org.slf4j.event;version=2.0.6",
            "org.slf4j.helpers;version=2.0.6",
            "org.slf4j.spi;version=2.0.6");

    private final Subject subject;
    private final IntegrationBundle files;
    private final IntegrationBundle.Capability integration;
    private final Container container;
    private final Map<String, Configuration> configurations = new LinkedHashMap<>();

    private Box(Subject subject, Path folder, Time time) throws BundleException {
        this.subject = subject;
        this.files = new IntegrationBundle(subject.bundle());
        this.integration = files.capability()
                .orElseThrow(() -> new AssertionError("the bundle has no @Integration: see IntegrationBundleTest"));
        this.container = Container.start(
                folder,
                new Setting(
                        List.of("io.atoll.jq", "io.atoll.fetch"),
                        Stream.concat(SHARED.stream(), Stream.of(new ClassPath().exports(Set.of("io.atoll.kit"))))
                                .toList(),
                        Map.of(
                                "atoll.home", folder.resolve("home").toString(),
                                "atoll.conf", folder.resolve("conf").toString(),
                                "atoll.data", folder.resolve("data").toString(),
                                "atoll.http.address", "http://127.0.0.1:8710")),
                subject.bundle());
        Clients.register(container.context(), time);
    }

    /**
     * Opens one.
     *
     * @param time by which the kit waits
     */
    static Box open(Subject subject, Path folder, Time time) throws BundleException {
        return new Box(subject, folder, time);
    }

    IntegrationBundle files() {
        return files;
    }

    Bundle bundle() {
        return container.bundle(files.symbolicName());
    }

    Fetcher fetcher() {
        return container.service(Fetcher.class, "");
    }

    private ConfigurationAdmin configurationAdmin() {
        return container.service(ConfigurationAdmin.class, "");
    }

    private static Dictionary<String, Object> dictionary(Map<String, ?> values) {
        return FrameworkUtil.asDictionary(values);
    }

    IntegrationId id(String instance) {
        return new IntegrationId(integration.type(), instance);
    }

    /** Configures an instance that reads from a third party, and waits for its providers. Gives its secrets. */
    List<String> configure(String instance, ThirdParty party, boolean another) throws IOException {
        IntegrationId id = id(instance);
        Map<String, Object> identity = Map.of("atoll.integration", id.type(), "atoll.instance", id.instance());
        if (!configurations.containsKey(instance)) {
            standIn(CatalogSync.class, id, identity);
            standIn(ActionReports.class, id, identity);
        }

        Map<String, Object> wanted = new TreeMap<>(subject.configuration());
        wanted.put(subject.addressKey(), party.address() + subject.path());
        var secrets = new ArrayList<String>();
        Map<String, Object> properties = new TreeMap<>(identity);
        properties.putAll(wiring(id));
        List<IntegrationBundle.Attribute> attributes = files.attributes(integration.pid());
        wanted.forEach((key, value) -> {
            IntegrationBundle.Attribute attribute = attributes.stream()
                    .filter(each -> each.id().equals(key) || each.id().equals("." + key))
                    .findFirst()
                    .orElseThrow(() ->
                            new AssertionError("the configuration of the integration has no key '" + key + "', but "
                                    + attributes.stream()
                                            .map(each -> each.id().replaceFirst("^\\.", ""))
                                            .toList()));
            boolean secret = attribute.hidden() || attribute.password();
            Object own = !another
                    ? value
                    : subject.other()
                            .getOrDefault(
                                    key,
                                    secret && value instanceof String text
                                            ? "other-" + new StringBuilder(text).reverse()
                                            : value);
            properties.put(attribute.id(), own instanceof Collection<?> list ? list.toArray(new String[0]) : own);
            if (secret && own instanceof String text) {
                secrets.add(text);
            }
        });
        Configuration configuration = configurationAdmin().getFactoryConfiguration(integration.pid(), instance, "?");
        configuration.update(dictionary(properties));
        configurations.put(instance, configuration);
        awaitProviders(id);
        return secrets;
    }

    private <S> void standIn(Class<S> type, IntegrationId id, Map<String, Object> identity) {
        Object service =
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    if (method.getName().equals("integration")) {
                        return id;
                    }
                    if (method.getDeclaringClass() == Object.class) {
                        return method.getName().equals("equals")
                                ? self == arguments[0]
                                : method.getName().equals("hashCode")
                                        ? System.identityHashCode(self)
                                        : type.getSimpleName();
                    }
                    throw new UnsupportedOperationException(
                            "the TCK has no catalog: nothing is to be written in a resync");
                });
        container.context().registerService(type, type.cast(service), dictionary(identity));
    }

    /** What binds references within the instance, as the platform does it. */
    private Map<String, Object> wiring(IntegrationId id) {
        Set<String> own = new TreeSet<>(Set.of(CatalogSync.class.getName(), ActionReports.class.getName()));
        List<IntegrationBundle.Component> components = files.components().stream()
                .filter(component -> component.configuredBy(integration.pid()))
                .toList();
        components.forEach(component -> own.addAll(component.services()));
        Map<String, Object> wiring = new TreeMap<>();
        for (IntegrationBundle.Component component : components) {
            component.references().forEach((name, service) -> {
                if (own.contains(service)) {
                    wiring.put(
                            name + ".target",
                            "(&(atoll.integration=" + id.type() + ")(atoll.instance=" + id.instance() + "))");
                }
            });
        }
        return wiring;
    }

    private void awaitProviders(IntegrationId id) {
        long wanted = files.components().stream()
                .filter(component -> component.services().contains(ResyncProvider.class.getName()))
                .filter(component -> component.configuredBy(integration.pid()))
                .count();
        try {
            Container.await(
                    () -> providers(id, ResyncKinds.ANY).size() >= wanted ? Optional.of(true) : Optional.empty());
        } catch (AssertionError e) {
            throw new AssertionError(
                    "of " + wanted + " providers only "
                            + providers(id, ResyncKinds.ANY).size()
                            + " came up for a configured instance: "
                            + fetcher().providers().stream()
                                    .filter(status -> !status.reason().isEmpty())
                                    .map(status ->
                                            status.component() + " is " + status.state() + ": " + status.reason())
                                    .toList(),
                    e);
        }
    }

    /** The providers that read a kind; they come and go with the configuration. */
    private List<ResyncProvider> awaitProviders(IntegrationId id, String kind) {
        try {
            return Container.await(() -> Optional.of(providers(id, kind)).filter(all -> !all.isEmpty()));
        } catch (AssertionError e) {
            throw new AssertionError(
                    "no provider reads kind '" + kind
                            + "', which the default mapping has: add it to @ResyncKinds, or take it out of the mapping",
                    e);
        }
    }

    /** Takes an instance away. */
    void remove(String instance) throws IOException {
        Configuration configuration = configurations.remove(instance);
        if (configuration != null) {
            configuration.delete();
            container.awaitNone(
                    ResyncProvider.class,
                    "(&(atoll.integration=" + integration.type() + ")(atoll.instance=" + instance + "))");
        }
    }

    /** The providers of an instance that read a kind; all of them for {@link ResyncKinds#ANY}. */
    private List<ResyncProvider> providers(IntegrationId id, String kind) {
        return references(ResyncProvider.class, id).stream()
                .filter(reference -> kind.equals(ResyncKinds.ANY) || reads(reference, kind))
                .map(reference -> container.context().getService(reference))
                .filter(Objects::nonNull)
                .toList();
    }

    private <S> List<ServiceReference<S>> references(Class<S> type, IntegrationId id) {
        try {
            return container
                    .context()
                    .getServiceReferences(
                            type, "(&(atoll.integration=" + id.type() + ")(atoll.instance=" + id.instance() + "))")
                    .stream()
                    .sorted()
                    .toList();
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean reads(ServiceReference<?> reference, String kind) {
        List<String> kinds = texts(reference.getProperty("atoll.resync.kinds"));
        return kinds.contains(kind)
                || (kinds.contains(ResyncKinds.ANY)
                        && !texts(reference.getProperty("atoll.resync.except")).contains(kind));
    }

    private static List<String> texts(Object property) {
        return property instanceof String[] texts
                ? List.of(texts)
                : property instanceof String text ? List.of(text) : List.of();
    }

    /** What is there to be read: the resources of the default mapping, then what else is declared or asked for. */
    List<Resource> resources() {
        var resources = new ArrayList<Resource>();
        for (JsonNode each : files.resource("port-app-config").path("resources")) {
            resources.add(resource(
                    resources.size(),
                    each.path("kind").asText(),
                    each.path("selector") instanceof ObjectNode selector
                            ? selector
                            : JsonNodeFactory.instance.objectNode()));
        }
        Set<String> more = new TreeSet<>(subject.selectors().keySet());
        files.components().forEach(component -> more.addAll(component.kinds()));
        more.remove(ResyncKinds.ANY);
        resources.forEach(resource -> more.remove(resource.kind().name()));
        more.addAll(subject.selectors().keySet());
        for (String kind : more) {
            resources.add(resource(
                    resources.size(),
                    kind,
                    subject.selectors().getOrDefault(kind, JsonNodeFactory.instance.objectNode())));
        }
        if (resources.isEmpty()) {
            throw new AssertionError("there is no kind to read: the default mapping has none, no provider declares one."
                    + " Say Subject.reading(kind, selector)");
        }
        return resources;
    }

    /** The same with another selector. */
    Resource with(Resource resource, ObjectNode selector) {
        return resource(resource.index(), resource.kind().name(), selector);
    }

    private static Resource resource(int index, String kind, ObjectNode selector) {
        JsonNode nothing = JsonNodeFactory.instance.textNode("null");
        return new Resource(
                index,
                new Kind(kind),
                selector,
                selector.path("query").asText("true"),
                null,
                new Resource.Template(nothing, "null", null, null, null, Map.of(), Map.of()));
    }

    /** Begins to read a kind for an instance. */
    Reading begin(String instance, Resource resource, CountDownLatch flow) {
        IntegrationId id = id(instance);
        String kind = resource.kind().name();
        List<ResyncProvider> providers = awaitProviders(id, kind);
        Requests requests = container.service(Requests.class, "");
        return Reading.begin(kind, providers, () -> requests.request(id, resource), flow);
    }

    /** Reads a kind for an instance. */
    Outcome read(String instance, Resource resource) {
        return begin(instance, resource, new CountDownLatch(0)).outcome();
    }

    /** Reads all kinds for an instance at once. */
    List<Outcome> readAll(String instance) {
        List<Reading> readings = resources().stream()
                .map(resource -> begin(instance, resource, new CountDownLatch(0)))
                .toList();
        return readings.stream().map(Reading::outcome).toList();
    }

    /** The properties of all services of the integration, as people and scripts may see them. */
    List<String> properties() {
        ServiceReference<?>[] services = bundle().getRegisteredServices();
        return Stream.of(services == null ? new ServiceReference<?>[0] : services)
                .flatMap(service ->
                        Stream.of(service.getPropertyKeys()).map(key -> key + "=" + shown(service.getProperty(key))))
                .toList();
    }

    private static String shown(Object value) {
        return value instanceof Object[] array ? Arrays.toString(array) : String.valueOf(value);
    }

    @Override
    public void close() {
        container.close();
    }
}
