package io.atoll.kit.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.kit.FakeServer;
import io.atoll.kit.FakeServer.Reply;
import io.atoll.kit.Recording;
import io.atoll.kit.http.Call;
import io.atoll.kit.http.Enrichment;
import io.atoll.kit.http.Http;
import io.atoll.kit.http.Paging;
import io.atoll.spi.IntegrationException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EnrichmentTest {

    private final Clients clients = new Clients();

    @AfterEach
    void close() {
        clients.close();
    }

    @Test
    void putsWhatWasAskedForIntoEachRecord() throws Exception {
        try (var server = FakeServer.answering(request -> switch (request.path()) {
            case "/list" -> Reply.json("[{\"id\":1},{\"id\":2}]");
            case "/members/1" -> Reply.json("[\"a\"]");
            default -> Reply.of(404, "");
        })) {
            Http http = clients.open(server.base());
            var sink = new Recording();

            http.read(
                    Call.get("list"),
                    Paging.none(),
                    Enrichment.put(
                                    "__members",
                                    2,
                                    record -> http.json(Call.get(
                                                    "members/{id}",
                                                    record.path("id").asText())
                                            .skip(404)))
                            .then(page -> page.forEach(
                                    record -> record.put("__url", "https://x.example/" + record.path("id")))),
                    sink);

            assertThat(sink.records.toString().replace("}, {", "},{"))
                    .isEqualTo("[{\"id\":1,\"__members\":[\"a\"],\"__url\":\"https://x.example/1\"},"
                            + "{\"id\":2,\"__members\":null,\"__url\":\"https://x.example/2\"}]");
        }
    }

    @Test
    void isIncompleteIfARecordCannotBeCompleted() throws Exception {
        try (var server = FakeServer.answering(
                request -> request.path().equals("/list") ? Reply.json("[{\"id\":1}]") : Reply.of(404, ""))) {
            Http http = clients.open(server.base());
            var sink = new Recording();

            assertThatThrownBy(() -> http.read(
                            Call.get("list"),
                            Paging.none(),
                            Enrichment.put("x", record -> http.json(Call.get("other"))),
                            sink))
                    .isInstanceOf(IntegrationException.class);
            assertThat(sink.records).isEmpty();
        }
    }

    @Test
    void joinsWhatIsAboutManyRecordsAtOnce() throws Exception {
        List<ObjectNode> page = new ArrayList<>();
        for (int id = 1; id <= 5; id++) {
            page.add(JsonBody.JSON.createObjectNode().put("id", "k" + (id % 4)));
        }
        page.add(JsonBody.JSON.createObjectNode().put("other", true));
        var asked = new ArrayList<List<String>>();

        Enrichment.join("__calls", "/id", 3, "/of", keys -> {
                    asked.add(List.copyOf(keys));
                    var items = JsonBody.JSON.createArrayNode();
                    keys.stream()
                            .filter(key -> !key.equals("k2"))
                            .forEach(key -> items.addObject().put("of", key));
                    return items;
                })
                .enrich(page);

        assertThat(asked).containsExactly(List.of("k1", "k2", "k3"), List.of("k0"));
        assertThat(page).extracting(record -> record.path("__calls").size()).containsExactly(1, 0, 1, 1, 1, 0);
    }
}
