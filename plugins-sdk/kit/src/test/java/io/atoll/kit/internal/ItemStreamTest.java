package io.atoll.kit.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.atoll.kit.FakeServer;
import io.atoll.kit.FakeServer.Reply;
import io.atoll.kit.Recording;
import io.atoll.kit.http.Call;
import io.atoll.kit.http.Http;
import io.atoll.kit.http.Page;
import io.atoll.kit.http.Paging;
import io.atoll.kit.http.Server;
import io.atoll.spi.IntegrationException.Unexpected;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ItemStreamTest {

    private final Clients clients = new Clients();

    @AfterEach
    void close() {
        clients.close();
    }

    @ParameterizedTest
    @CsvSource({
        "'', '[%s]'",
        "/items, '{\"a\":[{}],\"items\":[%s],\"b\":{}}'",
        "/data/items, '{\"x\":{\"items\":1},\"data\":{\"items\":[%s]}}'"
    })
    void readsItemsAtAPointer(String pointer, String document) throws Exception {
        try (var server = FakeServer.answering(request -> Reply.json(document.formatted(FakeServer.items(0, 450))))) {
            var sink = new Recording();

            clients.open(server.base()).read(Call.get("x").items(pointer), sink);

            assertThat(sink.ids()).hasSize(450).doesNotHaveDuplicates();
            assertThat(sink.pages).containsExactly(200, 200, 50);
        }
    }

    @Test
    void givesWhatStandsAroundTheItemsWithTheLastOfThem() throws Exception {
        String document = "{\"ok\":true,\"data\":{\"count\":3,\"tags\":[1,2],\"items\":[" + FakeServer.items(0, 250)
                + "],\"meta\":{\"next\":\"x\",\"note\":\"" + "y".repeat(5000) + "\"}},\"more\":false}";
        try (var server = FakeServer.answering(request -> Reply.json(document))) {
            List<JsonNode> around = new ArrayList<>();

            clients.open(server.base())
                    .pages(Call.get("x").items("/data/items"), Paging.none(), page -> around.add(page.body()));

            assertThat(around)
                    .map(JsonNode::toString)
                    .containsExactly(
                            "",
                            "{\"ok\":true,\"data\":{\"count\":3,\"tags\":[],\"meta\":{\"next\":\"x\"}},\"more\":false}");
        }
    }

    @Test
    void holdsLittleOfWhatStandsAroundTheItems() throws Exception {
        String many =
                IntStream.range(0, 5000).mapToObj(i -> "\"k" + i + "\":1,").collect(Collectors.joining());
        try (var server = FakeServer.answering(request -> Reply.json("{" + many + "\"items\":[{\"id\":1}]}"))) {
            List<Integer> sizes = new ArrayList<>();

            clients.open(server.base())
                    .pages(
                            Call.get("x").items("/items"),
                            Paging.none(),
                            page -> sizes.add(page.body().size()));

            assertThat(sizes).containsExactly(1000);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"items\":[{\"id\":1}]", "{\"items\":[{\"id\":1}],\"a\":", "{\"items\":[{\"id\":1}]} {}"})
    void neverTakesABrokenAnswerAroundAListForAWholeOne(String body) throws Exception {
        try (var server = FakeServer.answering(request -> Reply.of(200, body))) {
            var sink = new Recording();

            assertThatThrownBy(
                            () -> clients.open(server.base()).read(Call.get("x").items("/items"), sink))
                    .isInstanceOf(Unexpected.class)
                    .hasMessageContaining("GET " + server.base() + "/x");
            assertThat(sink.records).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"[{\"id\":1},", "[{\"id\":1}", "[{\"id\":1}]]", "{\"items\":[]}", "\"x\"", ""})
    void neverTakesABrokenListForAWholeOne(String body) throws Exception {
        try (var server = FakeServer.answering(request -> Reply.of(200, body))) {
            assertThatThrownBy(() -> clients.open(server.base()).read(Call.get("x"), new Recording()))
                    .isInstanceOf(Unexpected.class)
                    .hasMessageContaining("GET " + server.base() + "/x");
        }
    }

    private Http small(String base) {
        return clients.open(Server.at(base).limits(Server.Limits.usual().stream(1 << 20, 16 << 10)));
    }

    @Test
    void tellsOfAnItemThatIsTooLargeAndReadsTheOthers() throws Exception {
        String large = "{\"id\":2,\"name\":\"big\",\"note\":\"" + "ü".repeat(300) + "\",\"x\":[{\"y\":["
                + "1,".repeat(20_000) + "1]}],\"after\":1}";
        for (String body :
                new String[] {"[{\"id\":1}," + large + ",{\"id\":3}]", "[{\"id\":1},{\"id\":3}," + large + "]"}) {
            try (var server = FakeServer.answering(request -> Reply.json(body))) {
                var sink = new Recording();

                small(server.base()).read(Call.get("x"), sink);

                assertThat(sink.ids()).containsExactly(1, 3);
                assertThat(sink.unreadable).hasSize(1).allSatisfy((reason, known) -> {
                    assertThat(reason)
                            .startsWith("GET " + server.base() + "/x: item ")
                            .endsWith("is larger than 16 KB; leave out what makes it so large, or raise the limit");
                    assertThat(known.toString()).isEqualTo("{\"id\":2,\"name\":\"big\"}");
                });
            }
        }
    }

    @Test
    void tellsWhichItemIsTooLargeIfItSaysNothingOfItself() throws Exception {
        try (var server =
                FakeServer.answering(request -> Reply.json("[{\"id\":1},{\"x\":[" + "1,".repeat(20_000) + "1]}]"))) {
            var sink = new Recording();

            small(server.base()).read(Call.get("x"), sink);

            assertThat(sink.unreadable.values()).hasToString("[{\"item\":\"item 2\"}]");
        }
    }

    @Test
    void refusesAnItemThatIsTooLargeWhereNothingCanBeToldOfIt() throws Exception {
        try (var server = FakeServer.answering(
                request -> Reply.json("[{\"id\":1},{\"id\":2,\"x\":[" + "1,".repeat(20_000) + "1]}]"))) {
            assertThatThrownBy(() -> small(server.base()).pages(Call.get("x"), Paging.none(), page -> {}))
                    .isInstanceOf(Unexpected.class)
                    .hasMessageContaining("item 2 is larger than 16 KB");
        }
    }

    @Test
    void anItemThatIsTooLargeAndBreaksOffIsNoWholeList() throws Exception {
        try (var server = FakeServer.answering(request -> Reply.json("[{\"id\":2,\"x\":[" + "1,".repeat(20_000)))) {
            assertThatThrownBy(() -> small(server.base()).read(Call.get("x"), new Recording()))
                    .isInstanceOf(Unexpected.class);
        }
    }

    /** Up to two hundred megabytes, of which no more than two hundred items are held at a time. */
    @ParameterizedTest
    @CsvSource({"'', '[', ']', 200000", "/data/items, '{\"data\":{\"items\":[', '],\"n\":1}}', 100000"})
    void readsMoreThanFitsIntoMemory(String pointer, String before, String after, int items) throws Exception {
        byte[] item = ("{\"id\":1,\"text\":\"" + "x".repeat(1000) + "\"}").getBytes(StandardCharsets.UTF_8);
        var address = new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0);
        HttpServer server = HttpServer.create(address, 0);
        server.createContext("/", exchange -> {
            exchange.getResponseHeaders().add("Content-Encoding", "gzip");
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = new GZIPOutputStream(exchange.getResponseBody(), 64 * 1024) {
                {
                    def.setLevel(0);
                }
            }) {
                out.write(before.getBytes(StandardCharsets.UTF_8));
                for (int i = 0; i < items; i++) {
                    if (i > 0) {
                        out.write(',');
                    }
                    out.write(item);
                }
                out.write(after.getBytes(StandardCharsets.UTF_8));
            }
        });
        server.start();
        try {
            var read = new AtomicLong();
            var largest = new AtomicLong();

            clients.open("http://127.0.0.1:" + server.getAddress().getPort())
                    .pages(Call.get("x").items(pointer), Paging.none(), (Page page) -> {
                        read.addAndGet(page.items().size());
                        largest.accumulateAndGet(page.items().size(), Math::max);
                    });

            assertThat(read).hasValue(items);
            assertThat(largest).hasValueLessThanOrEqualTo(200);
        } finally {
            server.stop(0);
        }
    }
}
