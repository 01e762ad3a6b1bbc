package io.atoll.console.web.it.fakes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.atoll.pipeline.ConfigurationFiles;
import io.atoll.spi.IntegrationId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Files in memory. A value under {@code wrong} is refused, and so is one under {@code token} that begins with {@code env:} unless references
 * are allowed.
 */
public final class FakeConfigurationFiles implements ConfigurationFiles {

    private static final Instant MOMENT = Instant.parse("2026-11-21T10:00:00Z");

    /** What was set, by name and key. */
    public final Map<String, Map<String, JsonNode>> written = new TreeMap<>();

    private final String text;
    private long writes;

    /** Files whose every free text is this one. */
    public FakeConfigurationFiles(String text) {
        this.text = text;
        written.put(
                "git~demo",
                new LinkedHashMap<>(Map.of(
                        "enabled",
                        JsonNodeFactory.instance.booleanNode(false),
                        "token",
                        JsonNodeFactory.instance.textNode("s3cret"))));
    }

    @Override
    public List<Schema> schemas() {
        DeclaredKey key = new DeclaredKey("token", ValueType.TEXT, false, true, true, text, text, List.of(), List.of());
        return List.of(
                new Schema("engine", Kind.STAGE, text, false, List.of(key), Map.of()),
                new Schema("git", Kind.INSTANCE, text, true, List.of(wrong(), key), Map.of("trigger", List.of(key))));
    }

    private DeclaredKey wrong() {
        return new DeclaredKey("wrong", ValueType.INTEGER, true, false, false, text, text, List.of("1"), List.of());
    }

    @Override
    public Optional<Schema> schema(String name) {
        return schemas().stream()
                .filter(schema -> name.equals(schema.name()) || name.startsWith(schema.name() + "~"))
                .findFirst();
    }

    @Override
    public Optional<Document> find(String name) {
        return Optional.ofNullable(written.get(name)).map(values -> {
            Map<String, JsonNode> shown = new LinkedHashMap<>(values);
            shown.computeIfPresent("token", (key, value) -> JsonNodeFactory.instance.textNode(MASK));
            return new Document("conf/" + name + ".yaml", MOMENT.plusSeconds(writes), shown, "");
        });
    }

    @Override
    public List<Fault> check(String name, Edit edit) throws Rejected {
        if (schema(name).isEmpty()) {
            throw new Rejected(Why.UNKNOWN, "there cannot be a file of '" + name + "'");
        }
        if (!edit.references() && edit.values().path("token").asText().startsWith("env:")) {
            throw new Rejected(Why.REFERENCE, "only an administrator may name what is kept elsewhere");
        }
        return edit.values().has("wrong")
                ? List.of(new Fault("wrong", "key 'wrong' is wrong"), new Fault("", "so is all"))
                : List.of();
    }

    @Override
    public Written set(String name, Edit edit) throws Rejected {
        List<Fault> faults = check(name, edit);
        if (!faults.isEmpty()) {
            throw new Rejected(faults);
        }
        Map<String, JsonNode> values = written.computeIfAbsent(name, key -> new LinkedHashMap<>());
        edit.values().properties().forEach(each -> values.put(each.getKey(), each.getValue()));
        writes++;
        return new Written("conf/" + name + ".yaml", true);
    }

    @Override
    public String remove(String name) throws Rejected {
        if (written.remove(name) == null) {
            throw new Rejected(Why.UNKNOWN, "there is no file of '" + name + "'");
        }
        return "conf/" + name + ".yaml";
    }

    @Override
    public Rehearsal rehearse(String name, Edit edit) {
        return new Rehearsal() {
            @Override
            public IntegrationId id() {
                return new IntegrationId("git", "check-1");
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public List<Drift> drift() {
        return List.of(new Drift(
                "engine", text, Way.CHANGED, text, List.of(new Difference(text, Optional.of(text), Optional.empty()))));
    }

    @Override
    public List<Exported> export() {
        return List.of(new Exported("conf/engine.yaml", text));
    }

    @Override
    public List<SecretUse> secrets() {
        return List.of(new SecretUse("git~demo", "token", Origin.ENV, "env:TOKEN", text));
    }
}
