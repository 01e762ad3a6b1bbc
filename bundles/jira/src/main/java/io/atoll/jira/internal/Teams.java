package io.atoll.jira.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.atoll.kit.http.Call;
import io.atoll.kit.http.Enrichment;
import io.atoll.kit.http.Http;
import io.atoll.kit.http.Paging;
import io.atoll.spi.IntegrationException;
import io.atoll.spi.IntegrationException.Unexpected;
import io.atoll.spi.RecordSink;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the kind {@code team}: the teams of an organization, and their members if they are wanted. */
final class Teams implements KindReader {

    private static final Logger log = LoggerFactory.getLogger(Teams.class);
    private static final Paging CURSORS = Paging.cursor("cursor", "/cursor");
    private static final Paging MEMBERS =
            Paging.cursor("after", "/pageInfo/endCursor").inBody("/after").more("/pageInfo/hasNextPage");
    private static final int PAGE_OF_MEMBERS = 50;
    private static final int WIDTH = 8;

    private final Http http;
    private final Optional<String> path;
    private final Selector selector;

    /**
     * Reads the teams of an organization.
     *
     * @param path where they are; empty if no organization is configured, and then there are none
     */
    Teams(Http http, Optional<String> path, Selector selector) {
        this.http = http;
        this.path = path;
        this.selector = selector;
    }

    /**
     * The selector.
     *
     * @param includeMembers whether the members of each team become its {@code __members}; not if absent
     */
    record Selector(@Nullable Boolean includeMembers) {

        private boolean members() {
            return includeMembers != null && includeMembers;
        }
    }

    @Override
    public void read(RecordSink sink) throws IntegrationException, InterruptedException {
        if (path.isEmpty()) {
            log.warn(
                    "no teams of {} are read: write the id of its organization to atlassianOrganizationId, or take the"
                            + " kind 'team' out of the mapping",
                    http.base());
            return;
        }
        String teams = path.get();
        Enrichment members =
                selector.members() ? Enrichment.put("__members", WIDTH, team -> members(teams, team)) : page -> {};
        http.read(Call.get(teams).items("/entities"), CURSORS, members, sink);
    }

    private ArrayNode members(String teams, JsonNode team) throws IntegrationException, InterruptedException {
        String id = team.path("teamId").asText("");
        if (id.isEmpty()) {
            throw new Unexpected("Jira lists a team without teamId, so its members cannot be read");
        }
        ArrayNode members = JsonNodeFactory.instance.arrayNode();
        Call call = Call.post(teams + "/{team}/members", id)
                .json(JsonNodeFactory.instance.objectNode().put("first", PAGE_OF_MEMBERS))
                .repeat()
                .items("/results");
        http.pages(call, MEMBERS, page -> page.items().forEach(members::add));
        return members;
    }
}
