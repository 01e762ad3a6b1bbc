package io.atoll.kit.internal;

import static io.atoll.kit.FakeServer.Reply.json;
import static io.atoll.kit.FakeServer.items;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atoll.kit.FakeServer;
import io.atoll.kit.FakeServer.Reply;
import io.atoll.kit.Recording;
import io.atoll.kit.http.Call;
import io.atoll.kit.http.Http;
import io.atoll.kit.http.Paging;
import io.atoll.kit.http.Paging.Sign.Total;
import io.atoll.kit.http.Paging.Sign.TotalHeader;
import io.atoll.kit.http.Server;
import io.atoll.kit.internal.PagingStyles.Fault;
import io.atoll.kit.internal.PagingStyles.Listing;
import io.atoll.spi.IntegrationException;
import io.atoll.spi.IntegrationException.Unexpected;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PagingTest {

    private final Clients clients = new Clients();

    @AfterEach
    void close() {
        clients.close();
    }

    @ParameterizedTest
    @EnumSource
    void readsEachItemOnceAndInOrder(PagingStyles style) throws Exception {
        for (int length : new int[] {0, 1, 9, 10, 11, 20, 37}) {
            try (FakeServer server = style.server(new Listing(length, Fault.NONE))) {
                var sink = new Recording();

                clients.open(server.base()).read(style.call(), style.paging(), sink);

                assertThat(sink.ids()).as("%d items", length).isEqualTo(numbers(length));
                assertThat(server.requests.size()).isLessThanOrEqualTo(length / 10 + 2);
            }
        }
    }

    static Stream<Arguments> faults() {
        return Stream.of(PagingStyles.values())
                .flatMap(style -> Stream.of(Fault.values())
                        .filter(fault -> fault != Fault.NONE)
                        .filter(fault -> fault != Fault.ENDLESS || style != PagingStyles.WHOLE)
                        .map(fault -> Arguments.of(style, fault)));
    }

    /** Whatever goes wrong: either every item that there is comes, or the reading ends with an exception. */
    @ParameterizedTest
    @MethodSource("faults")
    void isWholeOrIncompleteButNeverSilentlyShort(PagingStyles style, Fault fault) throws Exception {
        for (int length : new int[] {10, 20, 35, 40}) {
            try (FakeServer server = style.server(new Listing(length, fault))) {
                var sink = new Recording();
                Http http = clients.open(Server.at(server.base())
                        .limits(Server.Limits.usual().attempts(2).page(1 << 20)));

                boolean whole = true;
                try {
                    http.read(style.call(), style.paging().pages(20), sink);
                } catch (IntegrationException e) {
                    whole = false;
                    assertThat(e.getMessage()).contains(server.base());
                }

                if (whole) {
                    boolean told = style.paging().signs().stream()
                            .anyMatch(sign -> sign instanceof Total || sign instanceof TotalHeader);
                    assertThat(sink.ids())
                            .as("%d items", length)
                            .containsAll(numbers(told || fault != Fault.TOTAL_TOO_LARGE ? length : length - 7));
                    assertThat(fault).isNotIn(Fault.ENDLESS);
                } else {
                    assertThat(fault).isNotEqualTo(Fault.SHORT_PAGE);
                }
                assertThat(server.requests.size()).isLessThanOrEqualTo(30);
            }
        }
    }

    @Test
    void repeatsTheSizeWithEachCursorAndKeepsTheOtherParameters() throws Exception {
        try (var server = FakeServer.answering(request -> json(
                request.query().containsKey("after")
                        ? "{\"v\":[],\"n\":null}"
                        : "{\"v\":[{\"id\":1}],\"n\":\"x/y=\"}"))) {
            clients.open(server.base())
                    .read(
                            Call.get("list?a=b").query("q", "z").items("/v"),
                            Paging.cursor("after", "/n").size("limit", 5),
                            new Recording());

            assertThat(server.asked())
                    .containsExactly("GET /list?{a=b, q=z, limit=5}", "GET /list?{a=b, q=z, limit=5, after=x/y=}");
        }
    }

    @Test
    void readsWhatFollowsTheLastItem() throws Exception {
        try (var server = FakeServer.answering(request -> {
            int after = request.number("since", 0);
            return json("[" + FakeServer.items(after + 1, Math.min(after + 11, 26)) + "]");
        })) {
            var sink = new Recording();

            clients.open(server.base()).read(Call.get("list"), Paging.after("since", "/id"), sink);

            assertThat(sink.records).hasSize(25);
            assertThat(sink.places).containsExactly("10 10", "20 20", "25 25");
        }
    }

    @Test
    void goesOnWhereTheSinkSays() throws Exception {
        try (FakeServer server = PagingStyles.CURSOR_IN_QUERY.server(new Listing(35, Fault.NONE))) {
            var sink = new Recording("20 20");

            clients.open(server.base())
                    .read(
                            PagingStyles.CURSOR_IN_QUERY.call(),
                            PagingStyles.CURSOR_IN_QUERY
                                    .paging()
                                    .total("/total")
                                    .keepsCursors(),
                            sink);

            assertThat(sink.ids()).containsExactlyElementsOf(numbers(35).subList(20, 35));
            assertThat(sink.places).containsExactly("30 30");
            assertThat(server.requests).hasSize(2);
        }
    }

    @Test
    void refusesAPlaceThatItDoesNotUnderstand() {
        Http http = clients.open("http://127.0.0.1:1");

        assertThatThrownBy(() -> http.read(Call.get("x"), Paging.link().keepsCursors(), new Recording("nonsense")))
                .isInstanceOf(Unexpected.class)
                .hasMessageContaining("begins at the beginning");
    }

    @Test
    void stopsOnPurpose() throws Exception {
        try (FakeServer server = PagingStyles.OFFSET_WITH_TOTAL.server(new Listing(100, Fault.NONE))) {
            var sink = new Recording();

            clients.open(server.base())
                    .read(
                            PagingStyles.OFFSET_WITH_TOTAL.call(),
                            PagingStyles.OFFSET_WITH_TOTAL.paging().atMost(15),
                            sink);

            assertThat(sink.records).hasSize(15);
            assertThat(server.requests).hasSize(2);
        }
    }

    @Test
    void doesNotTakeAListForWholeThatReachedWhatTheServerGives() throws Exception {
        try (FakeServer server = PagingStyles.PAGE_UNTIL_EMPTY.server(new Listing(100, Fault.NONE))) {
            Http http = clients.open(server.base());

            assertThatThrownBy(() -> http.read(
                            PagingStyles.PAGE_UNTIL_EMPTY.call(),
                            PagingStyles.PAGE_UNTIL_EMPTY.paging().cap(50),
                            new Recording()))
                    .hasMessageContaining("the 50 items that the server gives at most");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 416})
    void takesARefusalBehindTheLastPageForTheEnd(int status) throws Exception {
        try (var server = FakeServer.answering(request -> request.number("page", 1) > 2
                ? Reply.of(status, "no such page")
                : json("{\"total\":20,\"items\":["
                        + FakeServer.items(request.number("page", 1) * 10, request.number("page", 1) * 10 + 10)
                        + "]}"))) {
            var sink = new Recording();

            clients.open(server.base())
                    .read(
                            Call.get("x").items("/items"),
                            Paging.page("page").size("n", 10).total("/total"),
                            sink);

            assertThat(sink.records).hasSize(20);
            assertThat(server.requests).hasSize(3);
        }
    }

    @Test
    void doesNotTakeARefusalInTheMiddleForTheEnd() throws Exception {
        try (var server = FakeServer.answering(request -> request.number("page", 1) > 2
                ? Reply.of(404, "no such page")
                : json("{\"items\":["
                        + FakeServer.items(request.number("page", 1) * 10, request.number("page", 1) * 10 + 10)
                        + "]}"))) {
            Http http = clients.open(server.base());

            assertThatThrownBy(() -> http.read(
                            Call.get("x").items("/items"), Paging.page("page").size("n", 10), new Recording()))
                    .isInstanceOf(Unexpected.class);
            assertThatThrownBy(() -> http.read(
                            Call.get("x").items("/items").skip(404),
                            Paging.page("page").size("n", 10),
                            new Recording()))
                    .isInstanceOf(Unexpected.class)
                    .hasMessageContaining("page 3 does not exist");
        }
    }

    /** Pages of three, of which the second has one: then a refusal may be the end, or the end of the right to see the list. */
    @ParameterizedTest
    @CsvSource({
        "404, 200, 404, ''",
        "400, 200, 400, ''",
        "404, 404, 404, page 3 was refused with 404",
        "404, 200, 200, 'page 3 was refused with 404, but not when it was asked for again'"
    })
    void takesARefusalAfterAShortPageForTheEndOnlyIfTheListIsStillThere(
            int beyond, int before, int again, String problem) throws Exception {
        for (boolean skipped : new boolean[] {false, true}) {
            var statuses = List.of(200, 200, beyond, before, again).iterator();
            try (var server = FakeServer.answering(request -> {
                int page = request.number("page", 1);
                int status = statuses.next();
                return status == 200
                        ? json("{\"items\":[" + FakeServer.items(page * 3, page == 1 ? 6 : 7) + "]}")
                        : Reply.of(status, "");
            })) {
                var sink = new Recording();
                Http http = clients.open(server.base());
                Call call = Call.get("x").items("/items");
                Paging paging = Paging.page("page").size("n", 3);

                if (problem.isEmpty()) {
                    http.read(skipped ? call.skip(beyond) : call, paging, sink);
                    assertThat(sink.records).hasSize(4);
                    assertThat(server.asked()).hasSize(5).endsWith("GET /x?{n=3, page=2}", "GET /x?{n=3, page=3}");
                } else {
                    assertThatThrownBy(() -> http.read(skipped ? call.skip(beyond) : call, paging, sink))
                            .isInstanceOf(Unexpected.class)
                            .hasMessageContaining(skipped || again == 200 ? problem : "was answered with 404");
                }
            }
        }
    }

    /** The server cuts a list into pages, and then leaves out what the caller may not see. */
    private static Reply sparse(FakeServer.Request request, Set<Integer> seen) {
        int from = request.number("from", 0);
        return json(IntStream.range(from, from + 50)
                .filter(seen::contains)
                .mapToObj(number -> "{\"id\":" + number + "}")
                .collect(Collectors.joining(",", "[", "]")));
    }

    @Test
    void goesOnBehindPagesThatTheServerLeftEmpty() throws Exception {
        try (var server = FakeServer.answering(request -> sparse(request, Set.of(0, 120, 121, 249)))) {
            var sink = new Recording();

            clients.open(server.base())
                    .read(Call.get("x"), Paging.offset("from").size("n", 50).gaps(3), sink);

            assertThat(sink.ids()).contains(0, 120, 121, 249);
            assertThat(server.requests)
                    .extracting(request -> request.number("from", -1))
                    .startsWith(0, 1, 51, 101)
                    .last()
                    .isEqualTo(354);
        }
    }

    @Test
    void takesAnObjectForARecordAndNotForAConnectionUnlessItIsGraphQl() throws Exception {
        try (var server = FakeServer.answering(request -> json("{\"id\":7,\"nodes\":[{\"id\":1}],\"total\":1}"))) {
            var sink = new Recording();

            clients.open(server.base())
                    .read(Call.get("x").itemsOrOne(""), Paging.none().total("/total"), sink);

            assertThat(sink.ids()).containsExactly(7);
        }
    }

    @Test
    void doesNotTakeTheSamePageAgainAndAgainForGaps() throws Exception {
        try (var server = FakeServer.answering(request -> json("[{\"id\":1}]"))) {
            Http http = clients.open(server.base());

            assertThatThrownBy(() -> http.read(
                            Call.get("x"), Paging.offset("from").size("n", 50).gaps(3), new Recording()))
                    .isInstanceOf(Unexpected.class)
                    .hasMessageContaining("the same as the page before it");
        }
    }

    @Test
    void doesNotTakeARefusalBehindAShortPageForTheEndWhereThereAreGaps() throws Exception {
        try (var server = FakeServer.answering(
                request -> request.number("from", 0) == 0 ? json("[{\"id\":1}]") : Reply.of(404, "no such page"))) {
            Http http = clients.open(server.base());

            assertThatThrownBy(() -> http.read(
                            Call.get("x"), Paging.offset("from").size("n", 50).gaps(3), new Recording()))
                    .isInstanceOf(Unexpected.class);
        }
    }

    @Test
    void leavesNoGapsWherePagesHaveNoOffsetsOrNoSize() {
        assertThatThrownBy(() -> Paging.page("page").size("n", 10).gaps(3))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Paging.offset("from").gaps(3)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void namesWhatIsThereIfTheItemsAreNot() throws Exception {
        try (var server = FakeServer.answering(request -> json("{\"values\":[],\"s3cret\":\"x\"}"))) {
            Http http = clients.open(server.base());

            assertThatThrownBy(() -> http.read(Call.get("x").items("/items"), Paging.page("p"), new Recording()))
                    .hasMessageContaining("no array of items at /items")
                    .hasMessageContaining("values");
            assertThatThrownBy(() -> http.read(Call.get("x").items("/items"), new Recording()))
                    .hasMessageContaining("no items at /items")
                    .hasMessageContaining("values");
        }
    }

    @Test
    void refusesItemsThatAreNoObjects() throws Exception {
        try (var server = FakeServer.answering(request -> json("[{\"id\":1},2]"))) {
            Http http = clients.open(server.base());

            assertThatThrownBy(() -> http.read(Call.get("x"), new Recording()))
                    .isInstanceOf(Unexpected.class)
                    .hasMessageContaining("item 2 of a page is no JSON object");
        }
    }

    @Test
    void protectsWhatIsRefusedAndGoesOn() throws Exception {
        try (var server = FakeServer.answering(request -> Reply.of(403, "{\"message\":\"not for you\"}"))) {
            var sink = new Recording();

            clients.open(server.base()).read(Call.get("x").protect(403), Paging.page("page"), sink);

            assertThat(sink.incomplete)
                    .hasSize(1)
                    .allSatisfy((name, reason) -> assertThat(reason)
                            .isInstanceOf(IntegrationException.Unauthorized.class)
                            .hasMessageContaining("not for you"));
        }
    }

    @Test
    void takesASkippedRefusalOfTheFirstPageForAnEmptyList() throws Exception {
        try (var server = FakeServer.answering(request -> Reply.of(404, ""))) {
            var sink = new Recording();

            clients.open(server.base()).read(Call.get("x").skip(404), Paging.page("page"), sink);
            clients.open(server.base()).read(Call.get("x").skip(404), sink);

            assertThat(sink.records).isEmpty();
            assertThat(sink.incomplete).isEmpty();
        }
    }

    @Test
    void takesNoContentForNothing() throws Exception {
        try (var server = FakeServer.answering(request -> Reply.of(204, ""))) {
            var sink = new Recording();

            clients.open(server.base()).read(Call.get("x"), Paging.link(), sink);
            clients.open(server.base()).read(Call.get("x"), sink);

            assertThat(sink.records).isEmpty();
        }
    }

    @Test
    void followsAddressesThatAreNotQuiteRight() throws Exception {
        try (var server = FakeServer.answering(request -> json(
                request.query().isEmpty()
                        ? "{\"v\":[{\"id\":1}],\"n\":\"x?q=a b|ü\"}"
                        : "{\"v\":[{\"id\":2}],\"n\":null}"))) {
            clients.open(server.base()).read(Call.get("x").items("/v"), Paging.nextUrl("/n"), new Recording());

            assertThat(server.asked()).containsExactly("GET /x", "GET /x?{q=a b|ü}");
        }
    }

    @Test
    void remembersNoPlaceThatHoldsASecret() throws Exception {
        try (var server = FakeServer.answering(request -> json(
                request.query().containsKey("p")
                        ? "{\"v\":[{\"id\":2}],\"n\":null}"
                        : "{\"v\":[{\"id\":1}],\"n\":\"/x?p=2&key=s3cret\"}"))) {
            var sink = new Recording();

            clients.open(Server.at(server.base()).auth(io.atoll.kit.http.Auth.query("key", "s3cret")))
                    .read(Call.get("x").items("/v"), Paging.nextUrl("/n").keepsCursors(), sink);

            assertThat(sink.ids()).containsExactly(1, 2);
            assertThat(sink.places).isEmpty();
        }
    }

    @Test
    void refusesWhatFitsNoStyle() {
        assertThatThrownBy(() -> Paging.page("p").alone()).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Paging.page("p").keepsCursors()).hasMessageContaining("Numbered");
        assertThatThrownBy(() -> Paging.link().from(1)).hasMessageContaining("Next");
    }

    private static List<Integer> numbers(int length) {
        return new ArrayList<>(IntStream.range(0, length).boxed().toList());
    }

    @Test
    void readsAgainFromTheBeginningWhenACursorHasExpired() throws Exception {
        var expired = new AtomicInteger(1);
        try (var server =
                FakeServer.answering(request -> switch (request.query().getOrDefault("c", "")) {
                    case "" -> json("{\"items\":[" + items(0, 2) + "],\"next\":\"two\"}");
                    case "two" -> json("{\"items\":[" + items(2, 4) + "],\"next\":\"three\"}");
                    default ->
                        expired.getAndDecrement() > 0
                                ? Reply.of(410, "")
                                : json("{\"items\":[" + items(4, 5) + "],\"next\":null}");
                })) {
            var sink = new Recording();

            clients.open(server.base())
                    .read(
                            Call.get("x").items("/items"),
                            Paging.cursor("c", "/next").expires(410),
                            sink);

            assertThat(sink.ids()).containsExactly(0, 1, 2, 3, 0, 1, 2, 3, 4);
        }
    }

    @Test
    void isIncompleteWhenACursorExpiresAgainOrWithoutADeclaration() throws Exception {
        try (var server = FakeServer.answering(request -> request.query().isEmpty()
                ? json("{\"items\":[" + items(0, 2) + "],\"next\":\"two\"}")
                : Reply.of(410, ""))) {
            Http http = clients.open(server.base());
            Call call = Call.get("x").items("/items");

            assertThatThrownBy(() -> http.read(call, Paging.cursor("c", "/next").expires(400, 410), new Recording()))
                    .isInstanceOf(Unexpected.class)
                    .hasMessageContaining("the server no longer knows where the list goes on, and did so again")
                    .hasMessageEndingWith("The list was not read whole, so nothing is taken as gone");
            assertThatThrownBy(() -> http.read(call, Paging.cursor("c", "/next"), new Recording()))
                    .isInstanceOf(Unexpected.class)
                    .hasMessageContaining("410");
            assertThat(server.requests).hasSize(6);
        }
        assertThatThrownBy(() -> Paging.page("p").expires(410)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void beginsAtTheBeginningWhenThePlaceToGoOnAtHasExpired() throws Exception {
        try (var server = FakeServer.answering(request -> request.query().isEmpty()
                ? json("{\"items\":[" + items(0, 2) + "],\"next\":null}")
                : Reply.of(400, "{\"error\":\"no such cursor\"}"))) {
            var sink = new Recording("2 old");

            clients.open(server.base())
                    .read(
                            Call.get("x").items("/items"),
                            Paging.cursor("c", "/next").keepsCursors().expires(400),
                            sink);

            assertThat(sink.ids()).containsExactly(0, 1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void readsAListAgainThatBecameShorterOnTheWayAndNotTwice(int times) throws Exception {
        var length = new AtomicInteger(5);
        try (var server = FakeServer.answering(request -> {
            int skip = request.number("skip", 0);
            if (skip == 2 && length.get() > 5 - times) {
                length.decrementAndGet();
            }
            int from = 5 - length.get();
            return json(
                    "{\"items\":[" + items(from + skip, Math.min(5, from + skip + 2)) + "],\"total\":" + length + "}");
        })) {
            var sink = new Recording();
            Http http = clients.open(server.base());
            Call call = Call.get("x").items("/items");
            Paging paging = Paging.offset("skip").size("take", 2).total("/total");

            if (times == 1) {
                http.read(call, paging, sink);
                assertThat(sink.ids()).containsExactly(0, 1, 1, 2, 3, 4);
            } else {
                assertThatThrownBy(() -> http.read(call, paging, sink))
                        .isInstanceOf(Unexpected.class)
                        .hasMessageContaining("the list became shorter while it was read");
            }
        }
    }
}
