package io.atoll.kit.internal;

import static io.atoll.kit.FakeServer.Reply.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonPointer;
import io.atoll.kit.FakeServer;
import io.atoll.kit.FakeServer.Reply;
import io.atoll.kit.Recording;
import io.atoll.kit.http.Call;
import io.atoll.kit.http.Paging;
import io.atoll.kit.http.Paging.Sign;
import io.atoll.spi.IntegrationException.Unexpected;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Lists whose answers tell in one of several ways how they go on. */
class PagingSignsTest {

    private static final Call LIST = Call.get("list").items("/items");

    private final Clients clients = new Clients();

    @AfterEach
    void close() {
        clients.close();
    }

    private Recording read(Paging paging, String... answers) throws Exception {
        return read(LIST, paging, answers);
    }

    private Recording read(Call call, Paging paging, String... answers) throws Exception {
        var sink = new Recording();
        var next = List.of(answers).iterator();
        try (var server = FakeServer.answering(request -> json(next.next()))) {
            clients.open(server.base()).read(call, paging, sink);
        }
        assertThat(next.hasNext()).as("an answer that nobody asked for").isFalse();
        return sink;
    }

    @Test
    void takesTheCursorFromTheFirstPlaceThatHasOne() throws Exception {
        Paging paging = Paging.cursor("cursor", List.of("/next", "/meta/after"));

        assertThat(read(
                                paging,
                                "{'items':[{'id':1}],'next':null,'meta':{'after':'x'}}".replace('\'', '"'),
                                "{'items':[{'id':2}],'next':'y'}".replace('\'', '"'),
                                "{'items':[{'id':3}]}".replace('\'', '"'))
                        .ids())
                .containsExactly(1, 2, 3);
    }

    @Test
    void takesTheAddressOfTheNextPageFromAKeyWithADot() throws Exception {
        assertThat(read(
                                Paging.nextUrl(List.of("/@odata.nextLink", "/@odata/nextLink")),
                                "{'items':[{'id':1}],'@odata.nextLink':'/list?x=2'}".replace('\'', '"'),
                                "{'items':[{'id':2}]}".replace('\'', '"'))
                        .ids())
                .containsExactly(1, 2);
    }

    @Test
    void doesNotTakeAFullFirstPageForTheLastThatTellsNothing() {
        Paging paging = Paging.cursor("cursor", List.of("/paging/next/after")).size("limit", 1);

        assertThatThrownBy(() -> read(paging, "{\"items\":[{\"id\":1}]}"))
                .isInstanceOf(Unexpected.class)
                .hasMessageContaining("the page is full, and tells nothing of the next one");
    }

    @Test
    void endsWhereTheLastPageLacksEvenWhatWouldHoldTheCursor() throws Exception {
        Paging paging = Paging.cursor("cursor", List.of("/paging/next/after")).size("limit", 1);

        assertThat(read(
                                paging,
                                "{\"items\":[{\"id\":1}],\"paging\":{\"next\":{\"after\":1}}}",
                                "{\"items\":[{\"id\":2}]}")
                        .ids())
                .containsExactly(1, 2);
    }

    @Test
    void takesAnEmptyPageThatLeadsToItselfForTheEnd() throws Exception {
        assertThat(read(
                                Paging.cursor("mark", List.of("/mark")),
                                "{\"items\":[{\"id\":1}],\"mark\":\"a\"}",
                                "{\"items\":[],\"mark\":\"a\"}")
                        .ids())
                .containsExactly(1);
        assertThatThrownBy(() -> read(
                        Paging.cursor("mark", List.of("/mark")),
                        "{\"items\":[{\"id\":1}],\"mark\":\"a\"}",
                        "{\"items\":[{\"id\":2}],\"mark\":\"a\"}"))
                .hasMessageContaining("never ends");
    }

