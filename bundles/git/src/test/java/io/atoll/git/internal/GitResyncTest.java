package io.atoll.git.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.spi.IntegrationException;
import io.atoll.spi.IntegrationException.Misconfigured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.revwalk.RevCommit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What each kind reads from local repositories. */
class GitResyncTest {

    @TempDir
    Path temp;

    private final Instant now = SampleRepository.BEGIN.plus(Duration.ofDays(1));

    private RecordingSink read(GitConfiguration configuration, Request request)
            throws IntegrationException, InterruptedException {
        var sink = new RecordingSink();
        new GitResync(configuration, temp.resolve("data"), InstantSource.fixed(now)).resync(request, sink);
        return sink;
    }

    private RecordingSink read(SampleRepository repository, Request request)
            throws IntegrationException, InterruptedException {
        RecordingSink sink = read(Configurations.paths(repository.folder()), request);
        assertThat(sink.failures()).isEmpty();
        return sink;
    }

    private SampleRepository sample() {
        return SampleRepository.create(temp.resolve("shop"));
    }

    @Test
    void describesARepository() throws Exception {
        try (SampleRepository shop = sample()) {
            StoredConfig config = shop.repository().getConfig();
            config.setString("remote", "origin", "url", "https://ada:hunter2@github.com/acme/shop.git");
            config.save();
            RevCommit first = shop.write("README.md", "# Shop").commit("Begin");
            shop.branch("next").checkout("main").tag("v1");

            RecordingSink sink = read(shop, Request.of("repository", "{'includedFiles': ['README.md', 'CODEOWNERS']}"));

            assertThat(sink.partitions()).containsExactly("shop");
            assertThat(sink.records()).hasSize(1);
            JsonNode record = sink.records().getFirst();
            assertThat(record.path("id").asText()).isEqualTo("shop");
            assertThat(record.path("path").asText()).isEqualTo(shop.folder().toString());
            assertThat(record.path("remote").asText()).isEqualTo("https://github.com/acme/shop.git");
            assertThat(record.path("webUrl").asText()).isEqualTo("https://github.com/acme/shop");
            assertThat(record.path("defaultBranch").asText()).isEqualTo("main");
            assertThat(record.path("branches").asInt()).isEqualTo(2);
            assertThat(record.path("tags").asInt()).isEqualTo(1);
            assertThat(record.path("head").path("sha").asText()).isEqualTo(first.name());
            assertThat(record.path("__includedFiles").path("README.md").asText())
                    .isEqualTo("# Shop");
            assertThat(record.path("__includedFiles").get("CODEOWNERS").isNull())
                    .isTrue();
            assertThat(record.toString()).doesNotContain("hunter2");
        }
    }

    @Test
    void readsBranchesWithTheirNewestCommits() throws Exception {
        try (SampleRepository shop = sample()) {
            shop.commit("Begin");
            RevCommit next = shop.branch("feature/größe#1").commit("Go on");
            shop.checkout("main");

            RecordingSink sink = read(shop, Request.of("branch"));

            assertThat(sink.values("name")).containsExactlyInAnyOrder("main", "feature/größe#1");
            assertThat(sink.the("name", "main").path("isDefault").asBoolean()).isTrue();
            JsonNode feature = sink.the("name", "feature/größe#1");
            assertThat(feature.path("isDefault").asBoolean()).isFalse();
            assertThat(feature.path("id").asText()).isEqualTo("shop:feature/größe=231");
            assertThat(feature.path("commit").path("sha").asText()).isEqualTo(next.name());
            assertThat(feature.path("__repository").path("id").asText()).isEqualTo("shop");
        }
    }

