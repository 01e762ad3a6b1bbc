package io.atoll.custom.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atoll.spi.IntegrationException.Misconfigured;
import io.atoll.spi.IntegrationException.Unexpected;
import io.atoll.tck.RecordedSink;
import io.atoll.tck.Request;
import io.atoll.tck.Response;
import io.atoll.tck.ThirdParty;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the selector of a resource says, and what becomes of answers. */
@Timeout(120)
class EndpointResyncTest {

    @TempDir
    private Path folder;

    private final ThirdParty server = ThirdParty.start();

    @AfterEach
    void close() {
        server.close();
    }

    private RecordedSink read(String kind, String selector, Object... settings) throws Exception {
        try (var instance = Instance.at(server.address() + "/base", folder, settings)) {
            return instance.read(kind, selector);
        }
    }

    private void serve(String on, String... answers) {
        var left = Arrays.asList(answers).iterator();
        server.on(on, request -> Response.json(left.next()));
    }

    private Request asked() {
        assertThat(server.requests()).hasSize(1);
        return server.requests().getFirst();
    }

    @Test
    void readsAnArray() throws Exception {
        serve("GET /base/users", "[{\"id\":1},{\"id\":2}]");

        assertThat(read("/users", "").numbers("/id")).containsExactly(1, 2);
    }

    @Test
    void readsASingleObjectAsItIs() throws Exception {
        serve("GET /base/team", "{\"id\":1,\"name\":\"a\"}");

        assertThat(read("team", "").texts()).containsExactly("{\"id\":1,\"name\":\"a\"}");
    }

    @Test
    void findsTheRecordsByDataPath() throws Exception {
        for (String path : List.of(
                ".a.items", ".a.items[]", "[.a.items[] | select(.id > 0)]", ".a.items | map(.)", ".a | .items")) {
            serve("GET /base/users", "{\"a\":{\"items\":[{\"id\":1},{\"id\":2}]}}");

            assertThat(read("/users", "data_path: '" + path + "'").numbers("/id"))
                    .as(path)
                    .containsExactly(1, 2);
        }
    }

    @Test
    void takesASingleObjectAtDataPathForTheOnlyRecord() throws Exception {
        serve("GET /base/team.info", "{\"ok\":true,\"team\":{\"id\":7}}");

        assertThat(read("/team.info", "data_path: .team").numbers("/id")).containsExactly(7);
    }

    @Test
    void takesNothingForRecordsWhereTheListIsEmptyOrNull() throws Exception {
        for (String answer : List.of("{\"items\":[]}", "{\"items\":null}")) {
            for (String path : List.of(".items", ".items // []", ".items // [] | map(.)")) {
                serve("GET /base/users", answer);

                assertThat(read("/users", "data_path: '" + path + "'").numbers("/id"))
                        .as(path + " of " + answer)
                        .isEmpty();
            }
        }
    }

    @Test
    void doesNotTakeAnAnswerWithoutTheListForAnEmptyOne() {
        for (String path : List.of(".members", ".members[]?", ".members | map(.id)", ".members // .users")) {
            serve("GET /base/users.list", "{\"ok\":false,\"error\":\"invalid_auth\"}");

            assertThatThrownBy(() -> read("/users.list", "data_path: '" + path + "'"))
                    .as(path)
                    .isInstanceOf(Unexpected.class)
                    .hasMessageContaining("/users.list");
        }
    }

    @Test
    void saysHowToTakeAMissingListForAnEmptyOne() throws Exception {
        serve("GET /base/users", "{\"ok\":true}");

        assertThat(read("/users", "data_path: .members // []").numbers("/id")).isEmpty();
    }

    @Test
    void refusesRecordsThatAreNoObjects() {
        serve("GET /base/names", "[\"a\",\"b\"]");

        assertThatThrownBy(() -> read("/names", ""))
                .isInstanceOf(Unexpected.class)
                .hasMessageContaining("a record is a JSON object, but one came that is string")
                .hasMessageContaining("data_path: '[.names[] | {name: .}]'");
    }

    @Test
    void sendsQueryHeadersAndBody() throws Exception {
        serve("POST /base/search", "[]");

        read("/search", """
                method: POST
                query_params: {active: true, limit: 5, tag: [a, b], q: 'x y&z'}
                headers: {X-Version: v2, X-Number: 3}
                body: {filter: {name: a}}
                """);

        assertThat(asked().query())
                .containsEntry("active", List.of("true"))
                .containsEntry("limit", List.of("5"))
                .containsEntry("tag", List.of("a", "b"))
                .containsEntry("q", List.of("x y&z"));
        assertThat(asked().header("X-Version")).hasValue("v2");
        assertThat(asked().header("X-Number")).hasValue("3");
        assertThat(asked().json().toString()).isEqualTo("{\"filter\":{\"name\":\"a\"}}");
    }

