package io.atoll.git.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where reading a repository goes on after it was cut off. */
class ResumeTest {

    private static final Request FILES = Request.of("file", "{'path': '**'}");
    private static final int COUNT = 5;

    @TempDir
    Path temp;

    private SampleRepository shop;

    @BeforeEach
    void makeFiles() {
        shop = SampleRepository.create(temp.resolve("shop"));
        for (int i = 0; i < COUNT; i++) {
            shop.write("folder " + i + "/file", (i + " ").repeat(300_000));
        }
        shop.commit("Begin");
    }

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void goesOnAfterTheFileOfAnyPage() throws Exception {
        RecordingSink whole = read(FILES, new RecordingSink());

        RecordingSink rest = read(FILES, new RecordingSink(whole.places().get(1)));

        assertThat(whole.pages()).containsExactly(2, 2, 1);
        assertThat(whole.values("path")).doesNotHaveDuplicates().hasSize(COUNT);
        assertThat(rest.values("path")).isEqualTo(whole.values("path").subList(4, COUNT));
        assertThat(read(FILES, new RecordingSink(whole.places().getLast())).records())
                .isEmpty();
    }

    @Test
    void goesOnAfterAFolder() throws Exception {
        var folders = Request.of("folder", "{'path': '**'}");
        RecordingSink whole = read(folders, new RecordingSink());
        String state = whole.places().getFirst().split(" ")[0];

        RecordingSink rest = read(folders, new RecordingSink(state + " 3 folder 2"));

        assertThat(rest.values("path")).containsExactly("folder 3", "folder 4");
    }

    @Test
    void beginsAtTheBeginningWhenTheRepositoryHasChanged() throws Exception {
        String files = read(FILES, new RecordingSink()).places().get(1);
        String commits =
                read(Request.of("commit"), new RecordingSink()).places().getFirst();
        shop.write("a.txt", "new").commit("Go on");

        assertThat(read(FILES, new RecordingSink(files)).records()).hasSize(COUNT + 1);
        assertThat(read(Request.of("commit"), new RecordingSink(commits)).values("name"))
                .containsExactly("Go on", "Begin");
    }

    @Test
    void beginsAtTheBeginningAtAPlaceThatItDoesNotKnow() throws Exception {
        for (String place : List.of("", "p7", "a b c", "0 -1 x")) {
            assertThat(read(FILES, new RecordingSink(place)).records()).hasSize(COUNT);
        }
    }

    @Test
    void neverTakesAPlaceThatIsGoneForTheEnd() throws Exception {
        String files = read(FILES, new RecordingSink()).places().getFirst();
        String commits =
                read(Request.of("commit"), new RecordingSink()).places().getFirst();

        RecordingSink noFile = read(FILES, new RecordingSink(files.split(" ")[0] + " 100 gone.txt"));
        RecordingSink noCommit = read(Request.of("commit"), new RecordingSink(commits.split(" ")[0] + " 1 gone"));

        assertThat(noFile.failures().get("shop")).hasMessageContaining("the path 'gone.txt', after which");
        assertThat(noCommit.failures().get("shop")).hasMessageContaining("the commit gone, after which");
    }

    private RecordingSink read(Request request, RecordingSink sink) throws Exception {
        var configuration = Configurations.paths(shop.folder());
        new GitResync(configuration, temp.resolve("data"), InstantSource.system()).resync(request, sink);
        return sink;
    }
}
