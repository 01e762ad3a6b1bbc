package io.atoll.jira.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.atoll.kit.Fanout;
import io.atoll.kit.http.Call;
import io.atoll.kit.http.Enrichment;
import io.atoll.kit.http.Http;
import io.atoll.kit.http.Paging;
import io.atoll.spi.IntegrationException;
import io.atoll.spi.IntegrationException.Unexpected;
import io.atoll.spi.Kind;
import io.atoll.spi.RecordSink;
import io.atoll.spi.event.Change;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Reads the kind {@code worklog}: the worklogs of the issues of a query.
 *
 * <p>A search tells the first worklogs of each issue and how many there are, so only issues with more are asked for them.
 */
final class Worklogs implements KindReader, LiveKind {

    private static final Kind KIND = new Kind("worklog");
    private static final String ISSUE = "__issueKey";

    /** Jira documents the total as that of the page, so only an empty page is the end. */
    private static final Paging PAGES = Paging.offset("startAt");

    private static final DateTimeFormatter STARTED = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss[.SSS]XX");
    private static final int PAGE = 100;
    private static final int PAGE_OF_WORKLOGS = 1000;
    private static final int WIDTH = 8;

    private final Http http;
    private final Selector selector;
    private final UnaryOperator<Jql> narrowing;

    /**
     * Reads the worklogs of a selector.
     *
     * @param narrowing what an incremental run makes of a query
     */
    Worklogs(Http http, Selector selector, UnaryOperator<Jql> narrowing) {
        this.http = http;
        this.selector = selector;
        this.narrowing = narrowing;
    }

    /**
     * The selector.
     *
     * @param jql whose worklogs are read; those of the issues that were updated within a week if absent
     * @param apiQueryParams which of them
     */
    record Selector(@Nullable String jql, @Nullable Parameters apiQueryParams) {

        private Jql query() {
            return new Jql(jql == null ? "updated >= -1w" : jql.strip());
        }

        private Parameters parameters() {
            return apiQueryParams == null ? new Parameters(null, null, null) : apiQueryParams;
        }
    }

    /**
     * Query parameters of the list of worklogs.
     *
     * @param startedAfter milliseconds since 1970
     * @param startedBefore milliseconds since 1970
     * @param expand what else is told of a worklog
     */
    record Parameters(
            @Nullable Long startedAfter,
            @Nullable Long startedBefore,
            @Nullable String expand) {

        private boolean none() {
            return startedAfter == null && startedBefore == null && (expand == null || expand.isEmpty());
        }

        private boolean include(JsonNode worklog) throws Unexpected {
            if (startedAfter == null && startedBefore == null) {
                return true;
            }
            String started = worklog.path("started").asText();
            try {
                long moment = OffsetDateTime.parse(started, STARTED).toInstant().toEpochMilli();
                return (startedAfter == null || moment >= startedAfter)
                        && (startedBefore == null || moment <= startedBefore);
            } catch (DateTimeException e) {
                throw new Unexpected("a worklog was started at '" + started + "', which is no moment", e);
            }
        }
    }

    @Override
    public void read(RecordSink sink) throws IntegrationException, InterruptedException {
        Jql query = narrowing.apply(selector.query());
        http.pages(Search.all(query, PAGE, List.of("worklog"), Optional.empty()), Search.TOKENS, page -> {
            var told = new ArrayList<JsonNode>();
            var longer = new ArrayList<JsonNode>();
            for (JsonNode issue : page.items()) {
                JsonNode list = issue.path("fields").path("worklog");
                if (selector.parameters().none() && whole(list)) {
                    list.path("worklogs").forEach(worklog -> told.add(of(worklog, issue)));
                } else {
                    longer.add(issue);
                }
            }
            sink.emit(told);
            Fanout.each(longer, WIDTH, issue -> readIssue(issue, sink));
        });
    }

    /** Whether a list that is told along with an issue has all its worklogs; one that is as long as it may be might not. */
    private static boolean whole(JsonNode list) {
        int told = list.path("worklogs").size();
        return list.path("worklogs").isArray()
                && list.path("total").asInt(-1) == told
                && told < list.path("maxResults").asInt();
    }

    private void readIssue(JsonNode issue, RecordSink sink) throws IntegrationException, InterruptedException {
        String key = Projects.key(issue);
        http.read(
                Call.get("rest/api/3/issue/{key}/worklog", key)
                        .query(selector.parameters())
                        .query("maxResults", PAGE_OF_WORKLOGS)
                        .items("/worklogs")
                        .skip(404), // the issue was deleted since it was found
                PAGES,
                Enrichment.put(ISSUE, worklog -> TextNode.valueOf(key)),
                sink);
    }

    @Override
    public List<Change> changes(JiraEvent event) throws IntegrationException, InterruptedException {
        return event.deletes() ? event.gone(KIND) : event.change(KIND, find(event));
    }

    private JsonNode find(JiraEvent event) throws IntegrationException, InterruptedException {
        long id = event.number("issueId");
        JsonNode issue = http.json(Search.one(selector.query(), id, List.of("id"), Optional.empty()))
                .path("issues")
                .path(0);
        if (!issue.isObject()) {
            return MissingNode.getInstance();
        }
        JsonNode worklog = http.json(Call.get("rest/api/3/issue/{issue}/worklog/{id}", id, event.key())
                .query("expand", selector.parameters().expand())
                .skip(404));
        return worklog.isObject() && selector.parameters().include(worklog)
                ? of(worklog, issue)
                : MissingNode.getInstance();
    }

    private static ObjectNode of(JsonNode worklog, JsonNode issue) {
        ObjectNode completed = worklog.deepCopy();
        return completed.put(ISSUE, issue.path("key").asText());
    }
}