    @Test
    void readsAnnotatedAndLightTags() throws Exception {
        try (SampleRepository shop = sample()) {
            RevCommit first = shop.commit("Begin");
            shop.tag("light").annotatedTag("v1.0", "The first one\n");

            RecordingSink sink = read(shop, Request.of("tag"));

            JsonNode light = sink.the("name", "light");
            assertThat(light.path("annotated").asBoolean()).isFalse();
            assertThat(light.get("tagger").isNull()).isTrue();
            JsonNode annotated = sink.the("name", "v1.0");
            assertThat(annotated.path("annotated").asBoolean()).isTrue();
            assertThat(annotated.path("message").asText()).isEqualTo("The first one");
            assertThat(annotated.path("tagger").path("email").asText()).isEqualTo("ada@example.com");
            assertThat(List.of(light, annotated)).allSatisfy(tag -> {
                assertThat(tag.path("sha").asText()).isEqualTo(first.name());
                assertThat(tag.path("targetType").asText()).isEqualTo("commit");
                assertThat(tag.path("commit").path("title").asText()).isEqualTo("Begin");
            });
        }
    }

    @Test
    void readsAHistoryWithMergesNewestFirstAndEachCommitOnce() throws Exception {
        try (SampleRepository shop = sample()) {
            RevCommit one = shop.commit("One");
            RevCommit two = shop.branch("side").write("side", "2").commit("Two\n\nwith a body");
            RevCommit three = shop.checkout("main").write("main", "3").commit("Three");
            RevCommit four = shop.merge("side");

            RecordingSink sink = read(shop, Request.of("commit"));

            assertThat(sink.values("sha")).containsExactly(four.name(), three.name(), two.name(), one.name());
            JsonNode merge = sink.the("sha", four.name());
            assertThat(merge.path("merge").asBoolean()).isTrue();
            assertThat(merge.path("parents")).hasSize(2);
            JsonNode body = sink.the("sha", two.name());
            assertThat(body.path("title").asText()).isEqualTo("Two");
            assertThat(body.path("message").asText()).isEqualTo("Two\n\nwith a body");
            assertThat(body.path("author").path("id").asText()).isEqualTo("shop:ada@example.com");
            assertThat(body.path("date").asText()).isEqualTo("2026-01-01T00:02:00Z");
        }
    }

    @Test
    void readsAsManyAndAsOldCommitsAsTheSelectorSays() throws Exception {
        try (SampleRepository shop = sample()) {
            shop.at(now.minus(Duration.ofDays(40))).commit("Old");
            shop.at(now.minus(Duration.ofDays(5))).commit("Young");
            shop.at(now.minus(Duration.ofDays(1))).commit("Younger");
            shop.branch("other").at(now.minus(Duration.ofHours(1))).commit("Elsewhere");
            shop.checkout("main");

            assertThat(read(shop, Request.of("commit", "{'since': '30d'}")).values("title"))
                    .containsExactly("Younger", "Young");
            assertThat(read(shop, Request.of("commit", "{'since': '2025-12-01'}"))
                            .values("title"))
                    .containsExactly("Younger", "Young");
            assertThat(read(shop, Request.of("commit", "{'max': 1}")).values("title"))
                    .containsExactly("Younger");
            assertThat(read(shop, Request.of("commit", "{'branch': 'oth*', 'max': 2}"))
                            .values("title"))
                    .containsExactly("Elsewhere", "Younger");
            assertThat(read(shop, Request.of("commit").since(now.minus(Duration.ofDays(2))))
                            .values("title"))
                    .containsExactly("Younger");
        }
    }

    @Test
    void findsYoungCommitsBehindOldOnes() throws Exception {
        try (SampleRepository shop = sample()) {
            shop.at(now.minus(Duration.ofDays(1))).commit("Young, and the parent of an old one");
            shop.at(now.minus(Duration.ofDays(90))).commit("Made on a machine whose clock was wrong");

            assertThat(read(shop, Request.of("commit", "{'since': '30d'}")).values("title"))
                    .containsExactly("Young, and the parent of an old one");
        }
    }

