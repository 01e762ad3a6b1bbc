package io.atoll.admin.internal.mapping;

import static io.atoll.admin.internal.mapping.Scene.id;
import static io.atoll.admin.internal.mapping.Scene.mapping;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.atoll.admin.internal.audit.AuditLog;
import io.atoll.admin.internal.mapping.Retests.Stood;
import io.atoll.admin.internal.operation.Dispatcher;
import io.atoll.operation.Caller;
import io.atoll.operation.Caller.Means;
import io.atoll.operation.Role;
import io.atoll.pipeline.MappingTests.Result;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When saved mapping tests are run again, and what is told of them. */
final class RetestsTest {

    private final Scene scene = new Scene();
    private Instant now = Instant.parse("2026-11-22T12:00:00Z");
    private final Retests retests = new Retests(scene, scene, scene, scene.catalog(), () -> now);

    private Stood stood() {
        return retests.stood(id("team")).orElseThrow();
    }

    private JsonNode tested(Path folder) throws Exception {
        Dispatcher operations = new Dispatcher(
                new AuditLog(folder, 1 << 20, InstantSource.system()), List.of(new TestedOperations(retests, scene)));
        return operations
                .perform(
                        new Caller("ann", Role.VIEWER, Means.SESSION),
                        "mapping tested",
                        new ObjectMapper().readTree("{\"integration\":\"git\"}"))
                .body();
    }

    @Test
    void runsThemAtFirstSightAndAgainWhenAnotherVersionArrives(@TempDir Path folder) throws Exception {
        scene.has("team", "1.0.0", mapping("commit"));
        scene.cases.put(id("team"), List.of("commit", "file"));
        retests.look();
        retests.look();
        assertThat(scene.done).containsExactly("run team");

        now = now.plusSeconds(5);
        scene.has("team", "2.0.0", mapping("commit"));
        retests.look();

        assertThat(scene.done).containsExactly("run team", "run team");
        assertThat(stood().version()).isEqualTo("2.0.0");
        assertThat(stood().at()).isEqualTo(now);
        JsonNode told = tested(folder);
        assertThat(told.path("version").asText()).isEqualTo("2.0.0");
        assertThat(told.path("passed").asInt()).isEqualTo(1);
        assertThat(told.at("/failed/0/differences/0").asText()).isEqualTo("title: expected \"file\", was null");
    }

    @Test
    void runsThemAgainWhenMappingOrTestsChange() throws Exception {
        scene.has("team", "1.0.0", mapping("commit"));
        scene.cases.put(id("team"), List.of("commit"));
        retests.look();
        scene.has("team", "1.0.0", mapping("file"));
        retests.look();
        assertThat(stood().results()).noneMatch(Result::passed);
        scene.cases.put(id("team"), List.of("file"));
        retests.look();
        assertThat(stood().results()).allMatch(Result::passed);
        assertThat(scene.done).hasSize(3);
    }

    @Test
    void asksTheCatalogNowAndThenWhetherItsMappingIsAnotherOne() throws Exception {
        scene.has("team", "1.0.0", null);
        scene.catalog.put(id("team"), mapping("commit"));
        scene.cases.put(id("team"), List.of("commit"));
        retests.look();
        retests.look();
        assertThat(scene.done).containsExactly("find team", "run team");

        now = now.plus(Duration.ofMinutes(1));
        retests.look();
        assertThat(scene.done).containsExactly("find team", "run team", "find team");

        scene.catalog.put(id("team"), mapping("file"));
        now = now.plus(Duration.ofMinutes(1));
        retests.look();
        assertThat(stood().results()).noneMatch(Result::passed);
    }

    @Test
    void waitsForACatalogThatDoesNotAnswerButNotWithOwnMappings() throws Exception {
        scene.has("team", "1.0.0", null);
        scene.has("own", "1.0.0", mapping("commit"));
        scene.catalog.put(id("team"), mapping("commit"));
        scene.cases.put(id("team"), List.of("commit"));
        scene.cases.put(id("own"), List.of("commit"));
        scene.catalogAway = true;
        retests.look();
        assertThat(scene.done).containsExactly("run own");

        scene.catalogAway = false;
        retests.look();
        assertThat(stood().results()).allMatch(Result::passed);
    }

    @Test
    void asksForNothingWhereNoTestsAreSavedAndForgetsThoseThatAreGone(@TempDir Path folder) throws Exception {
        scene.has("team", "1.0.0", null);
        retests.look();
        assertThat(scene.done).isEmpty();
        assertThat(tested(folder).path("at").isNull()
                        || tested(folder).path("at").isMissingNode())
                .isTrue();

        scene.cases.put(id("team"), List.of("commit"));
        scene.present = mapping("commit");
        retests.look();
        assertThat(stood().results()).allMatch(Result::passed);

        scene.cases.clear();
        retests.look();
        assertThat(retests.stood(id("team"))).isEmpty();
    }

    @Test
    void saysWhyTheyCannotBeRun() throws Exception {
        scene.has("team", "1.0.0", null);
        scene.cases.put(id("team"), List.of("commit"));
        retests.look();

        assertThat(stood().problem()).isEqualTo("it has no mapping yet");
    }
}
