package io.atoll.settings.internal;

import io.atoll.pipeline.ConfigurationFiles.DeclaredKey;
import io.atoll.pipeline.ConfigurationFiles.Kind;
import io.atoll.pipeline.ConfigurationFiles.Schema;
import io.atoll.pipeline.ConfigurationFiles.ValueType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.osgi.service.metatype.AttributeDefinition;

/** Says to people and forms what may stand in a file. */
final class Described {

    private static final List<DeclaredKey> OF_THE_PLATFORM = List.of(
            flag(InstanceFile.ENABLED, "Enabled", "Whether it is to run at all"),
            flag(
                    InstanceFile.RESYNC_ON_START,
                    "Resync on start",
                    "Whether a run begins when it becomes ready for the first time"),
            new DeclaredKey(
                    InstanceFile.MAPPING,
                    ValueType.MAPPING,
                    false,
                    false,
                    false,
                    "Mapping",
                    "The mapping, or the path of a file that holds it; if it is not said, that in the catalog",
                    List.of(),
                    List.of()));

    private Described() {}

    static Schema stage(String name, io.atoll.settings.internal.Schema schema) {
        return new Schema(name, Kind.STAGE, name, false, keys(schema), Map.of());
    }

    static Schema integration(
            Offer offer,
            io.atoll.settings.internal.Schema schema,
            Map<String, io.atoll.settings.internal.Schema> stages) {
        var all = new ArrayList<>(keys(schema));
        OF_THE_PLATFORM.stream()
                .filter(key -> all.stream().noneMatch(own -> own.name().equals(key.name())))
                .forEach(all::add);
        all.sort(Comparator.comparing(DeclaredKey::name));
        var sections = new TreeMap<String, List<DeclaredKey>>();
        stages.forEach((stage, each) -> sections.put(stage, keys(each)));
        return new Schema(offer.type(), Kind.INSTANCE, offer.title(), offer.checkable(), all, sections);
    }

    private static List<DeclaredKey> keys(io.atoll.settings.internal.Schema schema) {
        return schema.attributes().values().stream().map(Described::key).toList();
    }

    private static DeclaredKey key(Attribute attribute) {
        AttributeDefinition definition = attribute.definition();
        return new DeclaredKey(
                attribute.key(),
                type(definition.getType()),
                attribute.many(),
                attribute.mandatory(),
                attribute.secret(),
                said(definition.getName(), attribute.key()),
                said(definition.getDescription(), ""),
                attribute.secret() ? List.of() : list(definition.getDefaultValue()),
                list(definition.getOptionValues()));
    }

    private static DeclaredKey flag(String name, String title, String help) {
        return new DeclaredKey(name, ValueType.FLAG, false, false, false, title, help, List.of("true"), List.of());
    }

    private static ValueType type(int type) {
        return switch (type) {
            case AttributeDefinition.BOOLEAN -> ValueType.FLAG;
            case AttributeDefinition.LONG,
                    AttributeDefinition.INTEGER,
                    AttributeDefinition.SHORT,
                    AttributeDefinition.BYTE -> ValueType.INTEGER;
            case AttributeDefinition.DOUBLE, AttributeDefinition.FLOAT -> ValueType.NUMBER;
            default -> ValueType.TEXT;
        };
    }

    private static String said(@Nullable String text, String instead) {
        return text == null || text.isBlank() ? instead : text;
    }

    private static List<String> list(String @Nullable [] values) {
        return values == null ? List.of() : List.of(values);
    }
}
