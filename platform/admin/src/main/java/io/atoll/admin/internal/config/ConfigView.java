package io.atoll.admin.internal.config;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.admin.internal.config.Running.Named;
import io.atoll.operation.Help;
import io.atoll.pipeline.ConfigurationFiles.Document;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** A configuration: what its file says, and what is in force. */
record ConfigView(
        @Help("the name of the stage, or type~instance") String name,

        @Help("its persistent id in the container, if it is in force")
        Optional<String> pid,

        @Help("the file that it is written in, if there is one")
        Optional<String> file,

        @Help("when the file was written") Optional<Instant> modified,

        @Help("what is wrong with the file, if something is")
        Optional<String> problem,

        @Help("by key, as the file has it; secrets are masked")
        Map<String, JsonNode> written,

        @Help("by key, what is in force; secrets are masked")
        Map<String, JsonNode> values) {

    static ConfigView of(String name, Optional<Document> file, Optional<Named> running) {
        return new ConfigView(
                name,
                running.map(Named::pid),
                file.map(Document::file),
                file.map(Document::modified),
                file.map(Document::problem).filter(problem -> !problem.isEmpty()),
                file.map(Document::values).orElse(Map.of()),
                running.<Map<String, JsonNode>>map(named -> Settings.of(named.values()))
                        .orElse(Map.of()));
    }
}
