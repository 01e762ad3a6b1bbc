package io.atoll.trigger.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.atoll.pipeline.Change;
import io.atoll.pipeline.Change.Action;
import io.atoll.pipeline.Change.Difference;
import io.atoll.pipeline.Change.State;
import io.atoll.pipeline.Integrations;
import io.atoll.pipeline.Integrations.Integration;
import io.atoll.pipeline.RunId;
import io.atoll.pipeline.RunReport;
import io.atoll.pipeline.RunReport.Deletion;
import io.atoll.pipeline.RunReport.KindReport;
import io.atoll.pipeline.RunReport.Mode;
import io.atoll.pipeline.RunReport.Status;
import io.atoll.spi.IntegrationId;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PlansTest {

    private static final IntegrationId ID = new IntegrationId("git", "one");
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final FakePlatform engine = new FakePlatform();
    private final Plans plans = new Plans(engine);
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    void endWithZeroIfThereIsNothingToChange() {
        plans.add(plan(Status.COMPLETE, 0));
        engine.changes.add(change(Action.DELETE, State.WITHHELD, "something relates to it"));

        assertThat(print(false)).isZero();
        assertThat(text()).contains("git~one is complete", "  nothing to change\n");
    }

    @ParameterizedTest
    @EnumSource(
            value = State.class,
            names = {"PLANNED", "HELD"})
    void endWithTwoIfSomethingIsToBeChangedOrDecided(State state) {
        plans.add(plan(Status.HELD, 0));
        engine.changes.add(change(Action.DELETE, state, ""));

        assertThat(print(false)).isEqualTo(2);
        assertThat(print(true)).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(
            value = Status.class,
            names = {"FAILED", "INTERRUPTED", "SUSPENDED"})
    void endWithOneIfAPlanDidNotComeToItsEnd(Status status) {
        plans.add(plan(status, 0));
        engine.changes.add(change(Action.CREATE, State.PLANNED, ""));

        assertThat(print(false)).isEqualTo(1);
    }

    @Test
    void endWithOneIfSomethingCouldNotBeReadOrMapped() {
        plans.add(plan(Status.INCOMPLETE, 3));

        assertThat(print(false)).isEqualTo(1);
        assertThat(text()).contains("? repo-0 was not read whole: away", "? 3 records of repo-0 failed");
    }

    @Test
    void endWithZeroIfDeletionsAreWithheldFromAPlanOfEverything() {
        plans.add(plan(Status.INCOMPLETE, 0));

        assertThat(print(false)).isZero();
    }

    @Test
    void endWithOneIfNothingCouldBePlanned() {
        assertThat(print(false)).isEqualTo(1);
        assertThat(text()).contains("conf/integrations");
        plans.refused(new Integration(ID, "Git", "", Integrations.State.FAULTY, "bad", "", true, null, ""), "bad key");
        assertThat(print(false)).isEqualTo(1);
        assertThat(text()).contains("git~one: bad key");
    }

    @Test
    void tellPeopleWhatChanges() {
        plans.add(plan(Status.COMPLETE, 0));
        engine.changes.add(update());
        engine.changes.add(change(Action.DELETE, State.HELD, "over the budget"));

        print(false);

        assertThat(text()).contains("""
                  update service/a
                      title: "x" → "y"
                  delete held service/a: over the budget
                  2 changes; to apply: atoll:apply 7
                """);
    }

    @Test
    void letNoTextActOnTheTerminal() {
        plans.add(plan(Status.COMPLETE, 0));
        engine.changes.add(change(Action.DELETE, State.WITHHELD, "\u001b[2J\nplan\u202e"));

        print(false);

        assertThat(text()).contains("delete withheld service/a: \uFFFD[2J\uFFFDplan\uFFFD\n");
    }

    @Test
    void areOneJsonDocument() throws Exception {
        plans.add(plan(Status.COMPLETE, 0));
        engine.changes.add(update());

        print(true);

        var json = JsonMapper.builder().build().readTree(text());
        assertThat(json.at("/plans/0/mode").asText()).isEqualTo("plan");
        assertThat(json.at("/plans/0/changes/0").toString())
                .isEqualTo(
                        "{\"action\":\"update\",\"state\":\"planned\",\"blueprint\":\"service\",\"identifier\":\"a\","
                                + "\"resource\":\"repo-0\",\"reason\":\"\","
                                + "\"differences\":[{\"path\":\"title\",\"before\":\"x\",\"after\":\"y\"}],\"entity\":null}");
        assertThat(json.path("pending").asInt()).isEqualTo(1);
        assertThat(json.path("complete").asBoolean()).isTrue();
        assertThat(json.path("refused")).isEmpty();
    }

    private int print(boolean json) {
        return plans.print(json, new PrintStream(out, false, UTF_8));
    }

    private String text() {
        return out.toString(UTF_8);
    }

    private static Change update() {
        return new Change(
                Action.UPDATE,
                "service",
                JSON.textNode("a"),
                "repo-0",
                null,
                List.of(new Difference("title", JSON.textNode("x"), JSON.textNode("y"))),
                State.PLANNED,
                "");
    }

    private static Change change(Action action, State state, String reason) {
        return new Change(action, "service", JSON.textNode("a"), "", null, List.of(), state, reason);
    }

    private static RunReport plan(Status status, long failed) {
        return new RunReport(
                new RunId("7"),
                ID,
                Mode.PLAN,
                1,
                "once",
                status,
                "",
                Instant.EPOCH,
                Optional.of(Instant.EPOCH),
                7,
                List.of(new KindReport(
                        "repo-0",
                        "repo",
                        failed == 0 ? "complete" : "incomplete",
                        3,
                        0,
                        0,
                        0,
                        0,
                        failed,
                        failed == 0 ? List.of() : List.of("away"),
                        List.of(),
                        List.of())),
                Deletion.none());
    }
}
