package io.atoll.console.web.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.atoll.access.Visitor;
import io.atoll.console.web.internal.Answer.Page;
import io.atoll.console.web.internal.Answer.Redirect;
import io.atoll.console.web.it.fakes.FakeActivator;
import io.atoll.console.web.it.fakes.FakePlatform;
import io.atoll.map.internal.JqOperations;
import io.atoll.operation.Caller;
import io.atoll.operation.Caller.Means;
import io.atoll.operation.Operation;
import io.atoll.operation.Operations;
import io.atoll.operation.Role;
import io.atoll.operation.Slice;
import io.atoll.pipeline.RunReport.Mode;
import io.atoll.pipeline.RunReport.Status;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages upon the real operations, of a platform that is made up. */
final class PagesTest {

    private static final String TOKEN = "s3cret-token";
    private static final Place PLACE = place(Role.ADMIN);

    /** Operations that the script of their page asks for. */
    private static final Set<String> BY_SCRIPT = Set.of("mapping-words");

    /** Operations of which another one shows the same. */
    private static final Map<String, String> SAME = Map.of("certificate", "run", "deadletters", "events");

    private static final Pattern CONTROL = Pattern.compile("action=\"/do/([a-z-]+)\"");

    private static final String OWN_SCRIPT = "<script src=\"/script/mapping.js\" defer=\"\"></script>";

    @TempDir
    private Path folder;

    private final FakePlatform platform = new FakePlatform("thing");
    private Operations operations;
    private Pages pages;

    @BeforeEach
    void wire() throws Exception {
        operations = Wired.upon(platform, "thing", folder, new JqOperations());
        pages = new Pages(operations);
    }

    private static Place place(Role role) {
        return new Place("", new Visitor(new Caller("admin", role, Means.SESSION), TOKEN));
    }

    /** A path, perhaps with fields behind the question mark. */
    private Page get(Place place, String address) throws InterruptedException {
        String[] parts = address.split("[?]", 2);
        Map<String, List<String>> query = new LinkedHashMap<>();
        for (String pair : parts.length == 1 ? new String[0] : parts[1].split("&")) {
            String[] field = pair.split("=", 2);
            query.computeIfAbsent(field[0], name -> new ArrayList<>()).add(field[1]);
        }
        return pages.get(place, parts[0], new Query(query));
    }

    private String html(String address) throws InterruptedException {
        return html(get(PLACE, address));
    }

    private static String html(Answer answer) {
        return Frame.document(PLACE, page(answer), "/");
    }

    private static Page page(Answer answer) {
        assertThat(answer).isInstanceOf(Page.class);
        return (Page) answer;
    }

    /** Sends a form with fields in pairs of name and text. */
    private Answer post(Place place, String path, String... fields) throws InterruptedException {
        Map<String, List<String>> form = new LinkedHashMap<>();
        for (int i = 0; i < fields.length; i += 2) {
            form.computeIfAbsent(fields[i], name -> new ArrayList<>()).add(fields[i + 1]);
        }
        form.putIfAbsent("formToken", List.of(TOKEN));
        return pages.post(place, path, new Query(form));
    }

    private Answer post(String path, String... fields) throws InterruptedException {
        return post(PLACE, path, fields);
    }

    @Test
    void showsHowIntegrationsStand() throws Exception {
        String html = html("/");

        assertThat(html).contains("git~demo", "Git thing", ">degraded<");
        assertThat(html).contains("jira~broken", ">broken<", "problem thing");
        assertThat(html).contains("href=\"/integrations/git~demo\"", "href=\"/runs/run-1\"");
    }

    @Test
    void leadsFromTheFirstPageToANewInstance() throws Exception {
        assertThat(html("/")).contains("href=\"/configure\"");
        assertThat(get(place(Role.OPERATOR), "/").content().toString()).doesNotContain("/configure");
    }

    @Test
    void showsWhatWaitsForAPerson() throws Exception {
        assertThat(html("/"))
                .contains("href=\"/events\">3 live events could not be handled")
                .contains("href=\"/deployments\">1 deployed file is not live")
                .contains("href=\"/config\">1 file of configuration has faults")
                .doesNotContain("for approval");
        platform.add("run-7", Mode.FULL, Status.HELD);
        assertThat(html("/approvals")).contains("Nothing waits");
    }

    @Test
    void offersEachWhatItsRoleAllows() throws Exception {
        assertThat(get(place(Role.VIEWER), "/").content().toString()).doesNotContain("<form method");
        assertThat(get(place(Role.OPERATOR), "/").content().toString())
                .contains("action=\"/do/resync\"", "action=\"/do/plan\"", "value=\"s3cret-token\"");
        assertThat(html("/")).contains("href=\"/audit\"", "href=\"/system/console\"");
        assertThat(Frame.document(place(Role.VIEWER), get(place(Role.VIEWER), "/"), "/"))
                .doesNotContain("href=\"/audit\"")
                .doesNotContain("href=\"/system/console\"");
        assertThat(get(place(Role.VIEWER), "/mapping?integration=git~demo")
                        .content()
                        .toString())
                .doesNotContain("/do/mapping-eval");
        assertThat(get(place(Role.OPERATOR), "/people").content().toString())
                .contains("/do/password", "/do/tokens-add")
                .doesNotContain("/do/users-add");
    }