    @Test
    void countsTheCommitsOfAPersonUnderOneAddress() throws Exception {
        try (SampleRepository shop = sample()) {
            shop.write(".mailmap", "Ada Lovelace <ada@example.com> <ada@old.example.com>\n");
            shop.commit("One", "ada", "Ada@Example.com");
            shop.commit("Two", "A. L.", "ada@old.example.com");
            shop.branch("side").commit("Three", "Bob", "bob@example.com");
            shop.checkout("main");

            RecordingSink sink = read(shop, Request.of("contributor"));

            assertThat(sink.values("email")).containsExactlyInAnyOrder("ada@example.com", "bob@example.com");
            JsonNode ada = sink.the("email", "ada@example.com");
            assertThat(ada.path("name").asText()).isEqualTo("Ada Lovelace");
            assertThat(ada.path("commits").asInt()).isEqualTo(2);
            assertThat(ada.path("firstCommitAt").asText()).isEqualTo("2026-01-01T00:01:00Z");
            assertThat(ada.path("lastCommitAt").asText()).isEqualTo("2026-01-01T00:02:00Z");
            assertThat(read(shop, Request.of("contributor", "{'branch': 'main'}"))
                            .values("email"))
                    .containsExactly("ada@example.com");
        }
    }

    @Test
    void readsFilesParsedByTheirFormat() throws Exception {
        try (SampleRepository shop = sample()) {
            shop.write("package.json", "{\"name\": \"shop\"}")
                    .write("deploy/values.yaml", "image: &i shop\ncopy: *i\n")
                    .write("Cargo.toml", "[package]\nname = \"shop\"\n")
                    .write("pom.xml", "<project xmlns='m'><name>shop</name><a/><m>1</m><m>2</m></project>")
                    .write("notes.txt", "plain")
                    .write("broken.json", "{\"name\": ")
                    .write("logo.png", new byte[] {1, 0, 2})
                    .commit("Files");

            RecordingSink sink = read(shop, Request.of("file", "{'path': '**'}"));

            assertThat(sink.the("path", "package.json")
                            .path("content")
                            .path("name")
                            .asText())
                    .isEqualTo("shop");
            assertThat(sink.the("path", "deploy/values.yaml").path("content").toString())
                    .isEqualTo("{\"image\":\"shop\",\"copy\":\"shop\"}");
            assertThat(sink.the("path", "Cargo.toml")
                            .path("content")
                            .path("package")
                            .path("name")
                            .asText())
                    .isEqualTo("shop");
            assertThat(sink.the("path", "pom.xml").path("content").toString())
                    .isEqualTo("{\"project\":{\"name\":\"shop\",\"a\":null,\"m\":[\"1\",\"2\"]}}");
            assertThat(sink.the("path", "notes.txt").path("content").asText()).isEqualTo("plain");
            JsonNode broken = sink.the("path", "broken.json");
            assertThat(broken.get("content").isNull()).isTrue();
            assertThat(broken.path("parseError").asText()).startsWith("line 1, column ");
            JsonNode binary = sink.the("path", "logo.png");
            assertThat(binary.path("format").asText()).isEqualTo("binary");
            assertThat(binary.get("content").isNull()).isTrue();
            assertThat(binary.path("metadata").path("size").asInt()).isEqualTo(3);
        }
    }

    @Test
    void readsOnlyTheFilesOfTheRules() throws Exception {
        try (SampleRepository shop = sample()) {
            shop.write("README.md", "top")
                    .write("a/README.md", "a")
                    .write("a/b/package.json", "{}")
                    .write("c d/ü #.json", "{}")
                    .commit("Files");

            assertThat(read(shop, Request.of("file", "{'path': 'readme.md'}")).values("path"))
                    .containsExactly("README.md");
            assertThat(read(shop, Request.of("file", "{'path': '**/{README.md,package.json}'}"))
                            .values("path"))
                    .containsExactlyInAnyOrder("README.md", "a/README.md", "a/b/package.json");
            JsonNode text = read(shop, Request.of("file", "{'files': [{'path': 'a/*/*.json', 'skipParsing': true}]}"))
                    .records()
                    .getFirst();
            assertThat(text.path("content").asText()).isEqualTo("{}");
            assertThat(read(shop, Request.of("file", "{'path': 'c d/*'}")).values("id"))
                    .containsExactly("shop:c=20d/ü=20=23.json");
        }
    }