    @Test
    void sendsAnyJsonAsBody() throws Exception {
        for (String body : List.of("[{\"a\":1}]", "{}", "\"x\"")) {
            server.forget();
            serve("POST /base/search", "[]");

            read("/search", "{method: POST, body: " + body + "}");

            assertThat(asked().body()).isEqualTo(body);
        }
        server.forget();
        serve("GET /base/search", "[]");
        read("/search", "body: null");
        assertThat(asked().body()).isEmpty();
        assertThatThrownBy(() -> read(
                        "/search",
                        "{body: [], pagination: {paginationType: cursor, cursorIn: body, cursorPath: next}}"))
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("key 'body' of the selector is an object where cursorIn says");
    }

    @Test
    void readsAListInAnEnvelopeThatIsLargerThanAPageMayBe() throws Exception {
        String item = "{\"id\":1,\"text\":\"" + "x".repeat(1 << 20) + "\"},";
        server.on(
                "GET /base/all",
                request -> Response.json("{\"data\":{\"items\":[" + item.repeat(65) + "{\"id\":2}],\"n\":66}}"));
        server.on(
                "GET /base/more",
                request -> Response.json("{\"items\":[" + "{\"id\":1},".repeat(999) + "{\"id\":2}],\"next\":\"x\"}"));

        assertThat(read("/all", "data_path: .data.items").numbers("/id"))
                .hasSize(66)
                .endsWith(2);
        assertThatThrownBy(() -> read("/more", "data_path: .items"))
                .isInstanceOf(Unexpected.class)
                .hasMessageContaining("tells at 'next' that there is another page");
    }

    @Test
    void keepsAQueryThatIsWrittenIntoTheKind() throws Exception {
        serve("GET /base/users", "[]");

        read("/users?state=all", "query_params: {a: b}");

        assertThat(asked().query()).containsOnlyKeys("state", "a");
    }

    @Test
    void refusesAKindThatIsAWholeAddress() {
        assertThatThrownBy(() -> read("https://elsewhere.example/users", ""))
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("is no path below baseUrl");
    }

    @Test
    void refusesAnEndpointThatIsNotTheKind() {
        assertThatThrownBy(() -> read("/users", "endpoint: /people"))
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("make '/people' the kind in place of '/users'");
    }

    @Test
    void namesAnExpressionThatIsNoJq() {
        assertThatThrownBy(() -> read("/users", "data_path: '.items['"))
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("key 'data_path' of the selector is no jq expression: '.items['");
    }

    @Test
    void namesAParameterThatIsNoText() {
        assertThatThrownBy(() -> read("/users", "query_params: {where: {a: 1}}"))
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("key 'query_params.where' of the selector is a text, a number, true or false");
    }

    @Test
    void takesARefusalForNothingWhereTheSelectorSaysSo() throws Exception {
        server.on("GET /base/commits", request -> Response.json("{}").status(409));

        assertThat(read("/commits", "skip_statuses: [404, 409]").numbers("/id")).isEmpty();
        assertThatThrownBy(() -> read("/commits", "skip_statuses: [404]")).isInstanceOf(Unexpected.class);
    }

    @Test
    void turnsPagesOfOneResourceInAnotherWay() throws Exception {
        serve("GET /base/users", "[{\"id\":1}]", "[]");
        serve("GET /base/team", "{\"id\":1}");
        Object[] settings = {"paginationType", "page", "pageSize", 1};

        assertThat(read("/users", "", settings).numbers("/id")).containsExactly(1);
        assertThat(read("/team", "pagination: {paginationType: none}", settings).numbers("/id"))
                .containsExactly(1);
        assertThat(server.requests("GET /base/users")).hasSize(2);
        assertThat(server.requests("GET /base/team").getFirst().query()).isEmpty();
    }

    @Test
    void addsToThePagingOfTheInstance() throws Exception {
        serve("GET /base/users", "{\"n\":2,\"v\":[{\"id\":1}]}", "{\"n\":2,\"v\":[{\"id\":2}]}", "{\"n\":2,\"v\":[]}");

        assertThat(read("/users", "{data_path: .v, pagination: {totalPath: n, pageSize: 1}}", "paginationType", "page")
                        .numbers("/id"))
                .containsExactly(1, 2);
        assertThat(server.requests().getFirst().query("size")).hasValue("1");
    }

