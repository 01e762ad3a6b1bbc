package io.atoll.jira.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.spi.IntegrationException.Unexpected;
import io.atoll.spi.Kind;
import io.atoll.spi.event.Change;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * An event that is about a record.
 *
 * @param topic what it is about
 * @param name as Jira has it, for example {@code jira:issue_updated}
 * @param record the record as the event carries it, which may be old
 * @param body all of it
 */
record JiraEvent(Topic topic, String name, ObjectNode record, JsonNode body) {

    /** What events are about, and how it is called. */
    enum Topic {
        ISSUE("jira:issue_", "issue", "issue", "id"),
        VERSION("jira:version_", "version", "release", "id"),
        PROJECT("project_", "project", "project", "id"),
        USER("user_", "user", "user", "accountId"),
        BOARD("board_", "board", "board", "id"),
        SPRINT("sprint_", "sprint", "sprint", "id"),
        WORKLOG("worklog_", "worklog", "worklog", "id");

        private final String prefix;
        private final String field;
        private final String kind;
        private final String key;

        Topic(String prefix, String field, String kind, String key) {
            this.prefix = prefix;
            this.field = field;
            this.kind = kind;
            this.key = key;
        }

        /** The kind of its records. */
        Kind kind() {
            return new Kind(kind);
        }

        /** The topic of an event. */
        static Optional<Topic> of(JsonNode body) {
            String name = body.path("webhookEvent").asText("");
            return Arrays.stream(values())
                    .filter(topic -> name.startsWith(topic.prefix))
                    .findFirst();
        }

        /** What tells its record from others; empty if the event has none. */
        String key(JsonNode body) {
            return body.path(field).path(key).asText("");
        }
    }

    /**
     * Reads an event.
     *
     * @throws Unexpected if it is about nothing that is known here, or says not about which record
     */
    static JiraEvent of(JsonNode body) throws Unexpected {
        String name = body.path("webhookEvent").asText("");
        Topic topic = Topic.of(body)
                .orElseThrow(() -> new Unexpected("the event '" + name + "' is about nothing that is read here"));
        if (!(body.get(topic.field) instanceof ObjectNode record)
                || topic.key(body).isEmpty()) {
            throw new Unexpected("the event '" + name + "' has no " + topic.field + "." + topic.key
                    + ", so it is not known which record it is about");
        }
        return new JiraEvent(topic, name, record, body);
    }

    /** Whether the record is no more. One that was restored from the bin is there again, although its event ends so too. */
    boolean deletes() {
        return name.endsWith("_deleted") && !name.endsWith("_restored_deleted");
    }

    /** The key of the record. */
    String key() {
        return topic.key(body);
    }

    /**
     * A number of the record, which Jira writes as text or number.
     *
     * @throws Unexpected if it has none
     */
    long number(String field) throws Unexpected {
        JsonNode value = record.path(field);
        if (!value.asText("").matches("\\d{1,18}")) {
            throw new Unexpected("the event '" + name + "' has no number at " + topic.field + "." + field);
        }
        return value.asLong();
    }

    /** The record is no more. */
    List<Change> gone(Kind kind) {
        return List.of(new Change.Gone(kind, record));
    }

    /** The record is what was found, and no more if nothing was. */
    List<Change> change(Kind kind, JsonNode found) {
        return found.isObject() ? List.of(new Change.Changed(kind, found)) : gone(kind);
    }
}