    @Test
    void describesAFileOverTheLimitWithoutContent() throws Exception {
        try (SampleRepository shop = sample()) {
            shop.write("big.txt", "x".repeat(2_000)).commit("Big");

            RecordingSink sink = read(
                    Configurations.of(
                            Map.of("paths", new String[] {shop.folder().toString()}, "maxFileBytes", 1_000)),
                    Request.of("file", "{'path': '**'}"));

            JsonNode big = sink.records().getFirst();
            assertThat(big.get("content").isNull()).isTrue();
            assertThat(big.path("metadata").path("size").asInt()).isEqualTo(2_000);
            assertThat(big.path("omitted").asText()).contains("2000 bytes", "maxFileBytes");
        }
    }

    @Test
    void readsFolders() throws Exception {
        try (SampleRepository shop = sample()) {
            shop.write("services/cart/pom.xml", "<a/>")
                    .write("services/cart/src/A.java", "")
                    .write("docs/index.md", "")
                    .commit("Folders");

            assertThat(read(shop, Request.of("folder")).values("path")).containsExactlyInAnyOrder("services", "docs");
            assertThat(read(shop, Request.of("folder", "{'folders': [{'path': 'services/*'}]}"))
                            .values("path"))
                    .containsExactly("services/cart");
        }
    }

    @Test
    void readsAnEmptyRepository() throws Exception {
        try (SampleRepository shop = sample()) {
            JsonNode record = read(shop, Request.of("repository")).records().getFirst();
            assertThat(record.path("empty").asBoolean()).isTrue();
            assertThat(record.get("head").isNull()).isTrue();

            for (String kind : List.of("branch", "tag", "contributor", "commit", "folder")) {
                assertThat(read(shop, Request.of(kind)).records()).as(kind).isEmpty();
            }
            assertThat(read(shop, Request.of("file", "{'path': '**'}")).records())
                    .isEmpty();
        }
    }

    @Test
    void readsBareRepositoriesAndAllBelowAFolder() throws Exception {
        Path all = Files.createDirectories(temp.resolve("all"));
        try (SampleRepository one = SampleRepository.create(all.resolve("one"));
                Git two = Git.init()
                        .setBare(true)
                        .setDirectory(all.resolve("two.git").toFile())
                        .call()) {
            one.commit("Begin");
            Files.createDirectories(all.resolve("no-repository"));

            RecordingSink sink = read(Configurations.paths(all + "/*"), Request.of("repository"));

            assertThat(sink.failures()).isEmpty();
            assertThat(sink.values("name")).containsExactly("one", "two");
            assertThat(sink.the("name", "two").path("bare").asBoolean())
                    .isEqualTo(two.getRepository().isBare());
        }
    }

    @Test
    void readsALinkedWorktree() throws Exception {
        try (SampleRepository shop = sample()) {
            shop.write("a.txt", "a").commit("Begin");
            Path tree = temp.resolve("tree");
            run(shop.folder(), "git", "worktree", "add", "-q", "-b", "linked", tree.toString());

            RecordingSink sink = read(Configurations.paths(tree), Request.of("branch"));

            assertThat(sink.failures()).isEmpty();
            assertThat(sink.values("name")).containsExactlyInAnyOrder("linked", "main");
            assertThat(sink.the("name", "linked").path("isDefault").asBoolean()).isTrue();
        }
    }

