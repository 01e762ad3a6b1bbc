package io.atoll.jira.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.atoll.tck.KindRequest;
import io.atoll.tck.LocalClients;
import io.atoll.tck.RecordedSink;
import io.atoll.tck.Request;
import io.atoll.tck.Response;
import io.atoll.tck.ThirdParty;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How often Jira is asked for a thousand records, besides the question who is asking. */
@Timeout(120)
class RequestsTest {

    private static final int RECORDS = 1_000;

    private final ThirdParty jira = ThirdParty.start();
    private final LocalClients clients = LocalClients.hasty();

    @BeforeEach
    void playAThousandOfEverything() {
        jira.on("/rest/api/3/myself", request -> Response.json("{}"))
                .on(
                        "/rest/api/3/users/search",
                        request -> Response.json(slice(request, 1_000, RECORDS, id -> user(id))))
                .on("/rest/api/3/project/search", request -> page(request, projects(request), id -> keyed("P", id)))
                .on("/rest/api/3/project/{key}/version", request -> page(request, 50, RequestsTest::numbered))
                .on("/rest/api/3/project/{key}/component", request -> page(request, 50, RequestsTest::numbered))
                .on("/rest/agile/1.0/board", request -> page(request, 20, RequestsTest::numbered))
                .on("/rest/agile/1.0/board/{id}/project", request -> page(request, 1, id -> keyed("P", id)))
                .on("/rest/agile/1.0/board/{id}/sprint", request -> page(request, 50, RequestsTest::numbered))
                .on("/rest/agile/1.0/board/{id}/epic", request -> page(request, 50, RequestsTest::numbered))
                .on(
                        "/rest/software/1.0/board/{id}/backlog",
                        request ->
                                Response.json("{\"issues\":" + list(0, 50, id -> keyed("I", id)) + ",\"isLast\":true}"))
                .on("POST /rest/api/3/search/jql", RequestsTest::search);
    }

    @AfterEach
    void close() {
        clients.close();
        jira.close();
    }

    /** As many as the kind needs: a thousand, or twenty with fifty of something each. */
    private int projects(Request request) {
        return request.query("expand").isPresent() ? RECORDS : 20;
    }

    private static String numbered(int id) {
        return "{\"id\":" + id + "}";
    }

    private static String user(int id) {
        return "{\"accountId\":\"u-" + id + "\"}";
    }

    private static String keyed(String prefix, int id) {
        return "{\"id\":\"" + id + "\",\"key\":\"" + prefix + id + "\"}";
    }

    private static String list(int from, int to, IntFunction<String> record) {
        return IntStream.range(from, to).mapToObj(record).collect(Collectors.joining(",", "[", "]"));
    }

    private static String slice(Request request, int most, int total, IntFunction<String> record) {
        int from = Math.min(total, request.number("startAt", 0));
        return list(from, Math.min(total, from + Math.min(most, request.number("maxResults", 50))), record);
    }

    private static Response page(Request request, int total, IntFunction<String> record) {
        int to = request.number("startAt", 0) + request.number("maxResults", 50);
        return Response.json("{\"values\":" + slice(request, 50, total, record) + ",\"isLast\":" + (to >= total) + "}");
    }

    /** Each issue has one worklog. */
    private static Response search(Request request) {
        int from = request.json().path("nextPageToken").asInt(0);
        int to = Math.min(
                RECORDS, from + Math.min(100, request.json().path("maxResults").asInt()));
        return Response.json("{\"issues\":"
                + list(
                        from,
                        to,
                        id -> "{\"id\":\"" + id + "\",\"key\":\"I-" + id
                                + "\",\"fields\":{\"worklog\":{\"maxResults\":20,\"total\":1,\"worklogs\":[{\"id\":\""
                                + id
                                + "\"}]}}}")
                + (to < RECORDS ? ",\"nextPageToken\":\"" + to + "\"" : ",\"isLast\":true") + "}");
    }

    @ParameterizedTest
    @CsvSource({
        "issue, 10",
        "worklog, 10",
        "user, 4",
        "project, 20",
        "release, 21",
        "component, 21",
        "sprint, 21",
        "epic, 21",
        "backlog, 21",
    })
    void asksSeldom(String kind, int requests) throws Exception {
        var sink = new RecordedSink();

        new JiraResync(new JiraSite(Configurations.at(jira.address()), clients)).resync(KindRequest.of(kind), sink);

        assertThat(sink.all()).hasSize(RECORDS);
        assertThat(jira.requests()).hasSize(requests + 1);
        assertThat(jira.unknown()).isEmpty();
    }

    @Test
    void asksForEachBoardOnce() throws Exception {
        var sink = new RecordedSink();

        new JiraResync(new JiraSite(Configurations.at(jira.address()), clients)).resync(KindRequest.of("board"), sink);

        assertThat(sink.all()).hasSize(20);
        assertThat(jira.requests()).hasSize(1 + 20 + 1);
    }
}
