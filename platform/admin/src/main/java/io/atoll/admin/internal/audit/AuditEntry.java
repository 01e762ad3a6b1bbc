package io.atoll.admin.internal.audit;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.operation.Help;
import java.util.List;
import java.util.Optional;

/** One line of the audit log, as people see it. */
public record AuditEntry(
        @Help("its place among all") long number,
        @Help("when") String at,
        @Help("who") String user,
        @Help("by session, password, token or shell") String means,
        @Help("what was asked for") String operation,
        @Help("begun, done, refused or failed") String outcome,
        @Help("why it was refused") Optional<String> reason,

        @Help("the number of the line that says that it began")
        Optional<Long> begun,

        @Help("what was sent, with secrets masked") Optional<JsonNode> input,
        @Help("what is different since") List<JsonNode> differences,

        @Help("whether the line is as it was written, and where it was written")
        boolean intact,

        @Help("the digest of the line") Optional<String> digest) {

    /** A line of the chain. */
    static AuditEntry of(Chain.Read read, boolean inPlace) {
        JsonNode line = read.content();
        return new AuditEntry(
                line.path("number").asLong(),
                line.path("at").asText(),
                line.path("user").asText(),
                line.path("means").asText(),
                line.path("operation").asText(),
                line.path("outcome").asText(),
                Optional.ofNullable(line.get("reason")).map(JsonNode::asText),
                Optional.ofNullable(line.get("begun")).map(JsonNode::asLong),
                Optional.ofNullable(line.get("input")),
                line.path("differences").valueStream().toList(),
                inPlace,
                Optional.of(read.digest()));
    }

    /** A line that is not as it was written; nothing of it is to be trusted. */
    static AuditEntry changed() {
        return new AuditEntry(
                0,
                "",
                "",
                "",
                "",
                "",
                Optional.of("this line was changed after it was written"),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                false,
                Optional.empty());
    }
}
