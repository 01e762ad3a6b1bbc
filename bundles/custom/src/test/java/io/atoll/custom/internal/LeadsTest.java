package io.atoll.custom.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atoll.spi.IntegrationException.Unexpected;
import io.atoll.tck.RecordedSink;
import io.atoll.tck.Request;
import io.atoll.tck.Response;
import io.atoll.tck.ThirdParty;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A list that comes in one page which tells nothing of another: the end, or a setting that does not fit. */
@Timeout(120)
class LeadsTest {

    private static final String WRONG = "paginationType: cursor, cursorPath: meta.cursr";
    private static final String RIGHT = "paginationType: cursor, cursorPath: meta.more_at";

    @TempDir
    private Path folder;

    private final ThirdParty server = ThirdParty.start();

    @AfterEach
    void close() {
        server.close();
    }

    /** Serves items in pages of so many at most, and tells of another page in a place of its own, and of the last by silence. */
    private void serve(String on, int length, int most, int least) {
        server.on(on, request -> {
            int size = Math.min(most, request.number("limit", 1000));
            return size < least
                    ? Response.json("{\"message\":\"limit is at least " + least + "\"}")
                            .status(400)
                    : page(request, length, size);
        });
    }

    private static Response page(Request request, int length, int size) {
        int from = request.number("cursor", 0);
        int to = Math.min(length, from + size);
        String items =
                IntStream.range(from, to).mapToObj(id -> "{\"id\":" + id + "}").collect(Collectors.joining(","));
        Response page = Response.json(
                "{\"items\":[" + items + "]" + (to < length ? ",\"meta\":{\"more_at\":" + to + "}" : "") + "}");
        return to < length
                ? page.header("X-At", "" + to)
                        .header("Link", "</list?cursor=" + to + "&limit=" + size + ">; rel=further")
                : page;
    }

    private RecordedSink read(String terms) throws Exception {
        try (var instance = Instance.at(server.address(), folder)) {
            return instance.read("/list", "{data_path: .items, pagination: {" + terms + "}}");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                WRONG,
                "paginationType: cursor",
                "paginationType: cursor, cursorHeader: X-Art",
                "paginationType: next_link, nextLinkPath: meta.url, sizeParam: limit",
                "paginationType: header_link, headerLinkRel: farther, sizeParam: limit"
            })
    void noticesASettingThatLeadsNowhereThoughTheServerGivesFewerThanAskedFor(String terms) {
        serve("GET /list", 30, 7, 1);

        assertThatThrownBy(() -> read(terms))
                .isInstanceOf(Unexpected.class)
                .hasMessageContaining("/list: the list came as one page that tells nothing of another")
                .hasMessageContaining("a page that 'limit' asks to have one item")
                .hasMessageContaining("The list was not read whole");
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void namesTheSettingThatDoesNotFit() {
        serve("GET /list", 30, 7, 1);

        assertThatThrownBy(() -> read(WRONG))
                .hasMessageContaining("paginationType cursor as it is set does not fit")
                .hasMessageContaining("correct cursorPath, or set paginationType none for this resource");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                RIGHT,
                "paginationType: cursor, cursorHeader: X-At",
                "paginationType: header_link, headerLinkRel: further, sizeParam: limit"
            })
    void takesAPageForTheWholeListIfASmallerOneLeadsOn(String terms) throws Exception {
        serve("GET /list", 5, 100, 1);

        assertThat(read(terms).numbers("/id")).containsExactly(0, 1, 2, 3, 4);
        assertThat(server.requests())
                .extracting(request -> request.number("limit", 0))
                .containsExactly(100, 1, 1);
    }

    @Test
    void asksNothingMoreOfAListThatCameInSeveralPagesOrHasOneItemOrTellsItsEnd() throws Exception {
        serve("GET /list", 30, 10, 1);
        assertThat(read(RIGHT).all()).hasSize(30);
        assertThat(server.requests()).hasSize(3);

        server.forget();
        serve("GET /list", 1, 10, 1);
        assertThat(read(WRONG).all()).hasSize(1);
        assertThat(server.requests()).hasSize(1);

        for (String end : new String[] {"\"meta\":{\"cursr\":null}", "\"has_more\":false", "\"n\":2"}) {
            server.forget();
            server.on("GET /list", request -> Response.json("{\"items\":[{\"id\":1},{\"id\":2}]," + end + "}"));
            assertThat(read(WRONG + ", totalPath: n").all()).hasSize(2);
            assertThat(server.requests()).as(end).hasSize(1);
        }
    }

    /** A server that gives all at once, or no small pages, says nothing of whether it would tell of another page. */
    @Test
    void takesAPageForTheWholeListWhereNothingSmallerCanBeHad() throws Exception {
        server.on("GET /list", request -> page(request, 5, 100));
        assertThat(read(WRONG).all()).hasSize(5);

        serve("GET /list", 5, 100, 10);
        assertThat(read(WRONG).all()).hasSize(5);
        assertThat(server.requests()).hasSize(4);
    }

    @Test
    void asksOnceForAllListsOfAResource() throws Exception {
        server.on("GET /teams", request -> Response.json("[{\"id\":1},{\"id\":2},{\"id\":3}]"));
        serve("GET /teams/{team}/list", 5, 100, 1);
        String selector = "{data_path: .items, pagination: {" + RIGHT + "},"
                + " path_parameters: {team: {endpoint: /teams, field: .id}}}";
        try (var instance = Instance.at(server.address(), folder)) {
            instance.starting();
            assertThat(instance.read("/teams/{team}/list", selector).all()).hasSize(15);
            assertThat(server.requests("GET /teams/{team}/list")).hasSize(3 + 2);

            instance.starting();
            instance.read("/teams/{team}/list", selector);
            assertThat(server.requests("GET /teams/{team}/list"))
                    .as("another run")
                    .hasSize(10);
        }
    }

    @Test
    void failsEachListOfAResourceWhoseSettingLeadsNowhere() throws Exception {
        server.on("GET /teams", request -> Response.json("[{\"id\":1},{\"id\":2}]"));
        serve("GET /teams/{team}/list", 5, 3, 1);
        try (var instance = Instance.at(server.address(), folder)) {
            var sink = instance.read(
                    "/teams/{team}/list",
                    "{data_path: .items, pagination: {" + WRONG
                            + "}, path_parameters: {team: {endpoint: /teams, field: .id}}}");

            assertThat(sink.incomplete()).containsOnlyKeys("team=1", "team=2");
            assertThat(server.requests("GET /teams/{team}/list")).hasSize(3);
        }
    }
}
