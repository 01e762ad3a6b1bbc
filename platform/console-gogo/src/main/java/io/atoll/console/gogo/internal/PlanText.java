package io.atoll.console.gogo.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A plan as text for people: how much it changes, then each change, then what it could not find out.
 *
 * <p>Of each group the first changes are kept while all are counted; who wants all has them read once more for each group that is longer.
 */
final class PlanText {

    private static final Set<String> ENDED = Set.of("complete", "incomplete", "held");

    private final Platform platform;
    private final JsonNode plan;
    private final String run;
    private final Output output;
    private final boolean all;
    private final Map<Group, Found> found = new EnumMap<>(Group.class);

    /**
     * Prepares to print.
     *
     * @param plan as {@code run} answers it
     * @param all whether all changes are printed, not only the first of each group
     */
    PlanText(Platform platform, JsonNode plan, Output output, boolean all) {
        this.platform = platform;
        this.plan = plan;
        this.run = plan.at("/summary/run").asText();
        this.output = output;
        this.all = all;
    }

    void print() throws CommandException, InterruptedException {
        ObjectNode changes = JsonNodeFactory.instance.objectNode().put("run", run);
        platform.each(
                "changes",
                changes,
                change -> found.computeIfAbsent(Group.of(change), group -> new Found())
                        .note(change));
        output.text("plan " + run + " of " + plan.at("/summary/integration").asText() + ": " + summary() + "\n");
        for (var group : found.entrySet()) {
            print(group.getKey(), group.getValue(), changes);
        }
        unread();
        if (ENDED.contains(plan.at("/summary/status").asText()) && !found.isEmpty()) {
            output.text("\nto apply: atoll:apply " + run + "\n");
        }
    }

    private String summary() {
        return found.isEmpty()
                ? "nothing to change"
                : String.join(
                        ", ",
                        found.entrySet().stream()
                                .map(group -> group.getValue().count + " " + group.getKey().label)
                                .toList());
    }

    private void print(Group group, Found changes, ObjectNode ofRun) throws CommandException, InterruptedException {
        output.text("\n" + group.label + "\n");
        long more = changes.count - changes.first.size();
        if (all && more > 0) {
            platform.each("changes", ofRun, change -> {
                if (Group.of(change) == group) {
                    output.text(ChangeText.entity(change));
                }
            });
            return;
        }
        changes.first.forEach(output::text);
        if (more > 0) {
            output.text("  … and " + more + " more; --all prints them\n");
        }
    }

    /** Says of what it is not known whether and how it would change. */
    private void unread() {
        List<JsonNode> incomplete = plan.path("kinds")
                .valueStream()
                .filter(kind ->
                        !kind.path("gaps").isEmpty() || kind.path("failed").asLong() > 0)
                .toList();
        if (!incomplete.isEmpty()) {
            output.text("\nunknown, because it could not be read or mapped\n");
        }
        for (JsonNode kind : incomplete) {
            String label = "  " + Printable.line(kind.path("label").asText()) + ": ";
            kind.path("gaps").forEach(gap -> output.text(label + Printable.line(gap.asText()) + "\n"));
            if (kind.path("failed").asLong() > 0) {
                output.text(
                        label + kind.path("failed").asLong() + " records failed; see 'atoll:failures " + run + "'\n");
            }
        }
    }

    /** The changes of a group. */
    private static final class Found {

        private final List<String> first = new ArrayList<>();
        private long count;

        private void note(JsonNode change) {
            count++;
            if (count <= Listing.SHOWN) {
                first.add(ChangeText.entity(change));
            }
        }
    }

    /** Changes as people look at them: first what becomes of them, then what is done. */
    private enum Group {
        CREATE("to create"),
        UPDATE("to update"),
        DELETE("to delete"),
        WRITE("unknown until written"),
        HELD("held for approval"),
        WITHHELD("withheld"),
        REFUSED("refused by the catalog"),
        REJECTED("rejected");

        private final String label;

        Group(String label) {
            this.label = label;
        }

        private static Group of(JsonNode change) {
            return switch (change.path("state").asText()) {
                case "held" -> HELD;
                case "withheld" -> WITHHELD;
                case "refused" -> REFUSED;
                case "rejected" -> REJECTED;
                default ->
                    switch (change.path("action").asText()) {
                        case "create" -> CREATE;
                        case "update" -> UPDATE;
                        case "delete" -> DELETE;
                        default -> WRITE;
                    };
            };
        }
    }
}
