package io.atoll.console.web.internal;

import static io.atoll.console.web.internal.Html.element;
import static io.atoll.console.web.internal.Html.join;
import static io.atoll.console.web.internal.Html.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.console.web.internal.Answer.Page;
import io.atoll.operation.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The inside of the platform: memory, levels of the log, and the archive for those who help; and lists on pages of their own. */
record SystemPage(Desk desk) {

    private static final String ROOT = "inside";
    private static final List<String> LISTS = List.of("log", "bundles", "components", "threads");

    Page page() throws InterruptedException {
        return new Page(
                "System",
                join(
                        element(
                                "ul",
                                join(LISTS.stream()
                                        .map(list ->
                                                element("li", desk.place().link(Place.path(ROOT, list), label(list))))
                                        .toList())),
                        desk.section("Memory", this::memory),
                        desk.section("What is logged", this::levels),
                        desk.section("For those who help", this::support)));
    }

    private static String label(String list) {
        return Character.toUpperCase(list.charAt(0)) + list.substring(1);
    }

    /** One of the lists. */
    Page list(String name) throws Refused, InterruptedException {
        return switch (name) {
            case "log" -> new Page("Log", log(desk, Map.of()));
            case "bundles" -> new Page("Bundles", bundles());
            case "components" -> new Page("Components", components());
            case "threads" -> new Page("Threads", threads());
            default ->
                throw Refused.unknown(
                        "list", "there is no list '" + name + "' of the system; there are " + String.join(", ", LISTS));
        };
    }

    /** The latest lines of the log. */
    static Html log(Desk desk, Map<String, String> fixed) throws Refused, InterruptedException {
        Table table = new Table(
                "Lines, newest first",
                "Nothing of the kind was logged lately.",
                "When",
                "Level",
                "About",
                "Kind",
                "Line");
        return new Listing(desk, "log", fixed, Map.of()).table(table, line -> new Html[] {
            Words.moment(line.path("at")),
            Badge.of(line.path("level")),
            about(desk, line),
            text(line.path("kind").asText("")),
            join(
                    text(line.path("message").asText()),
                    line.has("trace") ? Words.folded("Where", line.path("trace")) : Html.NOTHING)
        });
    }

    private static Html about(Desk desk, JsonNode line) {
        String run = line.path("run").asText("");
        String integration = line.path("integration").asText("");
        return run.isEmpty()
                ? text(integration)
                : join(text(integration + " "), desk.place().link(Place.path("runs", run), run));
    }

    private Html bundles() throws Refused, InterruptedException {
        Table table = new Table(
                "Bundles", "No bundle is like this.", "Number", "Name", "Version", "State", "Why it does not run");
        return new Listing(desk, "bundles").table(table, bundle -> new Html[] {
            text(bundle.path("id")),
            Words.code(bundle.path("name")),
            text(bundle.path("version")),
            Badge.of(bundle.path("state")),
            reasons(bundle.path("missing"))
        });
    }

    private Html components() throws Refused, InterruptedException {
        Table table = new Table(
                "Components",
                "No component is like this.",
                "Component",
                "Bundle",
                "Integration",
                "State",
                "Why it does not live");
        return new Listing(desk, "components").table(table, component -> new Html[] {
            Words.code(component.path("component")),
            Words.code(component.path("bundle")),
            text(component.path("integration").asText("")),
            Badge.of(component.path("state")),
            reasons(component.path("reasons"))
        });
    }

    private static Html reasons(JsonNode reasons) {
        return reasons.isEmpty() ? Html.NOTHING : Words.lines(reasons);
    }

    private Html threads() throws Refused, InterruptedException {
        Table table = new Table(
                "Threads, the busiest first",
                "No thread works for it.",
                "Thread",
                "Works for",
                "State",
                "Processor, ms",
                "Allocated",
                "Where it is");
        return join(
                new Listing(desk, "threads").table(table, thread -> new Html[] {
                    Words.code(thread.path("name")),
                    text(thread.path("integration").asText(thread.path("owner").asText())),
                    text(thread.path("state")),
                    text(thread.path("cpuMillis")),
                    text(Words.size(thread.path("allocatedBytes").asLong())),
                    Words.code(thread.path("at"))
                }),
                desk.query().text("dump").isPresent()
                        ? desk.section(
                                "All threads",
                                () -> Words.block(
                                        desk.ask("threads dump").path("text").asText()))
                        : element(
                                "p",
                                desk.place()
                                        .link(
                                                Place.path(desk.path(), Map.of("dump", "true")),
                                                "Show what all threads do")));
    }

    private Html memory() throws Refused, InterruptedException {
        JsonNode memory = desk.ask("memory");
        Table table = new Table(
                "What threads do for integrations now",
                "No thread works for an integration now.",
                "Integration",
                "Threads",
                "Allocated",
                "Processor, ms");
        for (JsonNode share : memory.path("integrations")) {
            table.row(
                    text(share.path("integration")),
                    text(share.path("threads")),
                    text(Words.size(share.path("allocatedBytes").asLong())),
                    text(share.path("cpuMillis")));
        }
        return join(
                Words.facts(List.of(
                        size("Heap in use", memory.path("heapUsed")),
                        size("Heap taken", memory.path("heapTaken")),
                        size("Heap at most", memory.path("heapMost")),
                        size("Classes and code", memory.path("otherUsed")),
                        size("Buffers", memory.path("buffers")))),
                element("h3", text("What threads do for integrations now")),
                table.bare());
    }

    private static Html size(String name, JsonNode bytes) {
        return Words.fact(name, text(bytes.asLong() < 0 ? "not bounded" : Words.size(bytes.asLong())));
    }

    private Html levels() throws Refused, InterruptedException {
        Table table = new Table(
                "Loggers", "Nothing is said of any logger.", "Logger", "Level", "conf/logback.xml", "Until", "");
        for (JsonNode level : desk.ask("log levels", "limit", "500").path("items")) {
            String logger = level.path("logger").asText();
            boolean chosen = level.path("chosen").asBoolean();
            table.row(
                    Words.code(level.path("logger")),
                    text(level.path("level").asText("")),
                    text(level.path("configured").asText("")),
                    chosen && !level.has("until") ? text("the next start") : Words.moment(level.path("until")),
                    chosen
                            ? new OperationForm(desk, "log levels reset", Map.of("logger", logger))
                                    .second("Set back", "Set " + logger + " back")
                            : Html.NOTHING);
        }
        List<Html> content = new ArrayList<>(List.of(table.bare()));
        if (desk.offered("log levels set").isPresent()) {
            content.add(element("h3", text("Set a level")));
            content.add(new OperationForm(desk, "log levels set", Map.of()).empty("Set"));
        }
        return join(content);
    }

    private Html support() throws Refused {
        return join(
                element(
                        "p",
                        text(
                                "An archive with all of this, the configuration, the log and the latest runs. Secrets are taken out of"
                                        + " it; names of your systems are not. ")),
                desk.offered("support").isPresent()
                        ? new OperationForm(desk, "support", Map.of()).button("Make an archive", "Make an archive")
                        : Words.none("An administrator can make one."));
    }

    /** An archive that was made. */
    static Html made(JsonNode archive) {
        return join(
                element(
                        "p",
                        element(
                                "a",
                                Html.attribute("href", archive.path("download").asText()),
                                text("Download " + archive.path("name").asText())),
                        text(" (" + Words.size(archive.path("bytes").asLong()) + "). It is also in "
                                + archive.path("file").asText())),
                Words.list("What is in it", archive.path("entries")));
    }
}
