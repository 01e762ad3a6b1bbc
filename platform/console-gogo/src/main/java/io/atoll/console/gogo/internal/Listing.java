package io.atoll.console.gogo.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * A list on its way to the output.
 *
 * <p>People see the first hundred items, or those that they ask for; {@code --all} shows all. Programs get all as one array, or, where they
 * say {@code --limit} or {@code --cursor}, that part with the cursor of the next.
 */
record Listing(Platform platform, String operation, Said said, Output output) {

    /** How many items people see. */
    static final int SHOWN = 100;

    /** Prints it; the text is for people. */
    void print(ListText text) throws CommandException, InterruptedException {
        boolean part = said.limit().isPresent() || said.cursor().isPresent();
        if (!output.form().forPrograms()) {
            people(text);
        } else if (part && !said.all()) {
            output.document(part(said.limit().orElse(SHOWN)));
        } else {
            Output.Array array = output.array();
            platform.each(operation, input(), array::add);
            array.end();
        }
    }

    private void people(ListText text) throws CommandException, InterruptedException {
        long left = said.all() ? Long.MAX_VALUE : said.limit().orElse(SHOWN);
        ObjectNode wanted = input();
        boolean any = false;
        JsonNode next = wanted.path("cursor");
        for (boolean more = true; more && left > 0; ) {
            JsonNode part = platform.ask(operation, wanted.put("limit", Math.min(left, Platform.PART)));
            List<JsonNode> items = new ArrayList<>();
            part.path("items").forEach(items::add);
            if (!items.isEmpty()) {
                output.text(text.part(items, output.width()));
                any = true;
            }
            left -= items.size();
            more = part.has("next");
            next = part.path("next");
            wanted.set("cursor", next);
        }
        if (!any) {
            output.text(text.empty() + "\n");
        } else if (next.isTextual()) {
            output.text("… and more; --all lists them, --cursor " + Printable.line(next.asText()) + " goes on here\n");
        }
    }

    private JsonNode part(long limit) throws CommandException, InterruptedException {
        return platform.ask(operation, input().put("limit", limit));
    }

    private ObjectNode input() {
        ObjectNode input = said.input().deepCopy();
        said.cursor().ifPresent(cursor -> input.put("cursor", cursor));
        return input;
    }
}
