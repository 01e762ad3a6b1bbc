package io.atoll.runner.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.model.Entity;
import io.atoll.model.Resource;
import io.atoll.model.Resource.Items;
import io.atoll.model.Resource.Template;
import io.atoll.pipeline.Mapper;
import io.atoll.pipeline.Mapper.Finding;
import io.atoll.pipeline.Mapper.Mapped;
import io.atoll.pipeline.Mapper.RecordMapper;
import io.atoll.runner.internal.View.Dropped;
import io.atoll.runner.internal.View.Failure;
import io.atoll.runner.internal.View.ResourceView;
import io.atoll.spi.IntegrationId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tries one resource of a mapping on kept records, and tells what becomes of them. For one thread, once. */
final class Trial {

    private static final int SAMPLES = 100;

    private final Resource resource;
    private final Secrets secrets;
    private final int limit;
    private final List<JsonNode> entities = new ArrayList<>();
    private final List<Failure> failures = new ArrayList<>();
    private final Map<String, Drops> drops = new LinkedHashMap<>();
    private long made;
    private long broken;

    /**
     * Prepares a trial.
     *
     * @param limit how many of each sort are told
     */
    Trial(Resource resource, Secrets secrets, int limit) {
        this.resource = resource;
        this.secrets = secrets;
        this.limit = limit;
    }

    /** What a resource without a mapping gives: its records. */
    static ResourceView raw(Resource resource, Kept kept, boolean asked, Secrets secrets, int limit)
            throws IOException {
        return new Trial(resource, secrets, limit).view(kept, asked, List.of());
    }

    /** Takes one entity after another. */
    interface Use {
        void entity(Entity entity) throws IOException;
    }

    /** Maps all records. */
    ResourceView map(Mapper mapper, IntegrationId integration, Kept kept, boolean asked, Use use)
            throws IOException, InterruptedException {
        RecordMapper prepared = mapper.prepare(resource, integration);
        kept.each(record -> {
            for (Mapped mapped : prepared.explain(record)) {
                switch (mapped) {
                    case Mapped.Made one -> made(one.entity(), use);
                    case Mapped.Filtered one -> dropped(one, record);
                    case Mapped.Broken one -> broken(one);
                }
            }
        });
        return view(kept, asked, mapper.review(resource, kept.first(SAMPLES)));
    }

    private void made(Entity entity, Use use) throws IOException {
        if (made++ < limit) {
            entities.add(secrets.mask(entity.json()));
        }
        use.entity(entity);
    }

    private void dropped(Mapped.Filtered one, JsonNode record) {
        Drops same = drops.computeIfAbsent(one.reason(), reason -> new Drops());
        if (same.count++ < limit) {
            Entity entity = one.entity();
            same.first.add(
                    entity == null || entity.searched()
                            ? secrets.mask(record).toString()
                            : entity.ref().toString());
        }
    }

    private void broken(Mapped.Broken one) {
        if (broken++ < limit) {
            failures.add(new Failure(
                    one.part(), expression(one.part()), secrets.mask(one.reason()), secrets.mask(one.item())));
        }
    }

    private ResourceView view(Kept kept, boolean asked, List<Finding> findings) throws IOException {
        return new ResourceView(
                resource.label(),
                asked,
                kept.count(),
                kept.first(limit).stream().map(secrets::mask).toList(),
                kept.gaps().stream().map(secrets::mask).toList(),
                made,
                entities,
                drops.entrySet().stream()
                        .map(each -> new Dropped(
                                each.getKey(),
                                expression(part(each.getKey())),
                                each.getValue().count,
                                each.getValue().first))
                        .toList(),
                broken,
                failures,
                findings);
    }

    /** The part of the resource that a reason begins with. */
    private static String part(String reason) {
        return reason.split("[: ]", 2)[0];
    }

    /** What stands in a part of the resource; empty if that is no text. */
    private String expression(String part) {
        Template template = resource.template();
        @Nullable Items items = resource.items();
        @Nullable
        JsonNode text = switch (part) {
            case "identifier" -> template.identifier();
            case "title" -> template.title();
            case "icon" -> template.icon();
            case "team" -> template.team();
            default -> field(part, template);
        };
        if (text != null) {
            return text.isTextual() ? text.textValue() : text.toString();
        }
        return switch (part) {
            case "selector.query" -> resource.query();
            case "blueprint" -> template.blueprint();
            case "itemsToParse" -> items == null ? "" : items.expression();
            default -> "";
        };
    }

    private static @Nullable JsonNode field(String part, Template template) {
        int dot = part.indexOf('.');
        String name = part.substring(dot + 1);
        return part.startsWith("properties.")
                ? template.properties().get(name)
                : part.startsWith("relations.") ? template.relations().get(name) : null;
    }

    /** Records that are dropped for one reason. */
    private static final class Drops {
        private final List<String> first = new ArrayList<>();
        private long count;
    }
}
