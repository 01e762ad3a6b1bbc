package io.atoll.apply.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.apply.internal.Recordings.Sent;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** In which requests a run differs from a recorded one, if times, durations and the names of runs do not count. */
final class Comparison {

    private static final Pattern RUN = Pattern.compile("(resync/|ocean_info_resync_id=)[^/&]+");

    private Comparison() {}

    /**
     * Lines of side, number and request: {@code less} for what only Ocean sends, {@code more} for what only the run sends, {@code other}
     * for what both send with another query or body.
     */
    static List<String> of(List<Sent> recorded, List<Sent> ours) {
        List<Sent> less =
                new ArrayList<>(recorded.stream().map(Comparison::plain).toList());
        List<Sent> more = new ArrayList<>(ours.stream().map(Comparison::plain).toList());
        more.removeIf(less::remove);
        var found = new TreeMap<String, Integer>();
        for (Sent one : List.copyOf(more)) {
            less.stream()
                    .filter(other -> name(other).equals(name(one)))
                    .findFirst()
                    .ifPresent(other -> {
                        less.remove(other);
                        more.remove(one);
                        found.merge("other\t" + name(one), 1, Integer::sum);
                    });
        }
        less.forEach(one -> found.merge("less\t" + name(one), 1, Integer::sum));
        more.forEach(one -> found.merge("more\t" + name(one), 1, Integer::sum));
        return found.entrySet().stream()
                .map(entry -> entry.getKey().replace("\t", "\t" + entry.getValue() + "\t"))
                .toList();
    }

    private static String name(Sent sent) {
        return sent.method() + " " + sent.uri().replaceFirst("\\?.*", "") + states(sent.body());
    }

    /** Of figures, whose they are and how these stand. */
    private static String states(JsonNode body) {
        var states = new ArrayList<String>();
        body.findParents("syncState")
                .forEach(one -> states.add(one.path("kindIdentifier").asText() + " "
                        + one.path("syncState").asText()));
        return states.isEmpty() ? "" : " " + states;
    }

    private static Sent plain(Sent sent) {
        Sent timeless = sent.timeless();
        JsonNode body = timeless.body();
        for (JsonNode holder : body.findParents("eventId")) {
            ((ObjectNode) holder).put("eventId", "run");
        }
        for (JsonNode holder : body.findParents("duration_seconds")) {
            ((ObjectNode) holder).put("duration_seconds", 0);
        }
        if (body.path("entities") instanceof ArrayNode entities) {
            // Entities of one request belong to no order.
            var sorted = new TreeMap<String, JsonNode>();
            entities.forEach(entity -> sorted.put(entity.toString(), entity));
            entities.removeAll().addAll(sorted.values());
        }
        String uri = RUN.matcher(timeless.uri()).replaceAll("$1run");
        return new Sent(timeless.method(), uri, timeless.headers(), body);
    }
}
