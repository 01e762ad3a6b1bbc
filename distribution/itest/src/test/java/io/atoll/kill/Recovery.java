package io.atoll.kill;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.test.port.PortServer;
import io.atoll.test.port.Request;
import io.atoll.test.port.Scenario;
import java.io.IOException;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What processes make of a run that each of them but the last is killed in, judged by what the catalog and the third party were asked.
 *
 * @param server that all of them called
 */
record Recovery(PortServer server) {

    /** Up to now nothing was deleted that is still there, nor before its deletion was certified and noted. */
    void requireLawful(Aftermath aftermath) throws SQLException, IOException {
        var deleted = deleted();
        assertThat(Scenario.staleServices()).containsAll(deleted);
        if (!deleted.isEmpty()) {
            assertThat(aftermath.certified()).isTrue();
            assertThat(aftermath.deletions()).containsAll(deleted);
        }
        assertThat(aftermath.unjustified()).isEmpty();
    }

    /**
     * A successor has read on exactly where the ledger of a killed process says.
     *
     * @return how many pages both have read where there is a place to read on
     */
    int requireReadOn(String killed, String successor, Aftermath aftermath) throws SQLException {
        if (aftermath.unfinished().isEmpty()) {
            return 0;
        }
        requireReadOn("team/-", "team-0", "", successor, aftermath);
        for (String part : Scenario.PARTS) {
            requireReadOn("service/" + part, "service-1", part, successor, aftermath);
        }
        assertThat(pages(successor)).doesNotHaveDuplicates();
        var again = new HashSet<>(pages(killed));
        again.retainAll(new HashSet<>(pages(successor)));
        again.removeIf(page -> page.contains(Scenario.PLACELESS));
        return again.size();
    }

    private void requireReadOn(String path, String label, String part, String successor, Aftermath aftermath)
            throws SQLException {
        var read =
                pages(successor).stream().filter(page -> page.startsWith(path)).toList();
        if (aftermath.complete(label, part)) {
            assertThat(read).as(path + " is complete").isEmpty();
        } else if (!read.isEmpty()) {
            assertThat(read).startsWith(path + "?after=" + aftermath.resumeAt(label, part));
        }
    }

    /** When a process first did something for its run, by {@link System#nanoTime}. */
    long goesOn(String successor) {
        return requests(successor).stream()
                .filter(request -> request.reads()
                        || request.writes()
                        || request.deletes()
                        || request.path().endsWith("/resync-state"))
                .mapToLong(Request::nanos)
                .findFirst()
                .orElseThrow();
    }

    /** Everything is as it is after a run that nothing happened to, and nothing was written in vain. */
    void requireSame(Unbroken unbroken, JsonNode report) {
        assertThat(server.shelves().entities()).isEqualTo(unbroken.entities());
        requireWhole(report);
        assertThat(server.shelves().writtenInVain()).isEmpty();
        assertThat(deleted()).isEqualTo(Scenario.staleServices());
    }

    /** Everything was read and written, and of what is stale, only that is left which waits for approval. */
    static void requireWhole(JsonNode report) {
        assertThat(report.path("status").asText()).as(report.toString()).isEqualTo("HELD");
        Scenario.records().forEach((label, count) -> {
            JsonNode kind = report.path("kinds").path(label);
            assertThat(kind.path("fetched").asInt()).as(kind.toString()).isEqualTo(count);
            assertThat(kind.path("written").asInt() + kind.path("unchanged").asInt())
                    .as(kind.toString())
                    .isEqualTo(count);
            assertThat(kind.path("failed").asInt()).as(kind.toString()).isZero();
        });
    }

    /** One more run finds that everything is as it should be, even if it is killed itself. */
    void requireNothingMore(Child child) throws IOException {
        int before = server.history().size();
        child.order("run").ifPresent(Recovery::requireWhole);
        assertThat(server.history().subList(before, server.history().size()))
                .noneMatch(Request::writes)
                .noneMatch(Request::deletes);
    }

    private Set<String> deleted() {
        var names = new TreeSet<String>();
        server.history().stream().filter(Request::deletes).forEach(request -> names.addAll(request.names()));
        return names;
    }

    private List<String> pages(String client) {
        return requests(client).stream()
                .filter(Request::reads)
                .map(request -> request.path().replaceFirst("^/source/", "") + "?" + request.query())
                .toList();
    }

    private List<Request> requests(String client) {
        return server.history().stream()
                .filter(request -> request.client().equals(client))
                .toList();
    }

    /**
     * A run that nothing happened to.
     *
     * @param entities what the catalog holds after it
     */
    record Unbroken(Map<String, JsonNode> entities) {}
}
