package io.atoll.test.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Verifies from the tables of a ledger that every deletion was allowed. It shares no code with the engine and the ledger.
 *
 * @param entities the deletion budget of a blueprint, in entities
 * @param percent the deletion budget of a blueprint, in percent of those held
 * @param threshold the mapping's, from 0 to 1
 */
public record CertificateChecker(int entities, int percent, double threshold) {

    private static final JsonMapper JSON = new JsonMapper();

    /** Verifies all runs of the ledger in a folder; gives what is wrong. */
    public List<String> verify(Path folder) throws SQLException, JsonProcessingException {
        try (var ledger = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("ledger.db"))) {
            return verify(ledger);
        }
    }

    /** Verifies all runs of a ledger; gives what is wrong. */
    public List<String> verify(Connection ledger) throws SQLException, JsonProcessingException {
        var wrong = new ArrayList<String>();
        for (var run : rows(ledger, "select id, name, mode, allowance, held, certificate from run")) {
            var deleted = rows(
                    ledger,
                    "select blueprint, identifier, id from change where run = " + run.get("id")
                            + " and action = 'DELETE' and state = 'DONE' and reason = ''");
            if (!deleted.isEmpty()) {
                verify(ledger, run, deleted, wrong);
            }
        }
        return wrong;
    }

    private void verify(Connection ledger, Row run, List<Row> deleted, List<String> wrong)
            throws SQLException, JsonProcessingException {
        String name = "run " + run.get("name");
        String text = run.get("certificate");
        if (text.isEmpty()) {
            wrong.add(name + " deleted without a certificate");
            return;
        }
        JsonNode certificate = JSON.readTree(text);
        if (certificate.has("approved")) {
            for (var one : deleted) {
                approved(ledger, name, certificate.get("approved").asText(), one, wrong);
            }
            return;
        }
        if (certificate.has("refusal")) {
            wrong.add(name + " deleted though its certificate was refused: " + certificate.get("refusal"));
        }
        if (run.get("mode").equals("FULL")) {
            counts(ledger, run, certificate, wrong);
        }
        for (var one : deleted) {
            entity(ledger, run, certificate, one, wrong);
        }
        budget(run, deleted, wrong);
    }

    /** The deletion was one that a person had approved in an earlier run. */
    private static void approved(Connection ledger, String name, String earlier, Row one, List<String> wrong)
            throws SQLException {
        var basis = rows(
                ledger,
                "select c.id from change c join run r on r.id = c.run where r.name = '" + earlier
                        + "' and c.blueprint = '"
                        + one.get("blueprint") + "' and c.identifier = '" + one.get("identifier")
                        + "' and c.action = 'DELETE' and c.reason like 'approved by %'");
        if (basis.isEmpty()) {
            wrong.add(name + " deleted " + one + ", which nobody approved in " + earlier);
        }
    }

    /** What the certificate says of the resources is what the parts of the run add up to. */
    private static void counts(Connection ledger, Row run, JsonNode certificate, List<String> wrong)
            throws SQLException {
        for (JsonNode resource : certificate.path("resources")) {
            var parts = rows(
                            ledger,
                            "select coalesce(sum(fetched), 0) as fetched, coalesce(sum(created), 0) as created,"
                                    + " coalesce(sum(updated), 0) as updated, coalesce(sum(unchanged), 0) as unchanged,"
                                    + " coalesce(sum(filtered), 0) as filtered, coalesce(sum(failed), 0) as failed"
                                    + " from part where rewound = 0 and run = " + run.get("id") + " and label = '"
                                    + resource.path("label").asText() + "'")
                    .getFirst();
            JsonNode counts = resource.path("counts");
            parts.values.forEach((count, value) -> {
                if (counts.path(count).asLong() != Long.parseLong(value)) {
                    wrong.add("run " + run.get("name") + ": the certificate says " + count + " " + counts.path(count)
                            + " of " + resource.path("label") + ", its parts " + value);
                }
            });
            long sum = counts.path("created").asLong()
                    + counts.path("updated").asLong()
                    + counts.path("unchanged").asLong()
                    + counts.path("filtered").asLong()
                    + counts.path("failed").asLong();
            if (sum != counts.path("fetched").asLong()) {
                wrong.add("run " + run.get("name") + ": " + resource.path("label") + " does not reconcile");
            }
        }
    }

    /** Every resource that makes the entity was read whole, save for parts, and none of them made it. */
    private static void entity(Connection ledger, Row run, JsonNode certificate, Row one, List<String> wrong)
            throws SQLException, JsonProcessingException {
        boolean made = false;
        for (JsonNode resource : certificate.path("resources")) {
            boolean makes = !resource.has("blueprint")
                    || resource.get("blueprint").asText().equals(one.get("blueprint"));
            made |= makes;
            if (makes && !resource.path("whole").asBoolean()) {
                wrong.add("run " + run.get("name") + " deleted " + one + " though " + resource.path("label")
                        + " was not whole");
            }
        }
        String identifier = JSON.readTree(one.get("identifier")).asText();
        var seen = rows(
                ledger,
                "select s.id from seen s join part p on p.id = (s.id >> 32) where p.rewound = 0 and p.run = "
                        + run.get("id") + " and s.blueprint = '" + one.get("blueprint") + "' and s.identifier = '"
                        + identifier + "'");
        if (!seen.isEmpty()) {
            wrong.add(
                    "run " + run.get("name") + " deleted " + one + ", which it has produced" + (made ? "" : " itself"));
        }
    }

    /** What was deleted unasked is within the budgets. */
    private void budget(Row run, List<Row> deleted, List<String> wrong) {
        long held = Long.parseLong(run.get("held"));
        if (deleted.size() <= Long.parseLong(run.get("allowance"))) {
            return;
        }
        var counts = new HashMap<String, Long>();
        deleted.forEach(one -> counts.merge(one.get("blueprint"), 1L, Long::sum));
        counts.forEach((blueprint, count) -> {
            if (count > Math.max(entities, held * percent / 100)) {
                wrong.add("run " + run.get("name") + " deleted " + count + " of " + blueprint + ", beyond the budget");
            }
        });
        if (deleted.size() > Math.floor(held * threshold)) {
            wrong.add(
                    "run " + run.get("name") + " deleted " + deleted.size() + " of " + held + ", beyond the threshold");
        }
    }

    /** A row, by the names of its columns; those that are null are absent. */
    private record Row(Map<String, String> values) {

        /** What stands in a column; empty for null. */
        String get(String column) {
            return values.getOrDefault(column, "");
        }
    }

    private static List<Row> rows(Connection ledger, String query) throws SQLException {
        var rows = new ArrayList<Row>();
        try (var statement = ledger.createStatement();
                var result = statement.executeQuery(query)) {
            while (result.next()) {
                var row = new Row(new HashMap<>());
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    String value = result.getString(i);
                    if (value != null) {
                        row.values.put(result.getMetaData().getColumnLabel(i), value);
                    }
                }
                rows.add(row);
            }
        }
        return rows;
    }
}
