package io.atoll.ledger.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.model.Entity.Ref;
import io.atoll.pipeline.Change;
import io.atoll.pipeline.Change.Action;
import io.atoll.pipeline.Change.State;
import io.atoll.pipeline.Ledger.Counts;
import io.atoll.pipeline.Ledger.Failed;
import io.atoll.pipeline.Ledger.Opening;
import io.atoll.pipeline.Ledger.Page;
import io.atoll.pipeline.Ledger.Part;
import io.atoll.pipeline.Ledger.Produced;
import io.atoll.pipeline.RunId;
import io.atoll.pipeline.RunReport.Mode;
import io.atoll.spi.IntegrationId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What is noted in the tests. */
final class Ledgers {

    static final IntegrationId GIT = new IntegrationId("git", "demo");
    static final IntegrationId JIRA = new IntegrationId("jira", "demo");
    static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

    private Ledgers() {}

    /** A full run that reads repositories and issues. */
    static Opening opening(String run) {
        return opening(run, GIT, Mode.FULL);
    }

    static Opening opening(String run, IntegrationId integration, Mode mode) {
        return new Opening(
                new RunId(run),
                integration,
                mode,
                "a person asked",
                7,
                "1.2.3",
                "configuration",
                "mapping",
                List.of(
                        new Part("repository-0", "repository", "repository:a"),
                        new Part("issue-1", "issue", "issue:b")),
                START);
    }

    static Ref ref(String identifier) {
        return new Ref("service", identifier);
    }

    static List<Ref> refs(String... identifiers) {
        var refs = new ArrayList<Ref>();
        for (var identifier : identifiers) {
            refs.add(ref(identifier));
        }
        return refs;
    }

    /** A page whose entities were all created. */
    static Page page(String label, String partition, @Nullable String resumeAt, String... identifiers) {
        var produced = refs(identifiers).stream()
                .map(ref -> new Produced(ref, ref.hashCode()))
                .toList();
        return new Page(
                label,
                partition,
                resumeAt,
                new Counts(produced.size(), produced.size(), 0, 0, 0, 0),
                produced,
                List.of());
    }

    /** A page with nothing but failures. */
    static Page failing(String label, String partition, Failed... failed) {
        return new Page(
                label,
                partition,
                null,
                new Counts(failed.length, 0, 0, 0, 0, failed.length),
                List.of(),
                List.of(failed));
    }

    static Failed unmapped(String label, String partition, JsonNode item) {
        return new Failed(label, partition, "map", item, "no identifier");
    }

    static Failed refusing(String label, ObjectNode entity) {
        return new Failed(label, "", "apply", entity, "no such relation");
    }

    static ObjectNode entity(String identifier) {
        ObjectNode entity = JsonNodeFactory.instance.objectNode();
        entity.put("identifier", identifier).put("blueprint", "service");
        entity.putNull("title");
        entity.putObject("properties").put("size", 3);
        entity.putObject("relations").put("owner", "somebody");
        return entity;
    }

    static List<Change> deletions(State state, String reason, String... identifiers) {
        return refs(identifiers).stream()
                .map(ref -> new Change(
                        Action.DELETE,
                        ref.blueprint(),
                        JsonNodeFactory.instance.textNode(ref.identifier()),
                        "",
                        null,
                        List.of(),
                        state,
                        reason))
                .toList();
    }

    /** {@code from}, {@code from + 1} … as texts, {@code count} of them. */
    static String[] numbered(int from, int count) {
        return IntStream.range(from, from + count).mapToObj(i -> "e" + i).toArray(String[]::new);
    }
}