    @Test
    void readsNoMoreThanIsWanted() throws Exception {
        serve("GET /base/users", "{\"next\":\"x\",\"v\":[{\"id\":1},{\"id\":2},{\"id\":3}]}");

        assertThat(read("/users", "{data_path: .v, pagination: {maxItems: 2}}").numbers("/id"))
                .containsExactly(1, 2);
    }

    @Test
    void doesNotTakeAPageForTheEndOfWhichDataPathKeepsNothing() throws Exception {
        serve(
                "GET /base/users",
                "{\"v\":[{\"id\":1,\"on\":false},{\"id\":2,\"on\":false}]}",
                "{\"v\":[{\"id\":3,\"on\":true}]}",
                "{\"v\":[]}");

        assertThat(read("/users", "data_path: '[.v[] | select(.on)]'", "paginationType", "page", "pageSize", 2)
                        .numbers("/id"))
                .containsExactly(3);
    }

    @Test
    void countsOffsetsByWhatTheServerGaveAndNotByWhatIsKept() throws Exception {
        server.on(
                "GET /base/users",
                request -> Response.json(
                        switch (request.number("offset", -1)) {
                            case 0 -> "{\"v\":[{\"id\":1},{\"id\":2}]}";
                            case 2 -> "{\"v\":[{\"id\":3}]}";
                            default -> "{\"v\":[]}";
                        }));

        assertThat(read("/users", "data_path: '[.v[] | select(.id != 1)]'", "paginationType", "offset", "pageSize", 2)
                        .numbers("/id"))
                .containsExactly(2, 3);
    }

    @Test
    void followsHasMoreAsOceanDoes() throws Exception {
        serve("GET /base/a", "{\"v\":[{\"id\":1}],\"next_page\":2}", "{\"v\":[{\"id\":2}],\"next_page\":null}");
        serve("GET /base/b", "{\"v\":[{\"id\":1}],\"has_more\":true}", "{\"v\":[{\"id\":2}],\"has_more\":false}");
        serve(
                "GET /base/c",
                "{\"v\":[{\"id\":1}],\"meta\":{\"has_more\":true,\"after_cursor\":\"x\"}}",
                "{\"v\":[{\"id\":2}],\"meta\":{\"has_more\":false,\"after_cursor\":\"y\"}}");

        assertThat(read("/a", "data_path: .v", "paginationType", "page").numbers("/id"))
                .containsExactly(1, 2);
        assertThat(read("/b", "data_path: .v", "paginationType", "offset").numbers("/id"))
                .containsExactly(1, 2);
        assertThat(read("/c", "data_path: .v", "paginationType", "cursor").numbers("/id"))
                .containsExactly(1, 2);
    }

    @Test
    void readsListsWhoseLastPageHasNoCursorAtAll() throws Exception {
        serve(
                "GET /base/contacts",
                "{\"results\":[{\"id\":1}],\"paging\":{\"next\":{\"after\":\"7\"}}}",
                "{\"results\":[{\"id\":2}]}");

        assertThat(read(
                                "/contacts",
                                "data_path: .results",
                                "paginationType",
                                "cursor",
                                "paginationParam",
                                "after",
                                "cursorPath",
                                "paging.next.after",
                                "hasMorePath",
                                "paging.next")
                        .numbers("/id"))
                .containsExactly(1, 2);
        assertThat(server.requests().get(1).query("after")).hasValue("7");
    }

    @Test
    void followsAddressesOfOData() throws Exception {
        serve(
                "GET /base/users",
                "{\"value\":[{\"id\":1}],\"@odata.nextLink\":\"" + server.address() + "/base/users?x=2\"}",
                "{\"value\":[{\"id\":2}]}");

        assertThat(read("/users", "data_path: .value", "paginationType", "next_link")
                        .numbers("/id"))
                .containsExactly(1, 2);
    }

    @Test
    void noticesThatAnAnswerTellsOfAnotherPageThatIsNotRead() {
        serve("GET /base/a", "{\"members\":[{\"id\":1}],\"response_metadata\":{\"next_cursor\":\"dXNlcg==\"}}");
        serve("GET /base/b", "{\"results\":[{\"id\":1}],\"next\":\"https://api.example/b?page=2\"}");
        server.on("GET /base/c", request -> Response.json("[{\"id\":1}]").header("Link", "</c?page=2>; rel=\"next\""));

        assertThatThrownBy(() -> read("/a", "data_path: .members", "paginationType", "cursor"))
                .hasMessageContaining("tells at 'response_metadata.next_cursor' that there is another page");
        assertThatThrownBy(() -> read("/b", "data_path: .results"))
                .hasMessageContaining("tells at 'next' that there is another page, but paginationType none");
        assertThatThrownBy(() -> read("/c", "")).hasMessageContaining("leads to another page");
    }
}