    @Test
    void readsAShallowCloneToItsEnd() throws Exception {
        try (SampleRepository shop = sample()) {
            shop.commit("One");
            shop.commit("Two");
            Path shallow = temp.resolve("shallow");
            run(temp, "git", "clone", "-q", "--depth", "1", "file://" + shop.folder(), shallow.toString());

            assertThat(read(Configurations.paths(shallow), Request.of("commit")).values("title"))
                    .containsExactly("Two");
            assertThat(read(Configurations.paths(shallow), Request.of("repository"))
                            .records()
                            .getFirst()
                            .path("shallow")
                            .asBoolean())
                    .isTrue();
        }
    }

    @Test
    void passesOverSubmodulesAndSymbolicLinks() throws Exception {
        try (SampleRepository shop = sample();
                SampleRepository library = SampleRepository.create(temp.resolve("library"))) {
            library.write("lib.txt", "lib").commit("Library");
            shop.write("own.txt", "own");
            Files.createSymbolicLink(shop.folder().resolve("link.txt"), Path.of("own.txt"));
            run(
                    shop.folder(),
                    "git",
                    "-c",
                    "protocol.file.allow=always",
                    "submodule",
                    "--quiet",
                    "add",
                    library.folder().toString(),
                    "lib");
            shop.git().add().addFilepattern("link.txt").call();
            shop.commit("With a submodule");

            assertThat(read(shop, Request.of("file", "{'path': '**'}")).values("path"))
                    .containsExactlyInAnyOrder(".gitmodules", "own.txt");
            assertThat(read(shop, Request.of("folder", "{'path': '**'}")).records())
                    .isEmpty();
        }
    }

    @Test
    void reportsAFailedRepositoryAndReadsTheOthers() throws Exception {
        try (SampleRepository shop = sample();
                SampleRepository broken = SampleRepository.create(temp.resolve("broken"))) {
            shop.commit("Fine");
            RevCommit lost = broken.commit("Damaged");
            broken.commit("On top");
            broken.damage(lost);
            Path missing = temp.resolve("missing");
            Path plain = Files.createDirectories(temp.resolve("plain"));

            RecordingSink sink =
                    read(Configurations.paths(missing, plain, broken.folder(), shop.folder()), Request.of("commit"));

            assertThat(sink.partitions()).containsExactly("missing", "plain", "broken", "shop");
            assertThat(sink.failures()).containsOnlyKeys("missing", "plain", "broken");
            assertThat(sink.failures().get("missing"))
                    .isInstanceOf(Misconfigured.class)
                    .hasMessageContaining(missing + " does not exist");
            assertThat(sink.failures().get("plain"))
                    .isInstanceOf(Misconfigured.class)
                    .hasMessageContaining(plain + " is no git repository");
            assertThat(sink.failures().get("broken"))
                    .isInstanceOf(IntegrationException.Unexpected.class)
                    .hasMessageContaining("git fsck");
            assertThat(sink.values("title")).contains("Fine");
        }
    }

    @Test
    void reportsAFileThatCannotBeReadAndReadsTheOthers() throws Exception {
        try (SampleRepository shop = sample()) {
            RevCommit commit =
                    shop.write("bad.txt", "bad").write("good.txt", "good").commit("Files");
            shop.damage(blob(shop, commit, "bad.txt"));

            RecordingSink sink = read(shop, Request.of("file", "{'path': '**'}"));

            assertThat(sink.values("path")).containsExactly("good.txt");
            assertThat(sink.unreadable()).hasSize(1);
            assertThat(sink.unreadable().keySet().iterator().next().path("path").asText())
                    .isEqualTo("bad.txt");
        }
    }

    @Test
    void reportsABranchWhoseCommitIsMissing() throws Exception {
        try (SampleRepository shop = sample()) {
            shop.commit("Begin");
            Files.writeString(
                    shop.folder().resolve(".git/refs/heads/gone"), "0123456789012345678901234567890123456789\n");

            RecordingSink sink = read(shop, Request.of("branch"));

            assertThat(sink.values("name")).containsExactly("main");
            assertThat(sink.unreadable().values()).singleElement().asString().contains("0123456789");
        }
    }

