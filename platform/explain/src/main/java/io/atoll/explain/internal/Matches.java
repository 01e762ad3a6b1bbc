package io.atoll.explain.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.model.Entity;
import io.atoll.model.Entity.Ref;
import io.atoll.pipeline.Explanations.Found;
import io.atoll.pipeline.Explanations.Place;
import io.atoll.pipeline.Mapper.Mapped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Entities, made or not, whose identifier or title has some part. */
final class Matches implements Scan.Visitor {

    private final String part;
    private final int limit;
    private final Map<Ref, Found> found = new LinkedHashMap<>();
    private boolean more;

    Matches(String part, int limit) {
        this.part = part.toLowerCase(Locale.ROOT);
        this.limit = limit;
    }

    @Override
    public void visit(Place place, Tape.Reader reader, JsonNode record, List<Mapped> mapped) {
        for (Mapped outcome : mapped) {
            switch (outcome) {
                case Mapped.Made made -> take(made.entity(), true, "", place);
                case Mapped.Filtered filtered -> take(filtered.entity(), false, filtered.reason(), place);
                case Mapped.Broken broken -> {}
            }
        }
    }

    private void take(@Nullable Entity entity, boolean made, String reason, Place place) {
        if (entity == null || entity.searched()) {
            return;
        }
        JsonNode title = entity.title();
        String name = title == null || title.isNull() ? "" : title.asText();
        if (has(entity.identifier().asText()) || has(name)) {
            keep(new Found(entity.ref(), name, made, reason, place));
        }
    }

    private boolean has(String text) {
        return text.toLowerCase(Locale.ROOT).contains(part);
    }

    private synchronized void keep(Found one) {
        Found known = found.get(one.entity());
        if (known == null && found.size() == limit) {
            more = true;
        } else if (known == null || (one.made() && !known.made())) {
            found.put(one.entity(), one);
        }
    }

    @Override
    public void unreadable(Place place, JsonNode record, String reason) {}

    @Override
    public synchronized boolean enough() {
        return more;
    }

    synchronized List<Found> found() {
        return List.copyOf(found.values());
    }

    synchronized boolean more() {
        return more;
    }
}
