package io.atoll.browser;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the console shows and does, by {@code bin/atoll} alone; each time the very answer that REST gives. */
@Timeout(900)
class ShellStoryIT {

    private static final String ID = "paged~team";

    @TempDir
    private static Path folder;

    private static PagedParty party;
    private static Path home;
    private static Product product;

    @BeforeAll
    static void start() throws Exception {
        party = new PagedParty();
        home = Product.unpack("shell");
        Files.copy(
                new PagedBundle(Files.createDirectories(home.resolve("shelf"))).version("1.0.0", ".name"),
                home.resolve("deploy/paged.jar"));
        Files.createDirectories(home.resolve("conf/integrations"));
        Files.writeString(home.resolve("conf/integrations/" + ID + ".yaml"), "url: " + party.url() + "\n");
        product = Product.startIn(home);
        product.awaitText("/runs", "badge good\">complete<");
    }

    @AfterAll
    static void stop() throws Exception {
        if (party != null) {
            party.close();
        }
        if (product != null) {
            product.close();
        }
    }

    @Test
    @Story("6 All from the shell")
    void everythingIsThereAndRestSaysTheSame() throws Exception {
        JsonObject status = same("/status", "status").getAsJsonArray().get(0).getAsJsonObject();
        assertThat(status.get("health").getAsString()).isEqualTo("healthy");

        String run = watches();
        String plan = plans();
        explains();
        fails();
        String event = replays();

        assertThat(atoll("complete", "watch", "").out().lines()).contains(run, plan);
        assertThat(atoll("complete", "why", "pag").out().lines()).containsExactly(ID);
        assertThat(atoll("complete", "replay", "").out().lines()).containsExactly(event);
    }

    /** Follows a run from the middle of it to its end. */
    private static String watches() throws Exception {
        party.holdAt("item-19");
        String run = begun("resync");
        Call watching = called("watch", run, "-o", "json");
        awaitThat(() -> party.asked().contains("1.0.0 item-19"));
        awaitThat(() -> Files.readString(watching.err()).contains("run " + run));
        party.goOn();
        Said watched = watching.end();
        assertThat(watched.status()).as(watched.err()).isZero();
        assertThat(watched.json()).isEqualTo(asked("/runs/" + run));
        same("/runs", "runs");
        return run;
    }

    /** Finds out what a resync would change; a plan that REST begins has the same changes. */
    private static String plans() throws Exception {
        party.rename("item-07", "item-77");
        Said said = atoll("plan", ID, "-o", "json");
        assertThat(said.status()).as(said.err()).isZero();
        JsonObject plan = said.json().getAsJsonObject();
        String run = plan.getAsJsonObject("plan")
                .getAsJsonObject("summary")
                .get("run")
                .getAsString();
        assertThat(plan.get("plan")).isEqualTo(asked("/runs/" + run));
        JsonElement changes = same("/runs/" + run + "/changes", "changes", run);
        assertThat(plan.get("changes")).isEqualTo(changes);
        assertThat(changes.getAsJsonArray().asList())
                .extracting(change -> change.getAsJsonObject().get("action").getAsString())
                .containsExactlyInAnyOrder("create", "delete");
        String other = begun("plan");
        assertThat(atoll("watch", other).status()).isZero();
        assertThat(listed("/runs/" + other + "/changes")).isEqualTo(changes);
        return run;
    }

    private static void explains() throws Exception {
        JsonElement why = same("/integrations/" + ID + "/why?entity=pagedItem/item-12", "why", ID, "pagedItem/item-12");
        assertThat(why.toString()).contains("item-12", ".name");
    }

    /** A run with a record that the catalog refuses, and one after that was set right. */
    private static void fails() throws Exception {
        party.breaks("item-12");
        Said said = atoll("resync", ID, "--wait", "-o", "json");
        assertThat(said.status()).as(said.err()).isEqualTo(1);
        String run = said.json()
                .getAsJsonObject()
                .getAsJsonObject("summary")
                .get("run")
                .getAsString();
        assertThat(said.json()).isEqualTo(asked("/runs/" + run));
        JsonElement failures = same("/runs/" + run + "/failures", "failures", run);
        assertThat(failures.getAsJsonArray()).hasSize(1);
        assertThat(failures.toString()).contains("item-12", "large");

        party.breaks("");
        Said mended = atoll("resync", ID, "--wait");
        assertThat(mended.status()).as(mended.err()).isZero();
    }

