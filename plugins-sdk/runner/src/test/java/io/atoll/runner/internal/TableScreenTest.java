package io.atoll.runner.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.atoll.pipeline.Change.Difference;
import io.atoll.runner.internal.View.Changed;
import io.atoll.runner.internal.View.Dropped;
import io.atoll.runner.internal.View.Failure;
import io.atoll.runner.internal.View.KindChanges;
import io.atoll.runner.internal.View.ResourceView;
import io.atoll.runner.internal.View.Status;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableScreenTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final TableScreen screen = new TableScreen(new PrintStream(bytes, true, StandardCharsets.UTF_8));

    @Test
    void showsAllOfTheFirstViewAndThenOnlyWhatIsOtherwise() {
        screen.show(view(Status.COMPLETE, resource("Ann", List.of()), changes(1, 0)));
        String first = shown();
        screen.show(view(Status.COMPLETE, resource("Ann", List.of()), changes(0, 0)));
        String second = shown();

        assertThat(first)
                .contains("thing-0: 1 record, 1 entity")
                .contains("raw         {\"name\":\"Ann\"}")
                .contains("entity      {\"name\":\"Ann\"}")
                .contains("dropped     2 by selector.query is false `.x`: thing/c")
                .contains("thing against the last run: 1 created")
                .contains("complete (0.2 s)");
        assertThat(second)
                .doesNotContain("raw", "entity  ", "against")
                .contains("thing-0: 1 record", "complete, as before");
    }

    @Test
    void showsWhatIsWrongEveryTime() {
        var failure = new Failure("identifier", "[.id]", "gives a list, not a text", json("Ann"));
        for (int i = 0; i < 2; i++) {
            screen.show(view(Status.INCOMPLETE, resource("Ann", List.of(failure)), changes(0, 1)));

            assertThat(shown())
                    .contains("broken      identifier `[.id]` gives a list, not a text; item {\"name\":\"Ann\"}")
                    .contains("title: \"a\" → \"b\"")
                    .contains("incomplete");
        }
    }

    @Test
    void printsNothingThatATerminalWouldObey() {
        screen.show(View.unusable("", List.of(new Problem("A.java:1", "\u001b[2Jno\nway"))));

        assertThat(shown()).contains("A.java:1:  [2Jno way", "nothing runs yet").doesNotContain("\u001b");
    }

    private String shown() {
        String text = bytes.toString(StandardCharsets.UTF_8);
        bytes.reset();
        return text;
    }

    private static View view(Status status, ResourceView resource, KindChanges changes) {
        return new View(
                "acme~dev", status, List.of(), List.of(), "", List.of(), List.of(resource), List.of(changes), 200);
    }

    private static ResourceView resource(String name, List<Failure> failures) {
        return new ResourceView(
                "thing-0",
                true,
                1,
                List.of(json(name)),
                List.of(),
                1,
                List.of(json(name)),
                List.of(new Dropped("selector.query is false", ".x", 2, List.of("thing/c"))),
                failures.size(),
                failures,
                List.of());
    }

    private static KindChanges changes(int created, int changed) {
        var difference =
                new Difference("title", JsonNodeFactory.instance.textNode("a"), JsonNodeFactory.instance.textNode("b"));
        return new KindChanges(
                "thing", created, changed, 0, 0, "", List.of(new Changed("changed", "thing/a", List.of(difference))));
    }

    private static JsonNode json(String name) {
        return JsonNodeFactory.instance.objectNode().put("name", name);
    }
}
