package io.atoll.catalog.internal.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.catalog.internal.container.CatalogBox;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** Events that other systems post, and the entities that become of them. */
@TestInstance(Lifecycle.PER_CLASS)
class WebhookApiTest {

    private static final String MAPPINGS = """
            [{"blueprint":"service","filter":".body.kind == \\"repo\\"","itemsToParse":".body.repos",
              "entity":{"identifier":".item.name","title":".item.name | ascii_upcase",
               "properties":{"stars":".item.stars","via":".headers[\\"x-source\\"]","page":".queryParams.page"},
               "relations":{"parent":".item.parent"}}},
             {"blueprint":"service","operation":"delete","filter":".body.kind == \\"gone\\"",
              "entity":{"identifier":".body.name"}}]""";

    private CatalogBox box;

    @BeforeAll
    void start(@TempDir Path data) {
        box = CatalogBox.start(data);
        box.post("/v1/blueprints", """
                {"identifier":"service","title":"S","schema":{"properties":{"stars":{"type":"number"},
                 "via":{"type":"string"},"page":{"type":"string"}}},"relations":{"parent":{"target":"service"}}}""");
    }

    @AfterAll
    void stop() {
        box.close();
    }

    @Test
    void mapsAnEventToEntities() {
        var address = address(webhook("plain", ""));

        var taken = box.send("POST", address + "?page=7", Map.of("X-Source", "test"), """
                {"kind":"repo","repos":[{"name":"a","stars":3,"parent":"root"},{"name":"b","stars":"many"}]}""");

        assertThat(taken.status()).as(taken.text()).isEqualTo(202);
        assertThat(taken.json().path("changed").asInt()).isEqualTo(1);
        assertThat(taken.json().at("/errors/0/details/property").asText()).isEqualTo("stars");
        var entity = box.get("/v1/blueprints/service/entities/a").json().path("entity");
        assertThat(entity.path("title").asText()).isEqualTo("A");
        assertThat(entity.path("properties").toString()).isEqualTo("{\"stars\":3,\"via\":\"test\",\"page\":\"7\"}");
        assertThat(entity.at("/relations/parent").asText()).isEqualTo("root");
        assertThat(box.get("/v1/audit-log?webhookId=plain&entity=a")
                        .json()
                        .at("/audits/0/trigger/origin")
                        .asText())
                .isEqualTo("WEBHOOK");

        box.send("POST", address, Map.of(), "{\"kind\":\"gone\",\"name\":\"a\"}");
        assertThat(box.get("/v1/blueprints/service/entities/a").status()).isEqualTo(404);
    }

    @Test
    void takesOnlyWhatIsSigned() throws Exception {
        var address = address(webhook("signed", """
                ,"security":{"secret":"s3cret","signatureHeaderName":"X-Sig","signatureAlgorithm":"sha256","signaturePrefix":"sha256="}"""));
        var body = "{\"kind\":\"none\"}";
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec("s3cret".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        var signature = "sha256=" + HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));

        assertThat(box.send("POST", address, Map.of(), body).status()).isEqualTo(401);
        assertThat(box.send("POST", address, Map.of("X-Sig", "sha256=00"), body).status())
                .isEqualTo(401);
        assertThat(box.send("POST", address, Map.of("X-Sig", signature), body).status())
                .isEqualTo(202);
        assertThat(box.send("POST", address, Map.of("X-Sig", signature), body + " ")
                        .status())
                .isEqualTo(401);
    }

    @Test
    void takesAnEventOfOneNameOnce() {
        var address = address(webhook("named", ",\"security\":{\"requestIdentifierPath\":\".headers[\\\"x-id\\\"]\"}"));
        var event = "{\"kind\":\"repo\",\"repos\":[{\"name\":\"once\",\"stars\":1}]}";
        var faulty = "{\"kind\":\"repo\",\"repos\":[{\"name\":\"once\",\"stars\":\"many\"}]}";

        box.send("POST", address, Map.of("X-Id", "1"), faulty);
        assertThat(box.send("POST", address, Map.of("X-Id", "1"), event)
                        .json()
                        .path("changed")
                        .asInt())
                .isEqualTo(1);
        var again = box.send("POST", address, Map.of("X-Id", "1"), event).json();
        assertThat(again.path("duplicate").asBoolean()).isTrue();
        assertThat(again.path("changed").asInt()).isZero();
        assertThat(box.send("POST", address, Map.of("X-Id", "2"), event)
                        .json()
                        .path("changed")
                        .asInt())
                .isEqualTo(1);
        assertThat(box.send("POST", address, Map.of(), event).json().has("duplicate"))
                .isFalse();
    }

    @Test
    void boundsAndChecksWhatIsPosted() {
        var address = address(webhook("bounded", ""));

        assertThat(box.send("POST", address, Map.of(), "\"" + "x".repeat(512 << 10) + "\"")
                        .status())
                .isEqualTo(413);
        assertThat(box.send("POST", address, Map.of(), "{").status()).isEqualTo(400);
        assertThat(box.send("POST", "/v1/events/unknown", Map.of(), "{}").status())
                .isEqualTo(404);
    }

    @Test
    void changesAndDeletesWebhooks() {
        var made = webhook("changing", "");
        assertThat(made.path("url").asText()).startsWith(box.address() + "/v1/events/");
        var patched = box.call("PATCH", "/v1/webhooks/changing", "{\"enabled\":false}");
        assertThat(patched.json().at("/integration/webhookKey")).isEqualTo(made.path("webhookKey"));
        assertThat(patched.json().at("/webhook/title").asText()).isEqualTo("T");
        assertThat(box.send("POST", address(made), Map.of(), "{\"kind\":\"repo\",\"repos\":[{\"name\":\"off\"}]}")
                        .status())
                .isEqualTo(202);
        assertThat(box.get("/v1/blueprints/service/entities/off").status()).isEqualTo(404);
        assertThat(box.get("/v1/webhooks").json().path("integrations").findValuesAsText("identifier"))
                .contains("changing");

        assertThat(box.call("DELETE", "/v1/webhooks/changing", null).status()).isEqualTo(200);
        assertThat(box.send("POST", address(made), Map.of(), "{}").status()).isEqualTo(404);
    }

    @Test
    void saysWhatIsWrongWithAWebhook() {
        assertThat(box.post("/v1/webhooks", "{\"enabled\":true}").status()).isEqualTo(422);
        assertThat(box.post("/v1/webhooks", "{\"title\":\"t\"}")
                        .json()
                        .path("message")
                        .asText())
                .contains("enabled");
        assertThat(box.post("/v1/webhooks", """
                        {"title":"t","enabled":true,"mappings":[{"blueprint":"b","entity":{"identifier":".a +"}}]}""").json().path("message").asText())
                .contains("mappings[0].entity.identifier", "no jq program");
    }

    private JsonNode webhook(String identifier, String more) {
        var made = box.post(
                "/v1/webhooks",
                "{\"identifier\":\"" + identifier + "\",\"title\":\"T\",\"enabled\":true,\"mappings\":" + MAPPINGS
                        + more + "}");
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        return made.json().path("integration");
    }

    private static String address(JsonNode webhook) {
        return URI.create(webhook.path("url").asText()).getRawPath();
    }
}
