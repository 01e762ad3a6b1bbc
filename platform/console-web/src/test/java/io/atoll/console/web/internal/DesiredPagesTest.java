package io.atoll.console.web.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.atoll.access.Visitor;
import io.atoll.console.web.internal.Answer.Page;
import io.atoll.console.web.internal.Answer.Redirect;
import io.atoll.console.web.it.fakes.FakePlatform;
import io.atoll.operation.Caller;
import io.atoll.operation.Caller.Means;
import io.atoll.operation.Role;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages that change configurations and bundles. */
final class DesiredPagesTest {

    private static final String TOKEN = "form-token";

    @TempDir
    private Path folder;

    private Pages pages;

    @BeforeEach
    void wire() throws Exception {
        pages = new Pages(Wired.upon(new FakePlatform("thing"), "thing", folder));
    }

    private static Place place(Role role) {
        return new Place("", new Visitor(new Caller("admin", role, Means.SESSION), TOKEN));
    }

    private String html(Role role, String path, String... query) throws InterruptedException {
        return pages.get(place(role), path, query(query)).content().toString();
    }

    private Answer post(Role role, String path, String... fields) throws InterruptedException {
        Map<String, List<String>> form = new LinkedHashMap<>(query(fields).texts());
        form.putIfAbsent(OperationForm.TOKEN, List.of(TOKEN));
        return pages.post(place(role), path, new Query(form));
    }

    private static Query query(String... fields) {
        Map<String, List<String>> texts = new LinkedHashMap<>();
        for (int i = 0; i < fields.length; i += 2) {
            texts.put(fields[i], List.of(fields[i + 1]));
        }
        return new Query(texts);
    }

    private static String content(Answer answer) {
        assertThat(answer).isInstanceOf(Page.class);
        return ((Page) answer).content().toString();
    }

    @Test
    void showsAConfigurationAsAFormWithHelpAndWithoutSecrets() throws Exception {
        assertThat(html(Role.INTEGRATOR, "/config/git~demo"))
                .contains(
                        "name=\"value.token\"",
                        "name=\"value.trigger/token\"",
                        "name=\"value.wrong\"",
                        "thing; one a line; 1 if nothing is said",
                        "formaction=\"/do/config-check\"",
                        "value=\"[REDACTED]\"",
                        "name=\"formSeen\"")
                .doesNotContain("s3cret");
        assertThat(html(Role.OPERATOR, "/config/git~demo")).doesNotContain("<form", "s3cret");
    }

    @Test
    void asksForWhatIsRequiredFirst() throws Exception {
        assertThat(html(Role.INTEGRATOR, "/configure", "type", "git"))
                .containsSubsequence("name=\"value.token\"", "name=\"value.wrong\"");
    }

    @Test
    void savesWhatWasChanged() throws Exception {
        Answer answer = post(
                Role.INTEGRATOR, "/do/config-set", "name", "git~demo", "value.token", "[REDACTED]", "value.wrong", "");

        assertThat(answer).isEqualTo(new Redirect("/config/git~demo?done=config%20set"));
    }

    @Test
    void tellsWhatIsWrongAtTheFieldAndKeepsWhatWasTyped() throws Exception {
        String html = content(post(
                Role.INTEGRATOR,
                "/do/config-set",
                "name",
                "git~demo",
                "value.wrong",
                "7\nx<",
                "value.token",
                "typed-s3cret"));

        assertThat(html)
                .contains("id=\"value-wrong-fault\">key &#39;wrong&#39; is wrong<", "aria-invalid=\"true\"", "7\nx&lt;")
                .contains("Nothing was saved", "so is all")
                .doesNotContain("typed-s3cret");
    }

    @Test
    void checksBeforeItSaves() throws Exception {
        assertThat(content(post(Role.INTEGRATOR, "/do/config-check", "name", "git~demo", "value.wrong", "7")))
                .contains("Nothing was saved");
    }

    @Test
    void makesANewInstance() throws Exception {
        assertThat(html(Role.INTEGRATOR, "/configure")).contains("href=\"/configure?type=git\"");
        assertThat(html(Role.INTEGRATOR, "/configure", "type", "git")).contains("name=\"instance\"");

        Answer answer = post(Role.INTEGRATOR, "/do/config-set", "type", "git", "instance", "new", "value.token", "x");

        assertThat(answer).isEqualTo(new Redirect("/integrations/git~new?done=config%20set"));
        assertThat(html(Role.INTEGRATOR, "/config/git~new")).contains("[REDACTED]");
        assertThat(content(
                        post(Role.INTEGRATOR, "/do/config-set", "type", "git", "instance", "new", "value.token", "x")))
                .contains("is there already");
    }

    @Test
    void changesNothingWithoutTheTokenOrTheRole() throws Exception {
        for (String operation : List.of("config-set", "config-check", "integration-disable", "deploy-upload")) {
            assertThat(((Page) post(Role.ADMIN, "/do/" + operation, OperationForm.TOKEN, "other", "name", "git~demo"))
                            .status())
                    .isEqualTo(403);
            assertThat(((Page) post(Role.OPERATOR, "/do/" + operation, "name", "git~demo")).status())
                    .isEqualTo(403);
        }
        assertThat(((Page) post(Role.INTEGRATOR, "/do/config-set", "name", "engine", "value.token", "x")).status())
                .isEqualTo(403);
    }

    @Test
    void showsDriftSecretsAndTheRunningState() throws Exception {
        assertThat(html(Role.ADMIN, "/desired"))
                .contains(">changed<", "the file says thing, in force is nothing", "env:TOKEN", "conf/engine.yaml");
        assertThat(html(Role.VIEWER, "/desired")).doesNotContain("env:TOKEN");
    }

    @Test
    void showsWhatAJarBringsBeforeItIsDeployed() throws Exception {
        assertThat(html(Role.ADMIN, "/bundle", "upload", "known"))
                .contains("version 1.0.0", "git~demo", "no: it would be refused", "action=\"/do/deploy-upload\"");
        assertThat(post(
                        Role.ADMIN,
                        "/do/deploy-upload",
                        "upload",
                        "known",
                        "file",
                        "git.jar",
                        "formNext",
                        "/deployments"))
                .isEqualTo(new Redirect("/deployments?done=deploy%20upload"));
        assertThat(html(Role.ADMIN, "/bundle", "upload", "known")).contains("no content waits");
    }

    @Test
    void leadsBackToAnEarlierVersion() throws Exception {
        assertThat(html(Role.ADMIN, "/deployments/git.jar"))
                .contains("0.9.0", "action=\"/do/deploy-rollback\"", "value=\"def\"", "action=\"/do/deploy-remove\"");
        assertThat(html(Role.VIEWER, "/deployments/git.jar")).contains("0.9.0").doesNotContain("<form");
        assertThat(html(Role.ADMIN, "/deployments")).contains("enctype=\"multipart/form-data\"");
        assertThat(html(Role.INTEGRATOR, "/deployments")).doesNotContain("multipart");
    }
}
