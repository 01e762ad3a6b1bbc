package io.atoll.console.web.internal;

import static io.atoll.console.web.internal.Html.attribute;
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

/** The visitor, and for administrators all who may sign in: roles, passwords, API tokens. */
record PeoplePage(Desk desk) {

    Page page() throws InterruptedException {
        List<Html> parts = new ArrayList<>();
        parts.add(desk.section("You", this::me));
        parts.add(desk.section("Your password", this::password));
        parts.add(desk.section("API tokens", this::tokens));
        if (desk.offered("users").isPresent()) {
            parts.add(desk.section("Users", this::users));
        }
        return new Page("People", join(parts));
    }

    private Html me() throws Refused, InterruptedException {
        JsonNode me = desk.ask("me");
        return Words.facts(List.of(
                Words.fact("Name", text(me.path("name"))),
                Words.fact("Role", text(me.path("role"))),
                Words.fact("Signed in by", text(me.path("means")))));
    }

    private Html password() {
        return element(
                "details",
                element("summary", text("Change your password…")),
                element("p", text("You will be signed out everywhere.")),
                new OperationForm(desk, "password", Map.of()).empty("Change it"));
    }

    private Html tokens() throws Refused, InterruptedException {
        Table table = new Table(
                "API tokens",
                "There are none.",
                "Token",
                "User",
                "What it is for",
                "Role",
                "Made",
                "Expires",
                "Actions");
        for (JsonNode token : desk.ask("tokens", "limit", "500").path("items")) {
            String id = token.path("token").asText();
            table.row(
                    Words.code(token.path("token")),
                    text(token.path("user")),
                    text(token.path("label")),
                    text(token.path("role")),
                    Words.moment(token.path("createdAt")),
                    Words.moment(token.path("expiresAt")),
                    new OperationForm(desk, "tokens revoke", Map.of("token", id))
                            .second("Revoke", "Revoke token " + id));
        }
        return join(
                table.bare(),
                element(
                        "details",
                        element("summary", text("Make a token…")),
                        new OperationForm(desk, "tokens add", Map.of()).empty("Make it")));
    }

    private Html users() throws Refused, InterruptedException {
        Table table = new Table("Users", "There are none.", "Name", "Role", "Stands in the file of users");
        Html list = new Listing(desk, "users").table(table, user -> {
            String name = user.path("name").asText();
            return new Html[] {
                desk.place().link(Place.path("people", name), name),
                text(user.path("role")),
                text(user.path("inFile").asBoolean() ? "yes" : "not yet")
            };
        });
        return join(
                list,
                element(
                        "details",
                        element("summary", text("Add a user…")),
                        new OperationForm(desk, "users add", Map.of()).empty("Add")));
    }

    Page one(String name) throws Refused, InterruptedException {
        var shown = desk.ask("user", Map.of("name", name));
        JsonNode user = shown.body();
        Map<String, String> fixed = Map.of("name", name, OperationForm.SEEN, String.valueOf(shown.etag()));
        return new Page(
                "User " + name,
                join(
                        Words.facts(List.of(Words.fact("Role", text(user.path("role"))))),
                        element(
                                "section",
                                element("h2", text("Change role or password")),
                                new OperationForm(desk, "users set", fixed)
                                        .full("Change", Map.of(), Optional.empty(), "/people")),
                        element(
                                "section",
                                element("h2", text("Remove")),
                                new OperationForm(desk, "users remove", fixed)
                                        .confirmed("Remove", "Sessions and tokens end with it.", "/people")),
                        element("p", desk.place().link("/people", "All people"))));
    }

    /** A token that was made just now, which is shown this once. */
    static Html made(Desk desk, JsonNode made) {
        return join(
                element("p", attribute("role", "status"), text("Copy it now: nobody can see it again.")),
                element("p", element("code", attribute("class", "secret"), text(made.path("secret")))),
                element(
                        "p",
                        text("Send it as Authorization: Bearer …; its id is "
                                + made.path("token").path("token").asText() + ".")),
                element("p", desk.place().link("/people", "All tokens")));
    }
}
