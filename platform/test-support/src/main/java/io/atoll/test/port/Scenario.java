package io.atoll.test.port;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A run that passes everything that a run can pass: pages with and without places to resume at, inside of partitions and outside, entities
 * that are there, others that changed or are new, one that is refused until another is there, stale ones that are deleted, and more of them
 * than may be deleted unasked.
 */
public final class Scenario {

    /** So many stale entities of a blueprint may be deleted unasked; those of teams are more. */
    public static final int BUDGET = 220;

    /** The integration. */
    public static final String TYPE = "paged";

    /** Its instance. */
    public static final String INSTANCE = "one";

    /** The partitions of services; the one in the middle has no places to resume at. */
    public static final List<String> PARTS = List.of("alpha", "beta", "gamma");

    /** The entity that the catalog refuses until another one is there. */
    public static final String REFUSED_FIRST = "service/s-alpha-0001";

    /** The partition that is read from its beginning whenever it was not read whole. */
    public static final String PLACELESS = "beta";

    private static final JsonMapper JSON = new JsonMapper();
    private static final String OWNER = "port-ocean/" + TYPE + "/1.0.0/" + INSTANCE + "/exporter";
    private static final int PAGE = 20;
    private static final int TEAMS = 200;
    private static final int SERVICES_OF_PART = 70;
    private static final int STALE_TEAMS = 230;
    private static final int STALE_SERVICES = 210;

    private Scenario() {}

    /** Starts both servers, with what there is before the first run. */
    public static PortServer start() throws IOException {
        var records = new TreeMap<String, List<JsonNode>>();
        var shelves = new Shelves(List.of(
                json("{'identifier':'team','schema':{'properties':{}},'relations':{}}"),
                json("{'identifier':'service','schema':{'properties':{}},'relations':{"
                        + "'team':{'target':'team','many':false,'required':false},"
                        + "'needs':{'target':'service','many':false,'required':false}}}")));
        var teams = new ArrayList<JsonNode>();
        for (int i = 0; i < TEAMS; i++) {
            var record = record("t", i);
            teams.add(record);
            hold(shelves, "team", record, i);
        }
        records.put("team/-", teams);
        for (String part : PARTS) {
            var services = new ArrayList<JsonNode>();
            for (int i = 0; i < SERVICES_OF_PART; i++) {
                var record = record("s-" + part + "-", i).put("team", "t%04d".formatted(i));
                if (part.equals("alpha") && i == 1) {
                    record.put("needs", "s-gamma-%04d".formatted(SERVICES_OF_PART - 3)); // which is not there yet
                }
                services.add(record);
                hold(shelves, "service", record, i + 1);
            }
            records.put("service/" + part, services);
        }
        for (String team : staleTeams()) {
            stale(shelves, "team", team);
        }
        for (String service : staleServices()) {
            stale(shelves, "service", service);
        }
        return new PortServer(shelves, new PagedSource(PAGE, records));
    }

    /** Of the records, every third is in the catalog as it is, and every other third with another value. */
    private static void hold(Shelves shelves, String blueprint, ObjectNode record, int number) {
        if (number % 3 == 0 || (number % 3 == 1 && number % 2 == 0)) {
            var entity = JSON.createObjectNode();
            entity.set("identifier", record.get("id"));
            entity.putObject("properties").put("value", number % 3 == 0 ? value(record) : "old");
            if (record.has("team")) {
                entity.putObject("relations").set("team", record.get("team"));
            }
            shelves.put(blueprint, entity, OWNER);
        }
    }

    private static String value(ObjectNode record) {
        return record.path("value").asText();
    }

    private static void stale(Shelves shelves, String blueprint, String name) {
        var entity = JSON.createObjectNode();
        entity.put("identifier", name.replaceFirst("^.*/", ""))
                .putObject("properties")
                .put("value", "gone");
        shelves.put(blueprint, entity, OWNER);
    }

    private static ObjectNode record(String prefix, int number) {
        return JSON.createObjectNode()
                .put("id", prefix + "%04d".formatted(number))
                .put("value", "v" + number);
    }

    /** The names of the entities that the source no longer has and whose number is beyond the budget. */
    public static Set<String> staleTeams() {
        return names("team/gone-", STALE_TEAMS);
    }

    /** The names of the entities that the source no longer has and that a run deletes. */
    public static Set<String> staleServices() {
        return names("service/gone-", STALE_SERVICES);
    }

    /** How many records the source has. */
    public static Map<String, Integer> records() {
        return Map.of("team-0", TEAMS, "service-1", PARTS.size() * SERVICES_OF_PART);
    }

    /** How many pages the source has. */
    public static int pages() {
        return TEAMS / PAGE + PARTS.size() * ((SERVICES_OF_PART + PAGE - 1) / PAGE);
    }

    /** The mapping. */
    public static JsonNode mapping() {
        return json("{'createMissingRelatedEntities':false,'enableMergeEntity':true,'entityDeletionThreshold':1.0,"
                + "'resources':[" + resource("team", "") + "," + resource("service", "'team':'.team','needs':'.needs'")
                + "]}");
    }

    private static String resource(String kind, String relations) {
        return "{'kind':'" + kind + "','selector':{'query':'true'},'port':{'entity':{'mappings':{'identifier':'.id',"
                + "'blueprint':'\\\"" + kind + "\\\"','properties':{'value':'.value'},'relations':{" + relations
                + "}}}}}";
    }

    private static Set<String> names(String prefix, int count) {
        var names = new TreeSet<String>();
        for (int i = 0; i < count; i++) {
            names.add(prefix + "%04d".formatted(i));
        }
        return names;
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