    @ParameterizedTest
    @CsvSource({
        "VIEWER, resync, integration, git~demo",
        "VIEWER, abort, run, run-1",
        "VIEWER, approve, run, run-1",
        "VIEWER, events-discard, events, 1",
        "OPERATOR, mapping-eval, mapping, x",
        "INTEGRATOR, users-add, name, eve"
    })
    void doesNothingThatTheRoleDoesNotAllow(Role role, String operation, String field, String text) throws Exception {
        Page page = page(post(place(role), "/do/" + operation, field, text));

        assertThat(page.status()).isEqualTo(403);
        assertThat(page.content().toString()).contains("role=\"alert\"").doesNotContain("<form");
        assertThat(platform.calls()).isEmpty();
        assertThat(get(place(role), "/audit").status()).isEqualTo(403);
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void showsNoControlThatTheRoleMayNotUse(Role role) throws Exception {
        platform.add("run-7", Mode.FULL, Status.HELD);
        platform.add("plan-1", Mode.PLAN, Status.COMPLETE);
        platform.add("run-9", Mode.FULL, Status.RUNNING);
        post("/do/users-add", "name", "eve", "role", "viewer", "password", "a long passphrase");
        Set<String> allowed = operations.all().stream()
                .filter(operation -> role.includes(operation.role()))
                .map(PagesTest::command)
                .collect(Collectors.toSet());

        for (String address : List.of(
                "/",
                "/runs",
                "/runs/run-7",
                "/runs/run-9",
                "/runs/plan-1",
                "/runs/plan-1/changes",
                "/runs/run-1/failures",
                "/approvals",
                "/explain?integration=git~demo&entity=service/dropped",
                "/integrations/git~demo",
                "/config",
                "/deployments",
                "/mapping?integration=git~demo",
                "/jq",
                "/events",
                "/events/1",
                "/people",
                "/people/eve",
                "/audit")) {
            String html = get(place(role), address).content().toString();
            assertThat(CONTROL.matcher(html).results().map(control -> control.group(1)))
                    .as(address)
                    .isSubsetOf(allowed);
        }
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void doesNothingBeyondTheRoleWhateverIsSent(Role role) throws Exception {
        for (Operation<?, ?> operation : operations.all()) {
            if (!role.includes(operation.role())) {
                Page page = page(post(place(role), OperationForm.path(operation.name())));
                assertThat(page.status()).as(operation.name()).isEqualTo(403);
                assertThat(page.content().toString()).contains("is for the role " + operation.role());
            }
        }
        assertThat(platform.calls()).isEmpty();
    }

    @Test
    void showsTheCountsOfARun() throws Exception {
        String html = html("/runs/run-1");

        for (String count : new String[] {"107", "95", "71", "8", "4", "24 (11 new)", "300"}) {
            assertThat(html).contains(">" + count + "<");
        }
        assertThat(html).contains("9 entities are not produced any more; 2 were deleted");
        assertThat(html).contains("withheld thing", "thing/thing", "reason thing", "note thing");
        assertThat(html).contains("gap thing", "map: because thing", "{&quot;raw&quot;:&quot;thing&quot;}");
        assertThat(html).contains("2026-11-21 10:00:00 UTC", "2026-11-21 10:01:01 UTC");
        assertThat(html).contains("Nothing may be deleted: thing", "<dt>Epoch</dt><dd>1</dd>", "<dd>full</dd>");
    }

    @Test
    void followsARunThatGoesOn() throws Exception {
        post("/do/resync", "integration", "git~demo");

        Page page = get(PLACE, "/runs/run-2");
        assertThat(page.script()).isEqualTo(Script.LIVE);
        assertThat(html(page))
                .contains(
                        "data-run=\"run-2\"", "data-live=\"thing-0/fetched\"", "<script src=\"/script/live.js\" defer")
                .contains("<noscript><meta http-equiv=\"refresh\"")
                .contains("Abort run run-2");
        assertThat(get(PLACE, "/runs/run-1").script()).isEqualTo(Script.NONE);
        assertThat(html("/runs/run-1")).doesNotContain("<script").doesNotContain("/do/abort");
    }

    @Test
    void showsTheLogOfARunToThoseWhoMaySeeIt(@TempDir Path other) throws Exception {
        record Wanted(@Nullable String run, @Nullable Integer limit) {}
        record Line(String at, String level, String message) {}
        Operation<?, ?> log = Operation.get("log", "/log")
                .role(Role.OPERATOR)
                .takes(Wanted.class)
                .lists(Line.class)
                .by((caller, wanted) ->
                        Slice.whole(List.of(new Line("2026-11-21T10:00:00Z", "warn", "logged by " + wanted.run()))));
        pages = new Pages(Wired.upon(platform, "thing", other, () -> List.of(log)));

        assertThat(html("/runs/run-1")).contains("logged by run-1", "badge wary\">warn<");
        assertThat(get(place(Role.VIEWER), "/runs/run-1").content().toString()).doesNotContain("logged by");
    }

    @Test
    void sumsUpRunsInTheirList() throws Exception {
        assertThat(html("/runs"))
                .contains(">107<", ">24<", ">71<", ">4<", ">2<", ">7 kept<")
                .contains("href=\"/runs/run-1\"", "trigger thing", ">full<");
    }

    @Test
    void filtersRunsAndTurnsTheirPages() throws Exception {
        for (int i = 2; i < 60; i++) {
            platform.add("run-" + i, Mode.FULL, Status.COMPLETE);
        }

        assertThat(html("/runs")).contains("href=\"/runs?cursor=50\"", "run-50").doesNotContain("run-51");
        assertThat(html("/runs?cursor=50"))
                .contains("run-51", "run-59", "First part")
                .doesNotContain("run-49<");
        assertThat(html("/runs?status=incomplete&integration=git"))
                .contains("run-1<")
                .doesNotContain("run-2<");
        assertThat(html("/runs?status=nonsense"))
                .contains("aria-invalid=\"true\"", "aria-describedby=\"filter-status-fault filter-status-help\"")
                .contains("&#39;status&#39; must be one of");
        assertThat(html("/runs?integration=nothing")).contains("there is no integration", "value=\"nothing\"");
    }

    @Test
    void comparesTwoRuns() throws Exception {
        platform.add("run-2", Mode.PLAN, Status.HELD);

        assertThat(html("/runs")).contains("aria-label=\"Choose run run-2\"", "action=\"/compare\"");
        assertThat(html("/compare?run=run-1&run=run-2"))
                .contains("href=\"/runs/run-1\"", "href=\"/runs/run-2\"", ">incomplete<", ">held<", "107 → 107");
        assertThat(get(PLACE, "/compare?run=run-1").status()).isEqualTo(400);
        assertThat(get(PLACE, "/compare?run=run-1&run=none").status()).isEqualTo(404);
    }

    @Test
    void beginsARunAndLeadsToIt() throws Exception {
        assertThat(post("/do/resync", "integration", "git~demo")).isEqualTo(new Redirect("/runs/run-2"));
        assertThat(post("/do/plan", "integration", "git~demo")).isEqualTo(new Redirect("/runs/run-3"));
        assertThat(platform.calls()).containsExactly("start git~demo manual (admin)", "plan git~demo manual (admin)");
    }

    @Test
    void abortsARun() throws Exception {
        post("/do/resync", "integration", "git~demo");

        assertThat(post("/do/abort", "run", "run-2")).isEqualTo(new Redirect("/runs/run-2"));
        assertThat(platform.calls()).contains("cancel run-2: cancelled by admin");
        assertThat(page(post("/do/abort", "run", "run-1")).status()).isEqualTo(409);
        assertThat(page(post("/do/abort", "run", "run-9")).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @EnumSource(
            value = Status.class,
            names = {"COMPLETE", "INCOMPLETE", "HELD"})
    void offersToApplyAPlanThatEnded(Status status) throws Exception {
        platform.add("plan-1", Mode.PLAN, status);

        for (String address : List.of("/runs/plan-1", "/runs/plan-1/changes", "/approvals")) {
            assertThat(html(address)).contains("Apply plan plan-1").doesNotContain("/do/approve");
        }
        assertThat(post("/do/apply", "run", "plan-1")).isEqualTo(new Redirect("/runs/run-3"));
        assertThat(platform.calls()).containsExactly("apply plan-1 manual (admin)");
    }

    @ParameterizedTest
    @EnumSource(
            value = Status.class,
            names = {"RUNNING", "SUSPENDED", "INTERRUPTED", "FAILED"})
    void offersNothingOfAPlanThatDidNotComeToItsEnd(Status status) throws Exception {
        platform.add("plan-1", Mode.PLAN, status);

        assertThat(html("/runs/plan-1")).doesNotContain("Apply");
    }

    @Test
    void letsAPersonApproveOrRejectWhatIsHeld() throws Exception {
        platform.add("run-7", Mode.FULL, Status.HELD);

        assertThat(html("/runs/run-7"))
                .contains("Approve the deletions of run run-7", "Reject the deletions of run run-7")
                .contains("Read again: git~demo");
        assertThat(html("/runs/run-1")).doesNotContain("/do/approve").doesNotContain("/do/reject");
        assertThat(post("/do/approve", "run", "run-7")).isEqualTo(new Redirect("/runs/run-3"));
        assertThat(post("/do/reject", "run", "run-7")).isEqualTo(new Redirect("/runs/run-7"));
        assertThat(platform.calls()).containsExactly("approve run-7 admin", "reject run-7 admin");
    }

    @Test
    void saysWhyNothingWasDone() throws Exception {
        assertThat(page(post("/do/approve", "run", "none")).status()).isEqualTo(404);
        assertThat(html(post("/do/apply", "run", "run-1"))).contains("no plan thing");
        assertThat(page(post("/do/plan", "integration", "jira~broken")).status())
                .isEqualTo(409);
        assertThat(html(post("/do/resync", "integration", "jira~broken"))).contains("cannot run thing");
        assertThat(platform.calls()).isEmpty();
    }

    @Test
    void showsAFormAgainWithItsFaultAtTheField() throws Exception {
        Answer answer = post(
                "/do/resync", "integration", "git~demo", "allowDeletes", "-1", "formNext", "/integrations/git~demo");

        assertThat(page(answer).status()).isEqualTo(400);
        assertThat(html(answer))
                .contains("aria-invalid=\"true\"", "value=\"-1\"", "&#39;allowDeletes&#39; must not be negative")
                .contains("aria-describedby=\"resync-allowDeletes-fault resync-allowDeletes-help\"")
                .contains("name=\"integration\" value=\"git~demo\"", "href=\"/integrations/git~demo\">Back");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "/a\r\nb: c"
            })
    void leadsNowhereElse(String next) throws Exception {
        assertThat(post("/do/events-replay", "events", "1", "formNext", next))
                .isEqualTo(new Redirect("/?done=events%20replay"));
    }

    @Test
    void doesNothingByAnAddressOrWithoutTheToken() throws Exception {
        for (String token : new String[] {"", "s3cret-toke", "s3cret-token ", "S3CRET-TOKEN"}) {
            assertThat(page(post("/do/resync", "integration", "git~demo", "formToken", token))
                            .status())
                    .isEqualTo(403);
        }
        for (Operation<?, ?> operation : operations.all()) {
            String path = OperationForm.path(operation.name());
            assertThat(get(PLACE, path + "?integration=git~demo&formToken=" + TOKEN)
                            .status())
                    .isEqualTo(404);
            assertThat(page(pages.post(PLACE, path, Query.NOTHING)).status()).isEqualTo(403);
        }
        assertThat(platform.calls()).isEmpty();
    }

    @Test
    void showsChangesPageByPage() throws Exception {
        platform.change(5);

        assertThat(html("/runs/run-1/changes"))
                .contains("entity-0thing", "entity-49thing", "href=\"/runs/run-1/changes?cursor=50\"")
                .contains("properties.thing: <del>null</del> → <ins>&quot;thingyyy", "because thing")
                .doesNotContain("entity-50thing")
                .doesNotContain("y".repeat(301));
        assertThat(html("/runs/run-1/changes?cursor=100"))
                .contains("entity-100thing", "entity-119thing", "This is the last part")
                .doesNotContain("cursor=150");
        assertThat(html("/runs/run-1/changes?action=delete&state=held"))
                .contains(">held<")
                .doesNotContain("busy\">planned<");
        assertThat(html("/runs/run-1/changes?action=bend")).contains("&#39;action&#39; must be one of");
        assertThat(get(PLACE, "/runs/none/changes").status()).isEqualTo(404);
    }

    @Test
    void showsFailuresWithTheirRawRecords() throws Exception {
        assertThat(html("/runs/run-1")).contains("href=\"/runs/run-1/failures\"");
        assertThat(html("/runs/run-1/failures?cursor=50"))
                .contains("&quot;raw-50&quot; : &quot;thing&quot;", "<strong>thing</strong> in thing: because thing")
                .contains(
                        "The mapping failed on this record.",
                        "href=\"/mapping?integration=git~demo&amp;resource=thing\"")
                .contains("/do/resync", "href=\"/events?integration=git~demo\"");
        assertThat(html("/runs/run-1/failures?stage=fetch")).contains("Nothing failed that is like this");
    }

    @Test
    void findsEntitiesMadeOrDropped() throws Exception {
        assertThat(html("/explain"))
                .contains("name=\"part\"", "value=\"git~demo\"")
                .doesNotContain("<h2>Found");
        assertThat(html("/explain?part=e"))
                .contains(
                        "href=\"/explain?entity=service%2Fmade&amp;integration=git~demo\"",
                        "title thing", "good\">made<")
                .contains(">dropped<", "selector.query is false thing", ">thing-0, page 7<");
        assertThat(html("/explain?part=nothing")).contains("neither made nor dropped");
        assertThat(html("/explain?part=acme/x&integration=git~demo"))
                .contains("href=\"/explain?entity=acme%2Fx&amp;integration=git~demo\">Explain exactly acme/x");
        assertThat(html("/explain?part=x&integration=none")).contains("there is no integration");
    }

    @Test
    void tellsTheWayFromTheRunToEachFieldOfAnEntity() throws Exception {
        assertThat(html("/explain?integration=git~demo&entity=service/made"))
                .contains(
                        "banner good", "It is in the catalog", "href=\"/runs/run-1\"", "page 7, record 4", "part thing")
                .contains("&quot;raw thing&quot;", ".raw + thing", "&quot;value thing&quot;", "null because thing")
                .contains("An earlier record gave another value", "decided thing", "looked thing", "note thing");
    }

    @Test
    void tellsWhichSelectorDroppedARecordAndWhatItRead() throws Exception {
        assertThat(html("/explain?integration=git~demo&entity=service/dropped"))
                .contains("banner bad", "It is missing: the selector of thing-0 left its record out.")
                .contains("resources[0].selector.query", ".archived == false", "selector.query is false thing")
                .contains("<code>.archived</code> is <code>true</code>", "It would have made")
                .contains("broken thing", "unreadable thing", "other thing", "It makes instead")
                .contains("href=\"/mapping?integration=git~demo&amp;resource=thing-0\"");
        assertThat(html("/explain?integration=git~demo&entity=service/unseen"))
                .contains("No record that was looked through has to do with it", "Nothing of this name for git~demo");
        assertThat(html("/explain?integration=git~demo&entity=service/unanswered"))
                .contains("no answer thing");
        assertThat(html("/explain?integration=git~demo&entity=wrong")).contains("blueprint/identifier");
    }

    @Test
    void leadsToTheExplanationOfWhatChanged() throws Exception {
        platform.change(1);

        assertThat(html("/runs/run-1/changes"))
                .contains(
                        "href=\"/explain?entity=thing%2Fentity-0thing&amp;integration=git~demo\">thing/entity-0thing");
        assertThat(html("/integrations/git~demo"))
                .contains(
                        "action=\"/explain\"", "name=\"integration\" value=\"git~demo\"", "12.3 kB", "not whole thing");
    }

    @Test
    void showsEventsAndReplaysOrDiscardsThem() throws Exception {
        assertThat(html("/events"))
                .contains(">/webhook<", "dead thing", "href=\"/events/1\"", "name=\"events\" value=\"3\"")
                .doesNotContain("href=\"/events/4\"");
        assertThat(html("/events?state=waiting")).contains("href=\"/events/4\"").doesNotContain("Replay those");
        assertThat(html("/events/2")).contains("payload thing", "header thing", "delivery thing", "/do/events-discard");
        assertThat(html("/events/4")).doesNotContain("/do/events");
        assertThat(get(PLACE, "/events/99").status()).isEqualTo(404);
        assertThat(get(PLACE, "/events/x").status()).isEqualTo(400);

        assertThat(post("/do/events-discard", "events", "1", "events", "2", "formNext", "/events"))
                .isEqualTo(new Redirect("/events?done=events%20discard"));
        assertThat(html("/events?done=events discard"))
                .contains("role=\"status\">Done: events discard", "href=\"/events/3\"")
                .doesNotContain("href=\"/events/1\"");
        assertThat(post("/do/events-replay", "integration", "git~demo")).isInstanceOf(Redirect.class);
        assertThat(page(post("/do/events-replay", "events", "4")).status()).isEqualTo(409);
        assertThat(page(post("/do/events-replay")).status()).isEqualTo(400);
        assertThat(html("/events?done=<nonsense>")).doesNotContain("Done:");
    }

    @Test
    void showsWhatBelongsToAnIntegration() throws Exception {
        assertThat(html("/integrations")).contains("href=\"/integrations/git~demo\"", ">faulty<", "source thing");
        assertThat(html("/integrations/git~demo"))
                .contains(">ready<", "component", "bundle 1.0.0", "/do/check", "/do/plan", "/do/resync")
                .contains("href=\"/runs?integration=git~demo\"", "href=\"/mapping?integration=git~demo\"");
        assertThat(html("/integrations/jira~broken")).contains("What is wrong", "problem thing");
        assertThat(get(PLACE, "/integrations/none").status()).isEqualTo(404);
        assertThat(html("/config")).contains("jira~broken.yaml", "line 3: problem thing");
        assertThat(get(PLACE, "/config/none").status()).isEqualTo(404);
    }

    @Test
    void showsProvidersAndWhyTheyAreNotSatisfied() throws Exception {
        assertThat(html("/providers"))
                .contains("* except thing", "c thing", "b thing", "no thing", ">unsatisfied<", ">active<");
    }

    @Test
    void showsDeploymentsAndWhyTheyWereRefused() throws Exception {
        assertThat(html("/deployments")).contains("file thing", ">refused<", "reason thing");
        assertThat(html("/deployments?state=live")).doesNotContain("file thing");
    }

    @Test
    void triesAMappingOnARecord() throws Exception {
        assertThat(html("/mapping")).contains("href=\"/mapping?integration=git~demo\"");
        assertThat(html("/mapping?integration=git~demo"))
                .contains(
                        "resources: thing\n</textarea>",
                        "It stands in the file",
                        "Saving it begins no run",
                        "src=\"/script/mapping.js\"",
                        "/do/mapping-eval",
                        "look at thing",
                        "path thing");

        String made = html(evaluated("resources: []", "{\"a\": 1}"));
        assertThat(made)
                .contains(">filtered<", "dropped thing", ">broken<", "mappings.properties.thing", "broken thing")
                .contains("resources: []</textarea>", "{&quot;a&quot;: 1}</textarea>");
        assertThat(html(evaluated("{}", "{}")))
                .contains("aria-invalid", "resources are missing in thing", "data-fault");
        assertThat(html(evaluated("a: 1\nb: [", "{}"))).contains("data-line=\"2\"", "line 2, column 5: is no YAML");
        assertThat(html(evaluated("resources: []", "{")))
                .contains("id=\"mapping-record-fault\">&#39;record&#39; must be JSON", "resources: []</textarea>");
    }

    @Test
    void beginsAMappingWhereThereIsNone() throws Exception {
        assertThat(html("/mapping?integration=jira~broken"))
                .contains("There is no mapping yet, so nothing was read.", "begin a run")
                .contains("resources:\n  - kind: ", "</textarea>", "action=\"/do/mapping-eval\"", "/do/mapping-set")
                .contains("name=\"formSeen\" value=\"\"");
        assertThat(html(post(
                        "/do/mapping-eval",
                        "integration",
                        "jira~broken",
                        "mapping",
                        "resources: []",
                        "record",
                        "{\"a\": 1}")))
                .contains("There is no mapping yet", "dropped thing", "resources: []</textarea>");
        assertThat(get(place(Role.VIEWER), "/mapping?integration=jira~broken")
                        .content()
                        .toString())
                .contains("has no mapping yet")
                .doesNotContain("<form");
    }

    private Answer evaluated(String mapping, String record) throws InterruptedException {
        return post("/do/mapping-eval", "integration", "git~demo", "mapping", mapping, "record", record);
    }

    @Test
    void answersAScriptWithWhatTheMappingMakesAlone() throws Exception {
        Answer answer = post(
                "/do/mapping-eval",
                "integration",
                "git~demo",
                "mapping",
                "resources: []",
                "record",
                "{}",
                "formPart",
                "made");

        assertThat(html(answer))
                .contains("id=\"mapping-made\"", "id=\"mapping-faults\"", "data-resources=\"thing-0\"", "dropped thing")
                .doesNotContain("<textarea");
        Page faulty = page(
                post("/do/mapping-eval", "integration", "git~demo", "mapping", "{}", "record", "", "formPart", "made"));
        assertThat(faulty.status()).as("no error in the eyes of the browser").isEqualTo(200);
        assertThat(html(faulty)).contains("resources are missing in thing", "data-fault");
    }

    @Test
    void keepsWhatWasTypedIfSomebodyElseWasFaster() throws Exception {
        Answer answer = post(
                "/do/mapping-set",
                "integration",
                "git~demo",
                "mapping",
                "resources: [{kind: mine}]",
                "formSeen",
                "\"older\"");

        assertThat(page(answer).status()).isEqualTo(409);
        assertThat(html(answer))
                .contains("it was changed since you have looked", "What is in force now", "resources: thing")
                .contains("resources: [{kind: mine}]</textarea>")
                .doesNotContain("value=\"&quot;older&quot;\"");
    }

    @Test
    void showsWhatIsWrongWithAMappingThatIsToBeSaved() throws Exception {
        Answer answer =
                post("/do/mapping-set", "integration", "git~demo", "mapping", "resource: []", "resource", "thing-0");

        assertThat(page(answer).status()).isEqualTo(400);
        assertThat(html(answer)).contains("resources are missing in thing", "resource: []</textarea>");
        assertThat(html(post("/do/mapping-test", "integration", "git~demo", "mapping", "resources: []")))
                .contains("There are no saved tests yet.", "resources: []</textarea>");
        assertThat(html(post(
                        "/do/effect",
                        "integration",
                        "git~demo",
                        "mapping",
                        "resources: []",
                        "formSeen",
                        "\"version\"")))
                .contains("there are no records here", "resources: []</textarea>");
    }

    @Test
    void managesPeople() throws Exception {
        assertThat(post("/do/users-add", "name", "eve", "role", "operator", "password", "short", "formNext", "/people"))
                .satisfies(answer -> assertThat(html(answer))
                        .contains("at least 12 characters", "value=\"eve\"", "selected=\"\">operator")
                        .doesNotContain("short"));
        post(
                "/do/users-add",
                "name",
                "eve",
                "role",
                "operator",
                "password",
                "a long passphrase",
                "formNext",
                "/people");
        assertThat(html("/people")).contains("href=\"/people/eve\"", ">operator<");
        String page = html("/people/eve");
        assertThat(page).contains("name=\"formSeen\"", "/do/users-set", "/do/users-remove");

        assertThat(page(post("/do/users-set", "name", "eve", "role", "viewer", "formSeen", "\"old\""))
                        .status())
                .isEqualTo(409);
        String seen = page.replaceAll("(?s).*?name=\"formSeen\" value=\"(.*?)\".*", "$1")
                .replace("&quot;", "\"");
        assertThat(post("/do/users-set", "name", "eve", "role", "viewer", "formSeen", seen, "formNext", "/people"))
                .isEqualTo(new Redirect("/people?done=users%20set"));
        assertThat(html("/people/eve")).contains(">viewer<");
        assertThat(post("/do/users-remove", "name", "eve", "formNext", "/people"))
                .isInstanceOf(Redirect.class);
        assertThat(get(PLACE, "/people/eve").status()).isEqualTo(404);
        assertThat(html("/audit"))
                .contains("users remove", ">done<", ">refused<", "users add", "[REDACTED]")
                .doesNotContain("a long passphrase");
    }

    @Test
    void showsATokenOnce() throws Exception {
        Answer made = post("/do/tokens-add", "label", "for a test", "role", "viewer", "days", "3");

        String secret = html(made).replaceAll("(?s).*class=\"secret\">(.*?)<.*", "$1");
        assertThat(secret).hasSizeGreaterThan(20);
        String people = html("/people");
        assertThat(people).contains("for a test", "/do/tokens-revoke").doesNotContain(secret);
        String id = people.replaceAll("(?s).*name=\"token\" value=\"(.*?)\".*", "$1");
        assertThat(post("/do/tokens-revoke", "token", id, "formNext", "/people"))
                .isEqualTo(new Redirect("/people?done=tokens%20revoke"));
        assertThat(html("/people")).doesNotContain("for a test");
    }

    @Test
    void saysThatAPageDoesNotExist() throws Exception {
        for (String address :
                List.of("/nope", "/runs/nope", "/runs/run-1/nope", "/runs/run-1/changes/1", "/catalog/x")) {
            assertThat(get(PLACE, address).status()).as(address).isEqualTo(404);
        }
        assertThat(page(post("/nope")).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/runs",
                "/approvals",
                "/integrations",
                "/providers",
                "/deployments",
                "/config",
                "/events",
                "/actions",
                "/people",
                "/explain",
                "/mapping",
                "/jq"
            })
    void worksWithoutAnyOperation(String path) throws Exception {
        Pages alone = new Pages(Wired.none(folder));

        Page page = alone.get(PLACE, path, Query.NOTHING);

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.content().toString()).contains("This part of the platform is not running.");
        assertThat(alone.get(PLACE, "/runs/run-1", Query.NOTHING).status()).isEqualTo(503);
        Query form = new Query(Map.of("formToken", List.of(TOKEN)));
        assertThat(page(alone.post(PLACE, "/do/resync", form)).status()).isEqualTo(503);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/runs",
                "/runs?integration=<script>",
                "/runs/run-1",
                "/runs/run-1/changes",
                "/runs/run-1/failures",
                "/runs/<script>alert(1)</script>",
                "/approvals",
                "/integrations",
                "/integrations/git~demo",
                "/integrations/jira~broken",
                "/providers",
                "/deployments",
                "/config",
                "/config/<script>",
                "/mapping?integration=git~demo",
                "/mapping?integration=jira~broken",
                "/jq",
                "/explain?part=<script>",
                "/explain?part=x&integration=<script>",
                "/explain?integration=git~demo&entity=service/made",
                "/explain?integration=git~demo&entity=service/dropped",
                "/explain?integration=git~demo&entity=service/<script>",
                "/explain?integration=git~demo&entity=service/unanswered",
                "/events",
                "/events/1",
                "/people",
                "/audit",
                "/people/<script>"
            })
    void escapesEveryName(String address, @TempDir Path other) throws Exception {
        FakePlatform things = new FakePlatform(FakeActivator.HOSTILE);
        things.change(1);
        things.add("plan-1", Mode.PLAN, Status.COMPLETE);
        pages = new Pages(Wired.upon(things, FakeActivator.HOSTILE, other, new JqOperations()));
        post("/do/tokens-add", "label", FakeActivator.HOSTILE);
        Place place = new Place("", new Visitor(new Caller("admin", Role.ADMIN, Means.SESSION), FakeActivator.HOSTILE));

        Page page = get(place, address);

        for (String html : new String[] {Frame.document(place, page, address), Frame.fragment(place, page, address)}) {
            assertThat(html.replace(OWN_SCRIPT, ""))
                    .doesNotContain("<script")
                    .doesNotContain("${")
                    .doesNotContain("\"'")
                    .doesNotContain("'&\"");
        }
    }

    @Test
    void escapesWhatFormsAreAnswered(@TempDir Path other) throws Exception {
        pages = new Pages(Wired.upon(new FakePlatform(FakeActivator.HOSTILE), FakeActivator.HOSTILE, other));

        for (Answer answer : List.of(
                post("/do/resync", "integration", "jira~broken"),
                post("/do/resync", "integration", FakeActivator.HOSTILE),
                evaluated("resources: []", "\"" + "<script>\""),
                evaluated("{}", "{}"))) {
            assertThat(html(answer).replace(OWN_SCRIPT, ""))
                    .contains("&lt;script&gt;")
                    .doesNotContain("<script");
        }
    }

    @Test
    void linksBelowTheRootOfItsPlace() throws Exception {
        Place plugin = new Place("/system/console/atoll", PLACE.visitor());

        String html = Frame.fragment(plugin, get(plugin, "/"), "/");

        assertThat(html)
                .contains("href=\"/system/console/atoll/runs/run-1\"")
                .contains("action=\"/system/console/atoll/do/resync\"")
                .contains("href=\"/system/console/atoll/providers\"");
        assertThat(html).doesNotContain("href=\"/runs").doesNotContain("action=\"/do");
    }

    @Test
    void encodesNamesInAddresses() {
        assertThat(Place.path("runs", "a/../b?c d~e")).isEqualTo("/runs/a%2F..%2Fb%3Fc%20d~e");
        assertThat(Place.path("/runs", Map.of("a", "b&c"))).isEqualTo("/runs?a=b%26c");
    }

    @Test
    void hasLandmarksAndHeadings() throws Exception {
        String html = html("/");

        assertThat(html)
                .contains("<html lang=\"en\">", "<main id=\"main\">", "<nav aria-label=\"Pages\">", "href=\"#main\"")
                .contains("aria-current=\"page\"", "<caption", "scope=\"row\"", "scope=\"col\"")
                .containsOnlyOnce("<h1>");
        assertThat(Frame.document(PLACE, get(PLACE, "/runs/run-1"), "/runs/run-1"))
                .contains("<a href=\"/runs\" aria-current=\"true\">Runs</a>");
        assertThat(html)
                .doesNotContain("<script")
                .doesNotContain(" style=")
                .doesNotContain("http://")
                .doesNotContain("https://");
    }

    @Test
    void leavesNoOperationWithoutAPage() throws Exception {
        assertThat(operations.all().stream().map(PagesTest::command))
                .contains("jq")
                .isSubsetOf(offers().stringPropertyNames());
    }

    private static String command(Operation<?, ?> operation) {
        return operation.name().replace(' ', '-');
    }

    /** The pages by the operations that they offer. */
    private static Properties offers() throws IOException {
        Properties offers = new Properties();
        try (InputStream content = Pages.class.getResourceAsStream("/META-INF/atoll/pages.properties")) {
            offers.load(content);
        }
        return offers;
    }

    /** A page asks for what shows something, and has a form for what does something. */
    @Test
    void usesEachOperationOnTheVeryPageThatIsNamed() throws Exception {
        platform.add("run-7", Mode.FULL, Status.HELD);
        platform.add("plan-1", Mode.PLAN, Status.COMPLETE);
        platform.add("run-9", Mode.FULL, Status.RUNNING);
        post("/do/users-add", "name", "eve", "role", "viewer", "password", "a long passphrase");
        post("/do/tokens-add", "label", "a token");
        Properties offers = offers();
        for (Operation<?, ?> operation : operations.all()) {
            String page = offers.getProperty(command(operation), "");
            if (!page.isEmpty() && !BY_SCRIPT.contains(command(operation))) {
                assertThat(uses(page, SAME.getOrDefault(operation.name(), operation.name())))
                        .as("%s uses %s", page, operation)
                        .isTrue();
            }
        }
    }

    private boolean uses(String template, String operation) throws InterruptedException {
        for (String run : List.of("run-1", "run-7", "run-9", "plan-1")) {
            String path = template.replace("{run}", run)
                    .replace("{integration}", "git~demo")
                    .replace("{event}", "1")
                    .replace("{name}", template.startsWith("/people") ? "eve" : "git~demo");
            Asked asked = new Asked(operations);
            Query query = switch (template) {
                case "/mapping" ->
                    operation.equals("mapping draft")
                            ? new Query(Map.of("integration", List.of("jira~broken")))
                            : new Query(Map.of("integration", List.of("git~demo"), "resource", List.of("thing-0")));
                case "/explain" ->
                    operation.equals("why")
                            ? new Query(Map.of("integration", List.of("git~demo"), "entity", List.of("service/made")))
                            : new Query(Map.of("part", List.of("made")));
                case "/bundle" -> new Query(Map.of("upload", List.of("known")));
                case "/compare" -> new Query(Map.of("run", List.of("run-1", "run-7")));
                default -> Query.NOTHING;
            };
            String html = new Pages(asked).get(PLACE, path, query).content().toString();
            String form = "\"" + OperationForm.path(operation);
            if (asked.names().contains(operation) || html.contains(form + "\"") || html.contains(form + "?")) {
                return true;
            }
        }
        return false;
    }
}
