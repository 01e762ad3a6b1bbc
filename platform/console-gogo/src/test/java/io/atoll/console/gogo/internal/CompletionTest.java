package io.atoll.console.gogo.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompletionTest {

    @TempDir
    Path data;

    private Completion completion;

    @BeforeEach
    void open() {
        completion = new Completion(Shell.operations(FakePlatform.withOneRun(), new FakeInbox(), data));
    }

    @Test
    void completesCommands() throws Exception {
        assertThat(of("re")).containsExactly("reject", "replay", "resync");
        assertThat(of("wa")).containsExactly("watch");
        assertThat(of("login")).containsExactly("login");
        assertThat(of("help", "wa")).containsExactly("watch");
        assertThat(of("")).contains("deploy-status", "events-replay", "cancel");
    }

    @Test
    void completesOptionsAndTheWordsOfAChoice() throws Exception {
        assertThat(of("resync", "--")).contains("--allow-deletes", "--wait", "--output");
        assertThat(of("resync", "git~demo", "--al")).containsExactly("--allow-deletes");
        assertThat(of("changes", "20261121-1", "--state", "he")).containsExactly("held");
        assertThat(of("runs", "-o", "")).containsExactly("json", "table", "wide", "yaml");
    }

    @Test
    void completesIds() throws Exception {
        assertThat(of("plan", "gi")).containsExactly("git~demo");
        assertThat(of("runs", "")).containsExactly("git~demo");
        assertThat(of("atoll:run", "2026")).containsExactly("20261121-1");
        assertThat(of("watch", "")).containsExactly("20261121-1");
        assertThat(of("replay", "7", "")).containsExactly("7", "9");
    }

    @Test
    void knowsNothingOfWhatIsNotThere() throws Exception {
        assertThat(of("nonsense", "")).isEmpty();
        assertThat(of("runs", "--nonsense")).isEmpty();
        assertThat(of("deploy-status", "")).isEmpty();
    }

    private Set<String> of(String... words) throws InterruptedException {
        return completion.of(List.of(words));
    }
}
