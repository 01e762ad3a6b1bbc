package io.atoll.apply.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.apply.internal.Bench;
import io.atoll.apply.internal.client.FakePort;
import io.atoll.apply.internal.client.FakePort.Answer;
import io.atoll.apply.internal.client.FakePort.Request;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A recorded run: what the catalog knew and answered, which the recordings do not hold.
 *
 * @param recording the file
 * @param size how many records a list of the integration has
 * @param known whether the catalog knows the integration before
 * @param mapping in force
 * @param held identifiers of what it holds for the integration
 * @param examples whether raw records are shown
 */
record Scenario(String recording, int size, boolean known, String mapping, List<String> held, boolean examples) {

    private static final String RELATED = "'relations':{'parent':'.parent'}";
    private static final String STANDARD = standard("gen", true);

    /** ONCE, if incremental runs are wanted: a run that reads what has changed. */
    static final Scenario INCREMENTAL = new Scenario(
            "09-once-incremental.jsonl", 0, true, mapping(true, plain("lst") + "," + plain("gen")), List.of(), true);

    /** A third party posts what changed, and the listing of the entities goes by. */
    static final Scenario LIVE_EVENTS = new Scenario(
            "12-live-events.jsonl",
            0,
            true,
            mapping(
                    true,
                    resource(
                                    "gen",
                                    ".item.k != 9",
                                    "'itemsToParse':'.arr',",
                                    "'identifier':'.id + \\'-\\' + (.item.k | tostring)','blueprint':'\\'bpA\\'',"
                                            + "'properties':{'x':'.x'}")
                            + ","
                            + resource("gen", "true", "", "'identifier':'.id','blueprint':'\\'bpB\\''")),
            List.of(),
            true);

    /** People start actions. */
    static final Scenario ACTIONS =
            new Scenario("13-actions.jsonl", 0, true, mapping(true, plain("gen")), List.of(), true);

    /** WEBHOOK: a run is wanted, and another one while it is under way. */
    static final Scenario WEBHOOK = new Scenario(
            "14-webhook-listener-abort.jsonl",
            4,
            true,
            mapping(true, simple("slow") + "," + simple("slow")),
            List.of(),
            false);

    private static final Answer OK = Answer.ok("{\"ok\":true}");

    /** All that can be replayed as runs of an engine. */
    static List<Scenario> all() {
        return List.of(
                new Scenario("01-once-first-install.jsonl", 15, false, STANDARD, List.of(), true),
                new Scenario("02-once-steady-with-stale-delete.jsonl", 15, true, STANDARD, generated(), true),
                new Scenario(
                        "03-once-only-stale-returned-skip-delete.jsonl", 15, true, STANDARD, List.of("stale1"), true),
                new Scenario(
                        "04-once-items-to-parse.jsonl",
                        3,
                        true,
                        mapping(
                                true,
                                resource(
                                        "gen",
                                        ".item.k == 1",
                                        "'itemsToParse':'.arr',",
                                        "'identifier':'.id + \\'-\\' + (.item.k | tostring)','blueprint':'\\'bpA\\'',"
                                                + "'properties':{'x':'.x','hasArr':'has(\\'arr\\')'}")),
                        List.of(),
                        true),
                new Scenario(
                        "05-once-bad-and-unknown-kind.jsonl",
                        15,
                        true,
                        mapping(true, plain("bad") + "," + plain("nope") + "," + plain("lst")),
                        List.of(),
                        true),
                new Scenario(
                        "06-once-failed-upserts-topological-retry.jsonl",
                        3,
                        true,
                        standard("topo", false),
                        List.of(),
                        true),
                new Scenario("10-once-small-batch-no-diff.jsonl", 10, true, standard("lst", true), List.of(), true),
                new Scenario("11-once-multi-bulk.jsonl", 120, true, standard("lst", true), List.of(), false));
    }

    /** Those that only a part of a platform can be put through. */
    static List<Scenario> listeners() {
        return List.of(INCREMENTAL, LIVE_EVENTS, ACTIONS, WEBHOOK);
    }

    private static List<String> generated() {
        var all = new ArrayList<String>(List.of("stale1"));
        for (int i = 0; i < 30; i++) {
            all.add("g" + i / 15 + "-" + i % 15);
        }
        return all;
    }

    private static String standard(String kind, boolean createsMissing) {
        return mapping(createsMissing, plain(kind));
    }

    private static String plain(String kind) {
        return resource(
                kind,
                "true",
                "",
                "'identifier':'.id','title':'.name','blueprint':'\\'bpA\\'','properties':{'x':'.x'}," + RELATED);
    }

    private static String simple(String kind) {
        return resource(
                kind, "true", "", "'identifier':'.id','title':'.name','blueprint':'\\'bpA\\'','properties':{'x':'.x'}");
    }

