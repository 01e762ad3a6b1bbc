package io.atoll.apply.internal.check;

import static io.atoll.apply.internal.Bench.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.apply.internal.client.FakePort;
import io.atoll.apply.internal.client.FakePort.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class OnlineCommandTest {

    private static final String RECORD = "GET /v1/integration/mini-1";
    private static final String STORY =
            "{'identifier':'story','schema':{'properties':{'size':{'type':'number'},'url':{'type':'string','format':'url'}}},"
                    + "'relations':{'shelf':{'target':'shelf','many':false}}}";
    private static final String SHELF = "{'identifier':'shelf','schema':{'properties':{}}}";
    private static final String MAPPING = "{'resources':[{'kind':'story','port':{'entity':{'mappings':"
            + "{'identifier':'.id','blueprint':'\\'story\\''}}}}]}";

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private FakePort port;
    private ObjectNode subject;

    @BeforeEach
    void open() throws IOException {
        port = new FakePort();
        subject = FakePort.JSON
                .createObjectNode()
                .put("type", "mini")
                .put("instance", "mini-1")
                .put("baseUrl", port.url().toString())
                .put("clientId", "id")
                .put("clientSecret", "secret")
                .put("initialize", true)
                .set("mapping", mapping(MAPPING));
        subject.putArray("kinds").add("story");
        subject.putArray("blueprints").add(json(STORY)).add(json(SHELF));
        blueprints();
        entities();
    }

    @AfterEach
    void close() {
        port.close();
    }

    private static JsonNode mapping(String text) throws IOException {
        return FakePort.JSON.readTree(text.replace("\\'", "\\\"").replace('\'', '"'));
    }

    private void blueprints(String... documents) throws IOException {
        port.always(
                "GET /v1/blueprints",
                Answer.ok(json("{'ok':true,'blueprints':[" + String.join(",", documents) + "]}")
                        .toString()));
    }

    private void entities(String... blueprints) throws IOException {
        var entities = FakePort.JSON.createArrayNode();
        for (int i = 0; i < blueprints.length; i++) {
            entities.addObject().put("identifier", "e" + i).put("blueprint", blueprints[i]);
        }
        port.always(
                "POST /v1/blueprints/entities/datasource-entities",
                Answer.ok("{\"ok\":true,\"next\":null,\"entities\":" + entities + "}"));
    }

    private void known(String record) throws IOException {
        port.always(
                RECORD,
                Answer.ok(json("{'ok':true,'integration':" + record + "}").toString()));
    }

    private int check() throws IOException {
        Path file = folder.resolve("subject.json");
        Files.writeString(file, subject.toString());
        var stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        return new OnlineCommand(stream, stream).check(file, folder.resolve("mapping.json"));
    }

    private List<String> said() {
        return out.toString(StandardCharsets.UTF_8).lines().map(String::strip).toList();
    }

    @Test
    void saysWhatAFirstInstallationWouldCreate() throws Exception {
        assertThat(check()).isZero();

        assertThat(said())
                .containsExactly(
                        "in the catalog at " + port.url() + ":",
                        "it is not known there",
                        "it owns no entities",
                        "the first run:",
                        "makes it known",
                        "gives it the default mapping",
                        "creates the blueprints shelf, story");
        assertThat(FakePort.JSON.readTree(Files.readString(folder.resolve("mapping.json"))))
                .isEqualTo((Object) mapping(MAPPING));
    }

    @Test
    void changesNothing() throws Exception {
        assertThat(check()).isZero();

        assertThat(port.calls())
                .allMatch(call -> call.method().equals("GET")
                        || call.path().equals("/v1/blueprints/entities/datasource-entities"));
    }

    @Test
    void comparesWithWhatOceanLeftThere() throws Exception {
        known("{'version':'0.9.1','config':{'resources':[]},'arePortResourcesInitialized':true}");
        entities("story", "shelf", "story");
        blueprints(
                "{'identifier':'story','schema':{'properties':{'size':{'type':'string'},'own':{'type':'string'}}},"
                        + "'relations':{'shelf':{'target':'rack'}}}",
                SHELF);

        assertThat(check()).isZero();

        assertThat(said())
                .contains(
                        "it is known, in version 0.9.1; its first installation is finished",
                        "it owns entities: 1 of shelf, 2 of story",
                        "its mapping is not the default one, and stays",
                        "blueprint story: the type of property size is 'string', and 'number' by default",
                        "blueprint story: property url is missing",
                        "blueprint story: the target of relation shelf is 'rack', and 'shelf' by default",
                        "changes nothing but entities")
                .noneMatch(line -> line.contains("own ") || line.contains("many"));
    }

    @Test
    void saysWhatStandsInTheWay() throws Exception {
        known("{'installationType':'Saas','installationAppType':'maxi','config':{'resources':[{'kind':'novel','port':"
                + "{'entity':{'mappings':{'blueprint':'.b'}}}}]}}");
        blueprints(SHELF);

        assertThat(check()).isEqualTo(1);

        assertThat(said())
                .contains(
                        "creates no blueprint, as there are some of the default ones",
                        "nothing reads kind 'novel' of the mapping")
                .anyMatch(line -> line.startsWith("the catalog knows it as an installation of type Saas"))
                .anyMatch(line -> line.startsWith("the catalog knows it as an integration of type 'maxi'"));
    }

    @Test
    void namesBlueprintsThatTheMappingNeedsAndNobodyCreates() throws Exception {
        blueprints(SHELF);

        assertThat(check()).isEqualTo(1);

        assertThat(said())
                .contains(
                        "the mapping writes to blueprint 'story', which the catalog does not have: create it, or change the"
                                + " mapping");
    }

    @Test
    void saysThatTheCredentialsAreRefusedWithoutPrintingThem() throws Exception {
        subject.put("clientSecret", "wrong");

        assertThat(check()).isEqualTo(2);

        assertThat(said())
                .anyMatch(line -> line.startsWith("atoll ocean check: "))
                .noneMatch(line -> line.contains("wrong "));
        assertThat(folder.resolve("mapping.json")).doesNotExist();
    }
}