    /** Replays an event whose item the third party does not give until then, and another one by REST; gives one that stays dead. */
    private static String replays() throws Exception {
        for (String item : List.of("item-97", "item-98", "item-99")) {
            posted("/integration/paged/team/hook", "{\"name\":\"" + item + "\"}");
        }
        awaitThat(() -> listed("/events/dead").getAsJsonArray().size() == 3);
        List<JsonElement> dead =
                same("/events/dead", "deadletters").getAsJsonArray().asList();
        List<String> events = dead.stream()
                .map(each -> each.getAsJsonObject().get("event").getAsString())
                .toList();
        assertThat(same("/events/" + events.getFirst(), "event", events.getFirst())
                        .toString())
                .contains("there is no item-97");

        party.add("item-97");
        party.add("item-98");
        JsonElement byShell = atoll("replay", events.get(0), "-o", "json").json();
        JsonElement byRest = posted("/api/v1/events/replay", "{\"events\":[" + events.get(1) + "]}");
        assertThat(byShell).isEqualTo(byRest);
        var box = new Box(product);
        awaitThat(() -> box.entities("pagedItem").containsAll(List.of("item-97", "item-98")));
        assertThat(same("/events/dead", "deadletters").getAsJsonArray()).hasSize(1);
        return events.getLast();
    }

    /** What a command answers, which is what REST answers; of a list its items. */
    private static JsonElement same(String path, String... words) throws Exception {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("-o", "json"));
        Said said = atoll(all.toArray(String[]::new));
        assertThat(said.status()).as(said.err()).isZero();
        assertThat(said.json()).as(path).isEqualTo(listed(path));
        return said.json();
    }

    /** Begins a run by REST; gives its id. */
    private static String begun(String what) throws Exception {
        return posted("/api/v1/integrations/" + ID + "/" + what, "{}")
                .getAsJsonObject()
                .get("run")
                .getAsString();
    }

    private static JsonElement listed(String path) throws Exception {
        JsonElement answer = asked(path);
        return answer.getAsJsonObject().has("items") ? answer.getAsJsonObject().get("items") : answer;
    }

    private static JsonElement asked(String path) throws Exception {
        return send(HttpRequest.newBuilder(product.address("/api/v1" + path)));
    }

    private static JsonElement posted(String path, String body) throws Exception {
        return send(HttpRequest.newBuilder(product.address(path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    private static JsonElement send(HttpRequest.Builder request) throws Exception {
        var credentials = Base64.getEncoder().encodeToString(("admin:" + product.password()).getBytes(UTF_8));
        try (var client = HttpClient.newHttpClient()) {
            var response = client.send(
                    request.header("Authorization", "Basic " + credentials).build(), BodyHandlers.ofString());
            assertThat(response.statusCode()).as(response.body()).isBetween(200, 202);
            return JsonParser.parseString(response.body());
        }
    }

    /** What {@code bin/atoll} said, and its exit status. */
    private record Said(int status, String out, String err) {

        JsonElement json() {
            return JsonParser.parseString(out);
        }
    }

    /** A call of {@code bin/atoll}. */
    private record Call(Process process, Path out, Path err) {

        Said end() throws Exception {
            boolean ended = process.waitFor(240, TimeUnit.SECONDS);
            if (!ended) {
                process.destroyForcibly();
            }
            assertThat(ended).as("it ends").isTrue();
            return new Said(process.exitValue(), Files.readString(out), Files.readString(err));
        }
    }

    private static Said atoll(String... words) throws Exception {
        return called(words).end();
    }

    private static Call called(String... words) throws Exception {
        var command = new ArrayList<>(List.of(home.resolve("bin/atoll").toString()));
        command.addAll(List.of(words));
        Path out = Files.createTempFile(folder, "out", "");
        Path err = Files.createTempFile(folder, "err", "");
        return new Call(
                new ProcessBuilder(command)
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile())
                        .start(),
                out,
                err);
    }

    private static void awaitThat(Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(4);
        while (!condition.call()) {
            assertThat(System.nanoTime() - deadline).as("nanoseconds too late").isNegative();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }
}
