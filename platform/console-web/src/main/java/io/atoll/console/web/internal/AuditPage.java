package io.atoll.console.web.internal;

import static io.atoll.console.web.internal.Html.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.console.web.internal.Answer.Page;
import io.atoll.operation.Refused;

/** What was asked for that changes something: by whom, and with what outcome. */
record AuditPage(Desk desk) {

    Page page() throws Refused, InterruptedException {
        Table table = new Table(
                "Audit log",
                "Nothing was asked for yet.",
                "Number",
                "When",
                "Who",
                "Operation",
                "Outcome",
                "Why it was refused",
                "What was sent",
                "What is different since",
                "As it was written");
        return new Page("Audit log", new Listing(desk, "audit").table(table, AuditPage::row));
    }

    private static Html[] row(JsonNode entry) {
        return new Html[] {
            text(entry.path("number")),
            Words.moment(entry.path("at")),
            text(entry.path("user").asText() + " (" + entry.path("means").asText() + ")"),
            text(entry.path("operation")),
            Badge.of(entry.path("outcome")),
            text(entry.path("reason")),
            entry.has("input") ? Words.folded("Input", entry.path("input")) : Html.NOTHING,
            entry.path("differences").isEmpty() ? Html.NOTHING : Words.folded("Differences", entry.path("differences")),
            text(entry.path("intact").asBoolean() ? "yes" : "no: it was changed")
        };
    }
}