    @Test
    void goesOnIfAnyOfSomeSignsSaysSo() throws Exception {
        Paging paging = Paging.page("page").anyOf(List.of(more("/next"), more("/hasMore")));

        assertThat(read(
                                paging,
                                "{\"items\":[{\"id\":1}],\"next\":null,\"hasMore\":true}",
                                "{\"items\":[{\"id\":2}],\"next\":null,\"hasMore\":false}")
                        .ids())
                .containsExactly(1, 2);
    }

    @Test
    void believesTheFirstSignThatIsThere() throws Exception {
        Paging paging =
                Paging.page("page").firstOf(List.of(more("/more"), new Sign.Last(JsonPointer.compile("/last"))));

        assertThat(read(
                                paging,
                                "{\"items\":[{\"id\":1}],\"more\":true,\"last\":true}",
                                "{\"items\":[{\"id\":2}],\"last\":true}")
                        .ids())
                .containsExactly(1, 2);
    }

    private static Sign more(String pointer) {
        return new Sign.More(JsonPointer.compile(pointer));
    }

    @Test
    void readsASingleObjectWhereAListMayStand() throws Exception {
        for (Paging paging : List.of(Paging.none(), Paging.none().total("/total"))) {
            assertThat(read(Call.get("one").itemsOrOne(""), paging, "{\"id\":1}")
                            .ids())
                    .containsExactly(1);
            assertThat(read(Call.get("one").itemsOrOne("/x"), paging, "{\"x\":[{\"id\":1},{\"id\":2}]}")
                            .ids())
                    .containsExactly(1, 2);
        }
    }

    @Test
    void doesNotTakeAnAnswerWithALinkToAnotherPageForAWholeList() {
        try (var server = FakeServer.answering(
                request -> json("{\"total\":1,\"items\":[{\"id\":1}]}").with("Link", "</list?page=2>; rel=\"next\""))) {
            for (Paging paging : List.of(Paging.none(), Paging.none().total("/total"))) {
                assertThatThrownBy(() -> clients.open(server.base()).read(LIST, paging, new Recording()))
                        .isInstanceOf(Unexpected.class)
                        .hasMessageContaining("leads to another page");
            }
        }
    }

    @Test
    void namesTheRequestWhoseAnswerIsAWebPage() {
        try (var server = FakeServer.answering(request -> Reply.of(200, "<html></html>"))) {
            assertThatThrownBy(() -> clients.open(server.base()).read(LIST, new Recording()))
                    .isInstanceOf(Unexpected.class)
                    .hasMessageContaining("GET " + server.base() + "/list: ");
        }
    }

    @Test
    void readsASingleAnswerOfWhichNoMoreIsWanted() throws Exception {
        try (var server = FakeServer.answering(
                request -> json("[{\"id\":1},{\"id\":2}]").with("Link", "</list?page=2>; rel=\"next\""))) {
            var sink = new Recording();

            clients.open(server.base()).read(Call.get("list"), Paging.none().atMost(2), sink);

            assertThat(sink.ids()).containsExactly(1, 2);
        }
    }

    @Test
    void keepsTheSecretsOfARequestForATokenOutOfMessages() {
        var login = Call.post("token").json(JsonBody.JSON.createObjectNode().put("client_secret", "s3cr3t-value"));
        var form = Call.post("token")
                .body(new Call.Body.Text(
                        "client_id=me&client_secret=s3cr3t%2Dvalue", "application/x-www-form-urlencoded"));
        for (Call call : List.of(login, form)) {
            try (var server = FakeServer.answering(request -> Reply.of(400, "{\"error\":\"s3cr3t-value is wrong\"}"))) {
                assertThatThrownBy(() -> clients.open(io.atoll.kit.http.Server.at(server.base())
                                        .auth(io.atoll.kit.http.Auth.exchange(call)))
                                .json(Call.get("x")))
                        .hasMessageContaining("*** is wrong")
                        .hasMessageNotContaining("s3cr3t");
            }
        }
    }
}
