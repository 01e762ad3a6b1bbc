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
import java.util.Optional;
import java.util.TreeMap;

/** The mapping of an integration: to be edited by those who may, else to be read. */
record MappingPage(Desk desk) {

    /** Where the mapping of an integration is shown, at one of its resources. */
    static String path(String integration, String resource) {
        return Place.path("/mapping", new TreeMap<>(Map.of("integration", integration, "resource", resource)));
    }

    Page page() throws InterruptedException {
        Optional<String> integration = desk.query().text("integration");
        if (integration.isEmpty()) {
            return new Page(
                    "Mapping",
                    join(
                            element("p", text("Choose the integration whose mapping you want to see.")),
                            desk.part(this::choice)));
        }
        try {
            return desk.offered(MappingEditor.SAVE).isPresent()
                    ? new MappingEditor(desk, integration.get()).page()
                    : new Page(MappingEditor.title(integration.get()), inForce(integration.get()));
        } catch (Refused refused) {
            return new Page(MappingEditor.title(integration.get()), Words.none(refused.getMessage()));
        }
    }

    private Html choice() throws Refused, InterruptedException {
        List<Html> items = new ArrayList<>();
        for (JsonNode each : desk.ask("integrations", "limit", "500").path("items")) {
            String id = each.path("id").asText();
            items.add(element("li", desk.place().link(Place.path("/mapping", Map.of("integration", id)), id)));
        }
        return items.isEmpty()
                ? Words.none("No integration is configured. Put a file into conf/integrations.")
                : element("ul", join(items));
    }

    private Html inForce(String integration) throws Refused, InterruptedException {
        JsonNode shown = desk.ask("mapping", "integration", integration);
        return element(
                "section",
                element("h2", text("In force")),
                element("p", text(source(shown))),
                Words.block(shown.path("text").asText()));
    }

    /** Where a mapping stands, in a sentence; of a draft, what to do with it. */
    static String source(JsonNode mapping) {
        if (mapping.has("note")) {
            return mapping.path("note").asText();
        }
        return switch (mapping.path("source").asText()) {
            case "file" -> "It stands in the file that configures the instance.";
            case "bundle" ->
                "It comes with the bundle. The first run puts it into the catalog's record of the integration,"
                        + " if no other was saved there before.";
            default -> "It stands in the catalog's record of the integration.";
        };
    }
}
