package io.atoll.git.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.spi.IntegrationException;
import io.atoll.spi.RecordSink;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.internal.storage.file.ObjectDirectory;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.TreeFormatter;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A repository of 10,000 commits, a tenth of them merges. */
class LongHistoryTest {

    private static final int COMMITS = 10_000;

    @TempDir
    static Path temp;

    private static Path folder;

    @BeforeAll
    static void makeALongHistory() throws Exception {
        folder = temp.resolve("long");
        try (SampleRepository sample = SampleRepository.create(folder)) {
            Repository repository = sample.repository();
            var objects = (ObjectDirectory) repository.getObjectDatabase();
            try (ObjectInserter inserter = objects.newPackInserter()) {
                ObjectId tree = inserter.insert(new TreeFormatter());
                ObjectId last = null;
                ObjectId beforeLast = null;
                for (int i = 0; i < COMMITS; i++) {
                    var commit = new CommitBuilder();
                    commit.setTreeId(tree);
                    if (last != null) {
                        commit.addParentId(last);
                    }
                    if (i % 10 == 9 && beforeLast != null) {
                        commit.addParentId(beforeLast);
                    }
                    var person = new PersonIdent(
                            "Person " + i % 50,
                            "person" + i % 50 + "@example.com",
                            SampleRepository.BEGIN.plusSeconds(i),
                            ZoneOffset.UTC);
                    commit.setAuthor(person);
                    commit.setCommitter(person);
                    commit.setMessage("Commit " + i + "\n\n" + "It changes this and that. ".repeat(10));
                    beforeLast = last;
                    last = inserter.insert(commit);
                }
                inserter.flush();
                RefUpdate main = repository.updateRef(Constants.R_HEADS + "main");
                main.setNewObjectId(last);
                assertThat(main.update()).isEqualTo(RefUpdate.Result.NEW);
            }
        }
    }

    private static GitResync resync() {
        return new GitResync(Configurations.paths(folder), temp.resolve("data"), InstantSource.system());
    }

    @Test
    void streamsEveryCommitOnceToASlowSinkAndKeepsNone() throws Exception {
        var pages = new ArrayList<WeakReference<JsonNode>>();
        Set<String> shas = new HashSet<>();

        resync().resync(Request.of("commit", "{'max': 100000}"), new Sink() {
            @Override
            public void emit(Iterable<? extends JsonNode> page) {
                page.forEach(record -> shas.add(record.path("sha").asText()));
                if (pages.size() % 20 == 19) {
                    List<WeakReference<JsonNode>> earlier = List.copyOf(pages);
                    Threads.await(Duration.ofSeconds(20), () -> {
                        System.gc();
                        return earlier.stream().allMatch(record -> record.refersTo(null));
                    });
                }
                pages.add(new WeakReference<>(page.iterator().next()));
            }
        });

        assertThat(shas).hasSize(COMMITS);
        assertThat(pages).hasSize(COMMITS / Pages.RECORDS);
    }

    @Test
    void readsNoFurtherThanTheSinkTakes() {
        var taken = new ArrayList<JsonNode>();

        assertThatThrownBy(() -> resync().resync(Request.of("commit", "{'max': 100000}"), new Sink() {
                    @Override
                    public void emit(Iterable<? extends JsonNode> page) throws InterruptedException {
                        page.forEach(taken::add);
                        Thread.currentThread().interrupt();
                    }
                }))
                .isInstanceOf(InterruptedException.class);

        assertThat(taken).hasSize(Pages.RECORDS);
    }

    @Test
    void goesOnAfterTheCommitOfAnyPage() throws Exception {
        var whole = new RecordingSink();
        resync().resync(Request.of("commit", "{'max': 5000}"), whole);
        int page = 17;

        var rest = new RecordingSink(whole.places().get(page));
        resync().resync(Request.of("commit", "{'max': 5000}"), rest);

        assertThat(rest.failures()).isEmpty();
        assertThat(rest.values("sha")).isEqualTo(whole.values("sha").subList((page + 1) * Pages.RECORDS, 5_000));
        var none = new RecordingSink(whole.places().getLast());
        resync().resync(Request.of("commit", "{'max': 5000}"), none);
        assertThat(none.records()).isEmpty();
    }

    @Test
    void countsAllCommitsOfAllContributors() throws Exception {
        var sink = new RecordingSink();

        resync().resync(Request.of("contributor"), sink);

        assertThat(sink.records()).hasSize(50);
        assertThat(sink.records())
                .allSatisfy(record -> assertThat(record.path("commits").asInt()).isEqualTo(COMMITS / 50));
    }

    @Test
    void stopsCountingWhenInterrupted() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> resync().resync(Request.of("contributor"), new RecordingSink()))
                .isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void leavesNoThreadBehind() throws Exception {
        resync().resync(Request.of("contributor"), new RecordingSink());

        Threads.await(
                Duration.ofSeconds(10),
                () -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().startsWith("JGit")));
    }

    /** A sink of which only {@code emit} matters. */
    private abstract static class Sink implements RecordSink {

        @Override
        public void emit(Iterable<? extends JsonNode> page, String resumeAt) throws InterruptedException {
            emit(page);
        }

        @Override
        public Optional<String> resumeAt() {
            return Optional.empty();
        }

        @Override
        public void unreadable(JsonNode record, String reason) {
            throw new AssertionError(reason);
        }

        @Override
        public void partition(String name, PartitionReader reader) throws InterruptedException {
            try {
                reader.read(this);
            } catch (IntegrationException e) {
                throw new AssertionError(e);
            }
        }
    }
}
