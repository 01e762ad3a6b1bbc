package io.atoll.itest;

import static io.atoll.itest.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The archive as a person uses it: unpacked, started by {@code bin/atoll}, stopped, killed, misconfigured. */
class ProcessIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private final List<Process> processes = new ArrayList<>();
    private Distribution distribution;
    private int port;
    private String failPoint = "";

    @BeforeEach
    void unpack(TestInfo test) throws Exception {
        distribution = Distribution.unpack(
                "process-" + test.getTestMethod().orElseThrow().getName());
        port = Distribution.freePort();
    }

    @AfterEach
    void killLeftovers() throws Exception {
        for (Process process : processes) {
            process.destroyForcibly().waitFor(30, TimeUnit.SECONDS);
        }
    }

    @Test
    void theDemoReadsARepositoryOnceAndReportsIt() throws Exception {
        Path repository = repository("shop");

        var first = atoll("demo", "--git", repository.toString(), "--once", "-o", "json");

        assertThat(first.status()).as(first.err()).isZero();
        JsonNode report = JSON.readTree(first.out());
        assertThat(report.path("complete").asBoolean()).isTrue();
        assertThat(kind(report, "commit").path("created").asInt()).isEqualTo(3);
        assertThat(kind(report, "branch").path("created").asInt()).isEqualTo(1);

        var second = atoll("demo", "--git", repository.toString(), "--once", "-o", "json");

        assertThat(second.status()).as(second.err()).isZero();
        JSON.readTree(second.out()).path("runs").path(0).path("kinds").forEach(kind -> {
            assertThat(kind.path("created").asInt()).as(kind.toString()).isZero();
            assertThat(kind.path("updated").asInt()).as(kind.toString()).isZero();
        });
    }

    @Test
    void aBranchThatIsGoneIsDeletedAndABrokenRepositoryIsNotCleaned() throws Exception {
        Path repository = repository("shop");
        git(repository, "branch", "short-lived");
        assertThat(once(repository).status()).isZero();
        git(repository, "branch", "-D", "short-lived");

        var cleaned = once(repository);

        assertThat(JSON.readTree(cleaned.out()).at("/runs/0/deletion/deleted").asInt())
                .isEqualTo(1);

        Files.move(repository.resolve(".git"), repository.resolve("elsewhere"));
        Files.createDirectories(repository.resolve(".git"));
        var broken = once(repository);

        assertThat(broken.status()).isEqualTo(1);
        JsonNode run = JSON.readTree(broken.out()).at("/runs/0");
        assertThat(run.path("status").asText()).isEqualTo("incomplete");
        assertThat(run.at("/deletion/deleted").asInt()).isZero();
    }

    @Test
    void theFrameworkCacheMayBeDeletedAndNothingIsLost() throws Exception {
        Path repository = repository("shop");
        assertThat(once(repository).status()).isZero();
        delete(distribution.home().resolve("data/felix-cache"));

        var again = once(repository);

        assertThat(again.status()).as(again.err()).isZero();
        JsonNode report = JSON.readTree(again.out());
        assertThat(kind(report, "commit").path("unchanged").asInt()).isEqualTo(3);
    }

    @Test
    void aRunningPlatformAnswersTheShellAndStopsWithinTenSeconds() throws Exception {
        Path repository = repository("shop");
        Process platform = start("demo", "--git", repository.toString());
        var runs = untilShell("atoll:runs -o json", out -> out.contains("\"complete\""));
        assertThat(runs.status()).isZero();

        assertThat(shell("atoll:integrations -o json").out()).contains("git~demo", "\"ready\"");
        assertThat(shell("atoll:providers").out()).contains("commit");
        assertThat(shell("atoll:deploy-status -o json").out()).contains("\"live\"");
        assertThat(shell("atoll:resync git~demo --wait").status()).isZero();
        var unknown = shell("atoll:resync git~nowhere");
        assertThat(unknown.status()).isEqualTo(2);
        assertThat(unknown.err()).contains("git~nowhere");
        assertThat(atoll("status", "-o", "yaml").out()).contains("healthy");
        assertThat(atoll("runs", "--stauts", "failed").err()).contains("did you mean '--status'");
        assertThat(atoll("jq", "--help").status()).isZero();

        platform.destroy();
        assertThat(platform.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(platform.exitValue()).isZero();
        assertThat(shell("atoll:runs").status()).isEqualTo(3);
        assertThat(atoll("runs").status()).isEqualTo(3);
    }

    @Test
    void whatWasWrittenSurvivesAKill() throws Exception {
        Path repository = repository("shop");
        Process platform = start("demo", "--git", repository.toString());
        untilShell("atoll:runs -o json", out -> out.contains("\"complete\""));
        Set<String> before = commits();

        platform.destroyForcibly().waitFor(30, TimeUnit.SECONDS);
        start("start");
        untilShell("atoll:integrations -o json", out -> out.contains("\"ready\""));

        assertThat(before).hasSize(3);
        assertThat(commits()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"LISTING_READ", "BULK_WRITTEN", "PAGES_NOTED", "DELETION_DONE"})
    void aRunThatIsKilledAtAFailPointGoesOnAtTheNextStart(String point) throws Exception {
        Path repository = repository("shop");
        git(repository, "branch", "short-lived");
        assertThat(once(repository).status()).isZero();
        git(repository, "branch", "-D", "short-lived");
        git(repository, "commit", "-q", "--allow-empty", "-m", "Change 4");

        failPoint = point + ":1";
        assertThat(once(repository).status()).isEqualTo(137);
        failPoint = "";
        long before = System.nanoTime();
        var next = once(repository);

        assertThat(next.status()).as(next.err()).isZero();
        JsonNode run = JSON.readTree(next.out()).at("/runs/0");
        assertThat(run.path("epoch").asInt()).as(next.out()).isEqualTo(3);
        assertThat(run.path("held").asInt()).isPositive();
        assertThat(kind(JSON.readTree(next.out()), "commit").path("fetched").asInt())
                .isEqualTo(4);
        assertThat(run.at("/deletion/deleted").asInt()).isEqualTo(1);
        System.out.println("killed at " + point + "; started, gone on and stopped in "
                + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - before) + " ms");
    }

    @Test
    void aPortInUseIsSaidInOneLine() throws Exception {
        try (var taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            var refused = atoll("start");

            assertThat(refused.status()).isEqualTo(2);
            assertThat(refused.err().lines())
                    .singleElement()
                    .asString()
                    .contains("port " + taken.getLocalPort(), "http.port");
        }
    }

    @Test
    void aDataFolderThatCannotBeWrittenIsSaidInOneLine() throws Exception {
        Files.writeString(distribution.home().resolve("data"), "a file, no folder");

        var refused = atoll("start");

        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err().lines()).singleElement().asString().contains("data folder", "cannot be written");
    }

    @Test
    void aSecondPlatformOnTheSameFolderIsRefused() throws Exception {
        start("demo", "--git", repository("shop").toString());
        untilShell("atoll:runs -o json", out -> out.contains("\"complete\""));
        port = Distribution.freePort();

        var refused = atoll("start");

        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err()).contains("another platform runs on");
    }

    @Test
    void aRepositoryThatDoesNotExistIsSaidAndNothingIsWritten() throws Exception {
        var refused = atoll("demo", "--once", "--git", folder.resolve("nowhere").toString());

        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err()).contains("nowhere does not exist", "--git");
        assertThat(distribution.home().resolve("conf/integrations/git~demo.yaml"))
                .doesNotExist();
    }

    @Test
    void aWrongKeyIsNamedWithItsPlace() throws Exception {
        Files.writeString(distribution.home().resolve("conf/integrations/git~team.yaml"), "pahts: [/nowhere]\n");

        var refused = atoll("once", "-o", "json");

        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.out()).contains("git~team.yaml", "pahts", "paths");
    }

    @Test
    void aMappingWithATypingErrorIsNamedWithItsPlace() throws Exception {
        Files.writeString(
                distribution.home().resolve("conf/integrations/git~team.yaml"), """
                paths: ['%s']
                mapping:
                  resources:
                    - kind: repository
                      selector: {query: 'true'}
                      port: {entity: {mappings: {identifier: '.name |', blueprint: '"gitRepository"'}}}
                """.formatted(repository("shop")));

        var refused = atoll("once", "-o", "json");

        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.out()).contains("resources[0]", "identifier");
    }

    @Test
    void aJqProgramIsEvaluatedWithoutThePlatform() throws Exception {
        String record = Files.writeString(folder.resolve("record.json"), "{\"name\": \"käse\"}")
                .toString();

        var first = atoll("jq", "-r", ".name", record);
        var second = atoll("jq", "-r", ".name | ascii_upcase", record);

        assertThat(first).isEqualTo(new Result(0, "käse\n", ""));
        assertThat(second).isEqualTo(new Result(0, "KäSE\n", ""));
        assertThat(distribution.home().resolve("data/cache/jq.jsa")).exists();
        assertThat(distribution.home().resolve("data/felix-cache")).doesNotExist();
    }

    @Test
    void aJqProgramIsEvaluatedThoughNothingCanBeWritten() throws Exception {
        Files.writeString(distribution.home().resolve("data"), "a file, no folder");

        assertThat(atoll("jq", "-n", "1 + 1")).isEqualTo(new Result(0, "2\n", ""));
    }

    @Test
    void aJqProgramWithATypingErrorIsShownWithItsPlace() throws Exception {
        var refused = atoll("jq", "-n", "[1, lenght]");

        assertThat(refused.status()).isEqualTo(3);
        assertThat(refused.err()).contains("line 1, column 5", "did you mean length?");
    }

    @Test
    void theOceanFolderOfJiraMovesInAsItIs() throws Exception {
        HttpServer jira = server(Map.of(
                "/rest/api/3/myself", "{}",
                "/rest/api/3/project/search",
                        "{'values': [{'key': 'SHOP', 'name': 'Shop', 'self': 'https://j.example/rest/1'}], 'total': 1, 'isLast': true}",
                "/rest/api/3/users/search?maxResults=1000&startAt=0", "[{'accountId': 'u-1', 'displayName': 'Ada'}]",
                "/rest/api/3/users/search", "[]",
                "/rest/api/3/search/jql",
                        "{'issues': [{'key': 'SHOP-1', 'self': 'https://j.example/rest/2',"
                                + " 'fields': {'summary': 'Sell', 'project': {'key': 'SHOP'}}}], 'isLast': true}"));
        try {
            Path ocean = Files.createDirectories(folder.resolve("ocean-jira"));
            Files.writeString(
                    ocean.resolve(".env"), """
                    OCEAN__INTEGRATION__TYPE=jira
                    OCEAN__INTEGRATION__IDENTIFIER=team
                    OCEAN__INTEGRATION__CONFIG__JIRA_HOST=http://127.0.0.1:%d
                    OCEAN__INTEGRATION__CONFIG__ATLASSIAN_USER_EMAIL=ada@example.com
                    OCEAN__INTEGRATION__CONFIG__ATLASSIAN_USER_TOKEN=t0k3n
                    """.formatted(jira.getAddress().getPort()));
            Files.writeString(distribution.home().resolve("conf/kit.yaml"), "allowedAddresses: [127.0.0.1]\n");

            var checked = atoll("ocean", "check", ocean.toString());
            var moved = atoll("once", "--ocean", ocean.toString(), "-o", "json");

            assertThat(checked.status()).as(checked.out() + checked.err()).isZero();
            assertThat(moved.status()).as(moved.out() + moved.err()).isZero();
            JsonNode report = JSON.readTree(moved.out());
            for (String kind : List.of("project", "user", "issue")) {
                assertThat(kind(report, kind).path("created").asInt()).as(kind).isEqualTo(1);
            }
        } finally {
            jira.stop(0);
        }
    }

    /** A server that answers requests by their path, or path and query, with JSON, where {@code '} stands for the double quote. */
    private static HttpServer server(Map<String, String> answers) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            URI asked = exchange.getRequestURI();
            String answer = answers.getOrDefault(asked.toString(), answers.getOrDefault(asked.getPath(), ""));
            byte[] body = answer.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(answer.isEmpty() ? 404 : 200, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        return server;
    }

    private Result once(Path repository) throws Exception {
        return atoll("demo", "--git", repository.toString(), "--once", "-o", "json");
    }

    private static JsonNode kind(JsonNode report, String kind) {
        for (JsonNode one : report.at("/runs/0/kinds")) {
            if (one.path("kind").asText().equals(kind)) {
                return one;
            }
        }
        throw new AssertionError("no kind " + kind + " in " + report);
    }

    private Set<String> commits() throws Exception {
        var credentials = JSON.readTree(
                distribution.home().resolve("data/catalog/credentials.json").toFile());
        return new BoxCatalog(
                        URI.create("http://127.0.0.1:" + port),
                        credentials.path("clientId").asText(),
                        credentials.path("clientSecret").asText())
                .entities("gitCommit");
    }

    private Path repository(String name) throws Exception {
        Path repository = Files.createDirectories(folder.resolve(name));
        git(repository, "init", "-q", "-b", "main");
        for (int i = 1; i <= 3; i++) {
            Files.writeString(repository.resolve("file" + i + ".txt"), "text " + i);
            git(repository, "add", ".");
            git(repository, "commit", "-q", "-m", "Change " + i);
        }
        return repository;
    }

    private void git(Path repository, String... arguments) throws Exception {
        var command = new ArrayList<>(
                List.of("git", "-c", "user.name=Ada", "-c", "user.email=ada@example.com", "-C", repository.toString()));
        command.addAll(Arrays.asList(arguments));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }

    private Process start(String... arguments) throws IOException {
        Process process = command(arguments).start();
        processes.add(process);
        return process;
    }

    private Result atoll(String... arguments) throws Exception {
        var process = start(arguments);
        assertThat(process.waitFor(120, TimeUnit.SECONDS))
                .as("%s ends", List.of(arguments))
                .isTrue();
        return new Result(
                process.exitValue(), Files.readString(out(processes.size())), Files.readString(err(processes.size())));
    }

    private Result shell(String command) throws Exception {
        return atoll("shell", "-c", command);
    }

    private Result untilShell(String command, Predicate<String> answer) throws Exception {
        var last = new Result[1];
        eventually(
                () -> {
                    last[0] = shell(command);
                    return last[0].status() == 0 && answer.test(last[0].out());
                },
                () -> last[0]);
        return last[0];
    }

    private ProcessBuilder command(String... arguments) {
        var command = new ArrayList<String>();
        command.add(distribution.home().resolve("bin/atoll").toString());
        command.addAll(Arrays.asList(arguments));
        var builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment()
                .putAll(Map.of(
                        "ATOLL_HTTP_PORT",
                        Integer.toString(port),
                        "ATOLL_OPTS",
                        "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Datoll.failpoint=" + failPoint));
        builder.redirectOutput(out(processes.size() + 1).toFile());
        builder.redirectError(err(processes.size() + 1).toFile());
        return builder;
    }

    private Path out(int number) {
        return folder.resolve("out-" + number);
    }

    private Path err(int number) {
        return folder.resolve("err-" + number);
    }

    private static void delete(Path tree) throws IOException {
        try (Stream<Path> paths = Files.walk(tree)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private record Result(int status, String out, String err) {}
}
