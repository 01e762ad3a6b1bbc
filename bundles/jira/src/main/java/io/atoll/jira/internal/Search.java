package io.atoll.jira.internal;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.kit.http.Call;
import io.atoll.kit.http.Paging;
import java.util.List;
import java.util.Optional;

/** Searches for issues. */
final class Search {

    /** By tokens, which Jira keeps valid for seven days. */
    static final Paging TOKENS = Paging.cursor("nextPageToken", "/nextPageToken")
            .inBody("/nextPageToken")
            .last("/isLast")
            .keepsCursors();

    private static final String PATH = "rest/api/3/search/jql";

    private Search() {}

    /**
     * All issues of a query.
     *
     * @param size how many a page has at most; Jira gives fewer where it has much to say of each
     * @param fields which fields of an issue
     * @param expand what else, as Jira has it
     */
    static Call all(Jql query, int size, List<String> fields, Optional<String> expand) {
        return Call.post(PATH).json(body(query, size, fields, expand)).repeat().items("/issues");
    }

    /**
     * One issue, if the query gives it, as it is at this moment.
     *
     * @param id its number
     */
    static Call one(Jql query, long id, List<String> fields, Optional<String> expand) {
        ObjectNode body = body(query.and("id = " + id), 1, fields, expand);
        body.putArray("reconcileIssues").add(id);
        return Call.post(PATH)
                .json(body)
                .repeat()
                .items("/issues")
                .skip(
                        400,
                        "'" + id + "' does not exist"); // how Jira says that a query names an issue that is not there
    }

    private static ObjectNode body(Jql query, int size, List<String> fields, Optional<String> expand) {
        ObjectNode body =
                JsonNodeFactory.instance.objectNode().put("jql", query.text()).put("maxResults", size);
        fields.forEach(body.putArray("fields")::add);
        expand.ifPresent(value -> body.put("expand", value));
        return body;
    }
}