    @Test
    void refusesAConfigurationWithNothingToRead() {
        assertThatThrownBy(() -> read(Configurations.of(Map.of()), Request.of("repository")))
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("'paths'")
                .hasMessageContaining("'urls'");
    }

    @Test
    void refusesSelectorsThatCannotBeMeant() throws Exception {
        try (SampleRepository shop = sample()) {
            shop.commit("Begin");
            for (Request request : List.of(
                    Request.of("branch", "{'repos': ['shopp']}"),
                    Request.of("branch", "{'nam': 'x'}"),
                    Request.of("branch", "{'name': 'x['}"),
                    Request.of("commit", "{'since': 'yesterday'}"),
                    Request.of("commit", "{'max': 0}"),
                    Request.of("file"),
                    Request.of("file", "{'files': [{'skipParsing': true}]}"),
                    Request.of("pull-request"))) {
                assertThatThrownBy(() -> read(shop, request))
                        .as(request.toString())
                        .isInstanceOf(Misconfigured.class);
            }
        }
    }

    @Test
    void readsOnlyTheRepositoriesOfTheSelector() throws Exception {
        try (SampleRepository shop = sample();
                SampleRepository other = SampleRepository.create(temp.resolve("other"))) {
            shop.commit("Begin");
            other.commit("Begin");

            RecordingSink sink = read(
                    Configurations.paths(shop.folder(), "renamed=" + other.folder()),
                    Request.of("branch", "{'repos': ['ren*']}"));

            assertThat(sink.partitions()).containsExactly("renamed");
            assertThat(sink.values("id")).containsExactly("renamed:main");
        }
    }

    @Test
    void emitsPagesOfOneHundredAndSmallerOnesOfLargeFiles() throws Exception {
        try (SampleRepository shop = sample()) {
            for (int i = 0; i < 3; i++) {
                shop.write("large-" + i + ".txt", "x".repeat(600_000));
            }
            for (int i = 0; i < 150; i++) {
                shop.write("small-" + i + ".txt", "x");
            }
            shop.commit("Files");

            RecordingSink sink = read(shop, Request.of("file", "{'path': '*'}"));

            assertThat(sink.records()).hasSize(153);
            assertThat(sink.pages()).containsExactly(2, 100, 51);
        }
    }

    @Test
    void leavesTheRepositoryAsItWas() throws Exception {
        try (SampleRepository shop = sample()) {
            shop.write("a.txt", "a").commit("Begin");
            Map<Path, FileTime> before = files(shop.folder());

            for (String kind : List.of("repository", "branch", "tag", "contributor", "commit", "folder")) {
                read(shop, Request.of(kind));
            }

            assertThat(files(shop.folder())).isEqualTo(before);
        }
    }

    private static org.eclipse.jgit.lib.ObjectId blob(SampleRepository repository, RevCommit commit, String path)
            throws IOException {
        try (var walk = org.eclipse.jgit.treewalk.TreeWalk.forPath(repository.repository(), path, commit.getTree())) {
            return walk.getObjectId(0);
        }
    }

    /** Every file and folder with the time of its last change, which a file that came and went leaves in its folder. */
    private static Map<Path, FileTime> files(Path folder) throws IOException {
        var files = new TreeMap<Path, FileTime>();
        try (var all = Files.walk(folder)) {
            for (Path file : all.toList()) {
                files.put(file, Files.getLastModifiedTime(file));
            }
        }
        return files;
    }

    private static void run(Path folder, String... command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        process.environment().put("GIT_CONFIG_GLOBAL", "/dev/null");
        Process started = process.start();
        String output = new String(started.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(started.waitFor()).as(output).isZero();
    }
}
