package io.atoll.itest;

import static io.atoll.itest.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** The catalog alone, and moved from one place to another, as a person does it. */
class MoveIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String GIT = "port-ocean/git/1.2.0/team/exporter";

    @TempDir
    Path folder;

    private final List<Process> processes = new ArrayList<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private Distribution distribution;

    @BeforeEach
    void unpack(TestInfo test) throws Exception {
        distribution =
                Distribution.unpack("move-" + test.getTestMethod().orElseThrow().getName());
    }

    @AfterEach
    void killLeftovers() throws Exception {
        http.close();
        for (Process process : processes) {
            process.destroyForcibly().waitFor(30, TimeUnit.SECONDS);
        }
    }

    @Test
    void whatOneCatalogHoldsComesToAnotherOne() throws Exception {
        Path here = folder.resolve("here");
        Path there = folder.resolve("there");
        Process one = run(here);
        fill(here);
        run(there);
        Path file = folder.resolve("catalog.jsonl");
        Path again = folder.resolve("again.jsonl");

        assertThat(atoll("export", "--data", here.toString(), "--out", file.toString()))
                .isZero();
        assertThat(atoll("import", file.toString(), "--data", there.toString())).isZero();
        assertThat(atoll("export", "--data", there.toString(), "--out", again.toString()))
                .isZero();

        assertThat(things(again)).isEqualTo(things(file)).anyMatch(line -> line.contains(GIT));
        one.destroy();
        assertThat(one.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(one.exitValue()).isZero();
        assertThat(here.resolve("address")).doesNotExist();
        assertThat(Files.readString(out(1))).contains("/catalog", "credentials.json", "Ctrl+C");
    }

    @Test
    void othersAreNotServedInTheClear() throws Exception {
        assertThat(atoll(
                        "--address", "0.0.0.0", "--data", folder.resolve("here").toString()))
                .isEqualTo(2);

        assertThat(Files.readString(err(1)).lines())
                .singleElement()
                .asString()
                .contains("https.certificate", "--insecure-http");
    }

    private Process run(Path data) throws Exception {
        Process process = start("--data", data.toString(), "--port", Integer.toString(Distribution.freePort()));
        int number = processes.size();
        eventually(() -> Files.readString(out(number)).contains("Stop"), () -> {
            try {
                return Files.readString(err(number));
            } catch (IOException e) {
                return e;
            }
        });
        return process;
    }

    private void fill(Path data) throws Exception {
        URI address = URI.create(Files.readString(data.resolve("address")).strip());
        String credentials = Files.readString(data.resolve("catalog/credentials.json"));
        String token = JSON.readTree(post(address, "auth/access_token", "", credentials))
                .path("accessToken")
                .asText();
        post(address, "blueprints", token, """
                {"identifier":"system","title":"System","schema":{"properties":{}},
                 "relations":{"parent":{"target":"system","required":true,"many":false}}}""");
        post(address, "integration", token, """
                {"installationId":"team","installationAppType":"git","version":"1.2.0","config":{"resources":[]}}""");
        post(address, "blueprints/system/entities/bulk?upsert=true", token, """
                {"entities":[{"identifier":"a/b","properties":{},"relations":{"parent":"c"}},
                             {"identifier":"c","properties":{},"relations":{"parent":"a/b"}}]}""");
        post(address, "blueprints/system/scorecards", token, """
                {"identifier":"ready","title":"Ready","rules":[]}""");
        post(address, "teams", token, """
                {"name":"Blue","users":["ada@example.com"]}""");
        post(address, "pages", token, """
                {"identifier":"home","title":"Home","widgets":[]}""");
    }

    private String post(URI address, String path, String token, String body) throws Exception {
        var answer = http.send(
                HttpRequest.newBuilder(address.resolve("/v1/" + path))
                        .header("Authorization", "Bearer " + token)
                        .header("User-Agent", GIT)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 201);
        return answer.body();
    }

    private static List<String> things(Path export) throws IOException {
        List<String> lines = Files.readAllLines(export);
        return lines.subList(1, lines.size());
    }

    private int atoll(String... arguments) throws Exception {
        Process process = start(arguments);
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private Process start(String... arguments) throws IOException {
        var command =
                new ArrayList<>(List.of(distribution.home().resolve("bin/atoll").toString(), "catalog"));
        command.addAll(Arrays.asList(arguments));
        int number = processes.size() + 1;
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out(number).toFile())
                .redirectError(err(number).toFile())
                .start();
        processes.add(process);
        return process;
    }

    private Path out(int number) {
        return folder.resolve("out-" + number);
    }

    private Path err(int number) {
        return folder.resolve("err-" + number);
    }
}
