package io.atoll.admin.internal.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.model.Mapping;
import io.atoll.model.Resource;
import io.atoll.pipeline.BundleFiles.Preview;
import io.atoll.pipeline.Catalog;
import io.atoll.pipeline.Catalog.CatalogException;
import io.atoll.pipeline.Catalog.Installation;
import io.atoll.pipeline.Fetcher;
import io.atoll.pipeline.Fetcher.ProviderStatus;
import io.atoll.pipeline.Integrations;
import io.atoll.pipeline.Mapper;
import io.atoll.pipeline.MappingTests;
import io.atoll.spi.IntegrationId;
import io.atoll.spi.Kind;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Instances of the integration {@code git}, their mappings and saved tests, in memory. A mapping is the list of its kinds; a test is the name
 * of a kind, and passes with mappings that have it.
 */
final class Scene implements Integrations, Mapper, MappingTests {

    static final Path JAR = Path.of("git-2.0.0.jar");

    /** The configured instances, by name. */
    final Map<IntegrationId, Integration> instances = new LinkedHashMap<>();

    /** The mappings that the catalog holds. */
    final Map<IntegrationId, JsonNode> catalog = new LinkedHashMap<>();

    /** The saved tests. */
    final Map<IntegrationId, List<String>> cases = new LinkedHashMap<>();

    /** Who reads what, as {@code bundle version: kind}. */
    final List<String> providers = new ArrayList<>();

    /** How often tests were run, and the catalog was asked. */
    final List<String> done = new ArrayList<>();

    @Nullable
    JsonNode present;

    @Nullable
    JsonNode offered;

    boolean catalogAway;

    static IntegrationId id(String instance) {
        return new IntegrationId("git", instance);
    }

    /** Configures an instance, with a mapping of its own if it is not {@code null}. */
    Scene has(String instance, String version, @Nullable JsonNode own) {
        instances.put(
                id(instance), new Integration(id(instance), "Git", version, State.READY, "", "x.yaml", true, own, "c"));
        return this;
    }

    static ObjectNode mapping(String... kinds) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        for (String kind : kinds) {
            document.withArray("resources").addObject().put("kind", kind);
        }
        return document;
    }

    /** A version that reads these kinds. */
    static Preview preview(String... kinds) {
        return new Preview(
                "u",
                1,
                "abc",
                "io.atoll.git",
                "2.0.0",
                "",
                "git",
                List.of(kinds),
                List.of(),
                List.of(),
                List.of(),
                Optional.of("git.jar"),
                Optional.of("1.0.0"),
                List.of());
    }

    @Override
    public List<Integration> all() {
        return List.copyOf(instances.values());
    }

    @Override
    public Optional<Integration> find(IntegrationId id) {
        return Optional.ofNullable(instances.get(id));
    }

    @Override
    public Optional<Defaults> defaults(IntegrationId id) {
        return Optional.of(new Defaults(List.of(), present));
    }

    @Override
    public Defaults defaults(IntegrationId id, Path jar) {
        if (!jar.equals(JAR)) {
            throw new IllegalStateException("there is no " + jar);
        }
        return new Defaults(List.of(), offered);
    }

    @Override
    public String state(IntegrationId integration) {
        return String.join(" ", cases.getOrDefault(integration, List.of()));
    }

    @Override
    public List<Result> run(IntegrationId integration, Mapping mapping) {
        done.add("run " + integration.instance());
        return cases.getOrDefault(integration, List.of()).stream()
                .map(kind -> {
                    boolean has = mapping.resources().stream()
                            .anyMatch(resource -> resource.kind().name().equals(kind));
                    return new Result(
                            "a.yaml",
                            kind,
                            Optional.of(kind),
                            has ? List.of() : List.of("title: expected \"" + kind + "\", was null"));
                })
                .toList();
    }

    @Override
    public String save(IntegrationId integration, String name, Mapping mapping, String label, JsonNode record) {
        throw new UnsupportedOperationException();
    }

    Catalog catalog() {
        return (Catalog) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Catalog.class}, (proxy, method, given) -> {
                    if (catalogAway) {
                        throw new CatalogException("it does not answer", null);
                    }
                    Integration asked = (Integration) given[0];
                    done.add("find " + asked.id().instance());
                    return Optional.ofNullable(catalog.get(asked.id())).map(Scene::installation);
                });
    }

    private static Installation installation(JsonNode mapping) {
        return (Installation) Proxy.newProxyInstance(
                Scene.class.getClassLoader(), new Class<?>[] {Installation.class}, (proxy, method, given) -> mapping);
    }

    Fetcher fetcher() {
        return (Fetcher) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Fetcher.class},
                (proxy, method, given) -> providers.stream()
                        .map(each -> each.split(": "))
                        .map(each -> new ProviderStatus(
                                given[0].toString(), List.of(each[1]), List.of(), "c", each[0], "active", ""))
                        .toList());
    }

    @Override
    public Mapping read(JsonNode document) throws MalformedMapping {
        List<Resource> resources = new ArrayList<>();
        for (JsonNode resource : document.path("resources")) {
            if (!resource.path("kind").isTextual()) {
                throw new MalformedMapping("resources[" + resources.size() + "].kind is missing");
            }
            resources.add(new Resource(
                    resources.size(),
                    new Kind(resource.path("kind").asText()),
                    JsonNodeFactory.instance.objectNode(),
                    "true",
                    null,
                    new Resource.Template(
                            JsonNodeFactory.instance.textNode(".id"), "x", null, null, null, Map.of(), Map.of())));
        }
        return new Mapping(resources, new Mapping.Options(true, true, true, 0.1), document.toString());
    }

    @Override
    public RecordMapper prepare(Resource resource) {
        throw new UnsupportedOperationException();
    }

    @Override
    public RecordMapper prepare(Resource resource, IntegrationId integration) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Finding> review(Resource resource, List<? extends JsonNode> samples) {
        return List.of();
    }
}