    private static String resource(String kind, String query, String more, String mappings) {
        return "{'kind':'" + kind + "','selector':{'query':'" + query + "'},'port':{" + more + "'entity':{'mappings':{"
                + mappings + "}}}}";
    }

    private static String mapping(boolean createsMissing, String resources) {
        return ("{'deleteDependentEntities':true,'createMissingRelatedEntities':" + createsMissing
                        + ",'enableMergeEntity':true,'entityDeletionThreshold':0.9,'resources':[" + resources + "]}")
                .replace("\\'", "\\\"");
    }

    /** The mapping as JSON. */
    JsonNode document() throws IOException {
        return Bench.json(mapping.replace("\\\"", "\\'").replace("\\'", "\\\""));
    }

    /** Has a catalog answer as it did. */
    void prepare(FakePort port) throws IOException {
        ObjectNode record = FakePort.JSON
                .createObjectNode()
                .put("identifier", "mini-1")
                .put("installationType", "OnPrem")
                .set("config", document());
        record.putObject("metricAttributes").put("ingestUrl", port.url() + "/metrics/abc");
        if (!known) {
            port.once("GET /v1/integration/mini-1", Answer.error(404, "not_found", "no such integration"));
            port.once("GET /v1/blueprints/bpA", Answer.error(404, "not_found", "no such blueprint"));
        }
        port.always("GET /v1/integration/mini-1", any -> read(record));
        port.always("PATCH /v1/integration/mini-1", request -> changed(record, request));
        port.always("GET /v1/integration/provision-enabled", Answer.ok("{\"ok\":true,\"integrations\":[]}"));
        port.always("GET /v1/blueprints/bpA", Answer.ok("{\"ok\":true,\"blueprint\":" + BLUEPRINT + "}"));
        port.always("GET /v1/blueprints", Answer.ok("{\"ok\":true,\"blueprints\":[" + BLUEPRINT + "]}"));
        port.always("POST /v1/blueprints/entities/datasource-entities", Answer.ok(entities(held)));
        port.always("POST /v1/entities/search", Scenario::searched);
        port.always("POST /v1/blueprints/bpA/entities/search", Answer.ok(entities(List.of())));
        Set<String> failed = ConcurrentHashMap.newKeySet();
        port.always("POST /v1/blueprints/bpA/entities/bulk", request -> written(request, failed));
        port.always("POST /v1/blueprints/bpA/entities", Answer.ok("{\"ok\":true,\"entity\":{}}"));
        port.always(
                "POST /v1/blueprints/bpA/bulk/entities/delete",
                Answer.ok("{\"ok\":true,\"deletedEntities\":[\"stale1\"]}"));
        port.otherwise = any -> any.method().equals("GET") ? Answer.error(404, "not_found", "no such thing") : OK;
    }

    private static final String BLUEPRINT = "{\"identifier\":\"bpA\",\"schema\":{\"properties\":{}},"
            + "\"relations\":{\"parent\":{\"target\":\"bpA\",\"many\":false,\"required\":false}}}";

    private static String entities(List<String> identifiers) {
        var answer = FakePort.JSON.createObjectNode().put("ok", true).putNull("next");
        var list = answer.putArray("entities");
        for (String identifier : identifiers) {
            list.addObject()
                    .put("identifier", identifier)
                    .put("blueprint", "bpA")
                    .put("title", "as it was")
                    .putObject("properties");
        }
        return answer.toString();
    }

    private static Answer read(ObjectNode record) {
        synchronized (record) {
            var answer = FakePort.JSON.createObjectNode().put("ok", true);
            return Answer.ok(answer.<ObjectNode>set("integration", record).toString());
        }
    }

    private static Answer changed(ObjectNode record, Request request) {
        synchronized (record) {
            record.setAll((ObjectNode) request.body());
        }
        return OK;
    }

    /** Finds what is stale by its name, and nothing that relates to it. */
    private static Answer searched(Request request) {
        return Answer.ok(entities(
                request.text().contains("stale1") && request.text().contains("$identifier")
                        ? List.of("stale1")
                        : List.of()));
    }

    /** Takes everything, save what was recorded to fail the first time. */
    private static Answer written(Request request, Set<String> failed) {
        var answer = FakePort.JSON.createObjectNode().put("ok", true);
        var done = answer.putArray("entities");
        var errors = answer.putArray("errors");
        JsonNode sent = request.body().path("entities");
        for (int i = 0; i < sent.size(); i++) {
            String identifier = sent.get(i).path("identifier").asText();
            if (identifier.startsWith("fail-") && failed.add(identifier)) {
                errors.addObject()
                        .put("identifier", identifier)
                        .put("index", i)
                        .put("statusCode", 404)
                        .put("error", "not_found")
                        .put("message", "a related entity is missing");
            } else {
                done.addObject().put("identifier", identifier).put("index", i).put("created", true);
            }
        }
        return Answer.of(errors.isEmpty() ? 200 : 207, answer.toString());
    }

    @Override
    public String toString() {
        return recording;
    }
}
