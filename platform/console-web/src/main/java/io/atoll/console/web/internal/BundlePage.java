package io.atoll.console.web.internal;

import static io.atoll.console.web.internal.Html.attribute;
import static io.atoll.console.web.internal.Html.element;
import static io.atoll.console.web.internal.Html.empty;
import static io.atoll.console.web.internal.Html.join;
import static io.atoll.console.web.internal.Html.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.console.web.internal.Answer.Page;
import io.atoll.operation.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One bundle: its versions, the way back to them; and what a jar that was sent would bring. */
record BundlePage(Desk desk) {

    private static final String PREVIEW = "/bundle";
    private static final String UPLOAD = "upload";

    Page one(String file) throws Refused, InterruptedException {
        Map<String, String> named = Map.of("file", file);
        Table table = new Table("Versions", "None is kept.", "Version", "Came first", "Digest", "");
        for (JsonNode version :
                desk.ask("deploy versions", "file", file, "limit", "100").path("items")) {
            String digest = version.path("sha256").asText();
            table.row(
                    text(version.path("version")),
                    Words.moment(version.path("since")),
                    element("code", text(digest.substring(0, Math.min(12, digest.length())))),
                    version.path("current").asBoolean()
                            ? text("deployed")
                            : new OperationForm(desk, "deploy rollback", Map.of("file", file, "version", digest))
                                    .second(
                                            "Put back",
                                            "Put back version "
                                                    + version.path("version").asText()));
        }
        return new Page(
                "Bundle " + file,
                join(
                        table.section(),
                        new OperationForm(desk, "deploy remove", named)
                                .confirmed(
                                        "Remove",
                                        "Its integrations stop; their configurations and what they own in the catalog stay.",
                                        "/deployments")));
    }

    /** The form that sends a jar; for those who may deploy one. */
    static Html upload(Desk desk) {
        return desk.offered("deploy receive").isEmpty()
                ? Html.NOTHING
                : element(
                        "section",
                        element("h2", text("Install or upgrade")),
                        element(
                                "form",
                                attribute("method", "post"),
                                attribute("enctype", "multipart/form-data"),
                                attribute(
                                        "action",
                                        Place.path(
                                                OperationForm.path("deploy receive"),
                                                Map.of(
                                                        OperationForm.TOKEN,
                                                        desk.place().visitor().formToken()))),
                                empty(
                                        "input",
                                        attribute("type", "hidden"),
                                        attribute("name", OperationForm.NEXT),
                                        attribute("value", PREVIEW)),
                                element(
                                        "div",
                                        attribute("class", "field"),
                                        element("label", attribute("for", "upload-jar"), text("Bundle")),
                                        empty(
                                                "input",
                                                attribute("id", "upload-jar"),
                                                attribute("name", UPLOAD),
                                                attribute("type", "file"),
                                                attribute("accept", ".jar"),
                                                attribute("required", ""),
                                                attribute("aria-describedby", "upload-jar-help")),
                                        element(
                                                "p",
                                                attribute("class", "help"),
                                                attribute("id", "upload-jar-help"),
                                                text("It is not deployed yet: you see first what it brings"))),
                                element("button", text("Look at it"))));
    }

    /** What a jar would bring, and the button that deploys it. */
    Page preview() throws Refused, InterruptedException {
        String upload = desk.query().text(UPLOAD).orElse("none");
        JsonNode preview = desk.ask("deploy preview", "upload", upload);
        String problem = preview.path("problem").asText();
        String replaced = preview.path("replaced").asText("");
        String bundle = preview.path("bundle").asText();
        UpgradePart upgrade = new UpgradePart(desk, preview.path("tests"));
        String file = preview.path("replaces").asText(bundle.replaceFirst(".*\\.", "") + ".jar");
        return new Page(
                "What this bundle brings",
                join(
                        problem.isEmpty() ? Html.NOTHING : Answer.alert(problem),
                        Words.facts(List.of(
                                Words.fact("Bundle", Words.code(preview.path("bundle"))),
                                Words.fact("Version", text(preview.path("version"))),
                                Words.fact(
                                        "Takes the place of",
                                        text(replaced.isEmpty() ? "nothing" : "version " + replaced)),
                                Words.fact("Integration", text(preview.path("integration"))),
                                Words.fact(
                                        "Size",
                                        text(Words.size(preview.path("size").asLong()))),
                                Words.fact("Digest", Words.code(preview.path("sha256"))))),
                        Words.list("Kinds", preview.path("kinds")),
                        Words.list("Instances that it serves", preview.path("instances")),
                        preview.path("tests").isEmpty() ? Html.NOTHING : upgrade.table(),
                        Words.list("Bundles that are deployed anew", preview.path("refreshed")),
                        Words.list("Services", preview.path("offers")),
                        imports(preview.path("imports")),
                        Words.list("What else it needs", preview.path("requires")),
                        problem.isEmpty() ? deploy(upload, file, upgrade.warning()) : Html.NOTHING));
    }

    private static Html imports(JsonNode imports) {
        Table table = new Table("Packages that it needs", "None.", "Package", "Versions", "There");
        imports.forEach(each -> table.row(
                Words.code(each.path("name")),
                text(each.path("range")),
                text(each.path("there").asBoolean() ? "yes" : "no: it would be refused")));
        return table.section();
    }

    private Html deploy(String upload, String file, Html warning) {
        List<Html> content = new ArrayList<>();
        content.add(element("h2", text("Deploy it")));
        content.add(warning);
        content.add(new OperationForm(desk, "deploy upload", Map.of("upload", upload, "from", ""))
                .full("Deploy", Map.of("file", file), Optional.empty(), "/deployments"));
        return element("section", join(content));
    }
}
