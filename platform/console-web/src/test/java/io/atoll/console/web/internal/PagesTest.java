package io.atoll.console.web.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.atoll.access.Visitor;
import io.atoll.console.web.internal.Answer.Page;
import io.atoll.console.web.internal.Answer.Redirect;
import io.atoll.console.web.it.fakes.FakeActivator;
import io.atoll.console.web.it.fakes.FakePlatform;
import io.atoll.operation.Caller;
import io.atoll.operation.Caller.Means;
import io.atoll.operation.Role;
import io.atoll.pipeline.RunId;
import io.atoll.pipeline.RunReport.Mode;
import io.atoll.pipeline.RunReport.Status;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PagesTest {

    private static final Visitor ADMIN = new Visitor(new Caller("admin", Role.ADMIN, Means.SESSION), "s3cret-token");
    private static final Place PLACE = new Place("", Optional.of(ADMIN));
    private static final Place NOBODYS = new Place("", Optional.empty());

    private final FakePlatform platform = new FakePlatform("thing");
    private final Pages pages = pages(platform);

    private static Pages pages(FakePlatform platform) {
        return new Pages(new Platform(platform, platform, platform.deployments(), platform));
    }

    private Page get(String path) {
        return page(pages.get(PLACE, path));
    }

    private Answer post(String path, String... fields) {
        Map<String, String> form = fields.length == 2
                ? Map.of(fields[0], fields[1], "token", ADMIN.formToken())
                : Map.of(fields[0], fields[1], fields[2], fields[3]);
        return pages.post(PLACE, path, form::get);
    }

    private static Page page(Answer answer) {
        assertThat(answer).isInstanceOf(Page.class);
        return (Page) answer;
    }

    private static String html(Page page) {
        return Frame.document(PLACE, page, "/");
    }

    @Test
    void showsIntegrationsWithStateAndProblem() {
        String html = html(get("/"));

        assertThat(html).contains("git~demo").contains(">ready<").contains("Git thing");
        assertThat(html)
                .contains("jira~broken")
                .contains(">faulty<")
                .contains("problem thing")
                .contains("source thing");
    }

    @Test
    void offersAResyncOfWhatIsReadyOnly() {
        String html = html(get("/"));

        assertThat(html).contains("Resync now: git~demo").doesNotContain("Resync now: jira~broken");
        assertThat(html).contains("value=\"s3cret-token\"");
    }

    @Test
    void offersNothingToAnUnknownVisitor() {
        for (String path : new String[] {"/", "/runs", "/runs/run-1"}) {
            assertThat(page(pages.get(NOBODYS, path)).content().toString()).doesNotContain("<form");
        }
    }

    @Test
    void showsTheCountsOfARun() {
        String html = html(get("/runs/run-1"));

        for (int count : new int[] {107, 11, 13, 71, 8, 4, 300}) {
            assertThat(html).contains(">" + count + "<");
        }
        assertThat(html).contains("9 entities are not produced any more; 2 were deleted");
        assertThat(html).contains("withheld thing").contains("thing/thing").contains("reason thing");
        assertThat(html)
                .contains("gap thing")
                .contains("map: because thing")
                .contains("{&quot;raw&quot;:&quot;thing&quot;}");
        assertThat(html).contains("2026-11-21 10:00:00 UTC").contains("2026-11-21 10:01:01 UTC");
    }

    @Test
    void sumsUpRunsInTheirList() {
        String html = html(get("/runs"));

        assertThat(html)
                .contains(">107<")
                .contains(">24<")
                .contains(">71<")
                .contains(">4<")
                .contains(">2<")
                .contains(">7<");
        assertThat(html).contains("href=\"/runs/run-1\"").contains("trigger thing");
    }

    @Test
    void showsProvidersAndWhyTheyAreNotSatisfied() {
        String html = html(get("/providers"));

        assertThat(html)
                .contains("* except thing")
                .contains("c thing")
                .contains("b thing")
                .contains("no thing");
        assertThat(html).contains(">unsatisfied<").contains(">active<");
    }

    @Test
    void showsDeploymentsAndWhyTheyWereRefused() {
        assertThat(html(get("/deployments")))
                .contains("file thing")
                .contains(">refused<")
                .contains("reason thing");
    }

    @Test
    void looksAgainWhileARunIsUnderWayOnly() {
        post("/resync", "integration", "git~demo");

        assertThat(get("/runs/run-2").refresh()).contains(Duration.ofSeconds(2));
        assertThat(get("/runs/run-1").refresh()).isEmpty();
        assertThat(html(get("/runs/run-2"))).contains("Cancel this run");
        assertThat(html(get("/runs/run-1"))).doesNotContain("Cancel this run");
    }

    @Test
    void startsARunAndLeadsToIt() {
        Answer answer = post("/resync", "integration", "git~demo");

        assertThat(answer).isEqualTo(new Redirect("/runs/run-2"));
        assertThat(platform.calls()).containsExactly("start git~demo manual (admin)");
    }

    @Test
    void cancelsARun() {
        post("/resync", "integration", "git~demo");

        Answer answer = post("/cancel", "run", "run-2");

        assertThat(answer).isEqualTo(new Redirect("/runs/run-2"));
        assertThat(platform.calls()).contains("cancel run-2: cancelled by admin in the console");
    }

    @Test
    void plansAndLeadsToThePlan() {
        assertThat(html(get("/"))).contains("Plan a resync of git~demo").doesNotContain("Plan a resync of jira~broken");

        assertThat(post("/plan", "integration", "git~demo")).isEqualTo(new Redirect("/runs/run-2"));
        assertThat(platform.calls()).containsExactly("plan git~demo manual (admin)");
        assertThat(html(get("/runs/run-2"))).contains("<dd>plan</dd>").doesNotContain("Apply");
    }

    @ParameterizedTest
    @EnumSource(
            value = Status.class,
            names = {"COMPLETE", "INCOMPLETE", "HELD"})
    void offersToApplyAPlanThatEnded(Status status) {
        platform.add("plan-1", Mode.PLAN, status);

        assertThat(html(get("/runs/plan-1")))
                .contains("Apply this plan")
                .contains("action=\"/apply\"")
                .doesNotContain("Approve");
        assertThat(post("/apply", "run", "plan-1")).isEqualTo(new Redirect("/runs/run-3"));
        assertThat(platform.calls()).containsExactly("apply plan-1 manual (admin)");
    }

    @ParameterizedTest
    @EnumSource(
            value = Status.class,
            names = {"RUNNING", "SUSPENDED", "INTERRUPTED", "FAILED"})
    void offersNothingOfAPlanThatDidNotComeToItsEnd(Status status) {
        platform.add("plan-1", Mode.PLAN, status);

        assertThat(html(get("/runs/plan-1"))).doesNotContain("Apply");
    }

    @Test
    void letsAPersonApproveOrRejectWhatIsHeld() {
        platform.add("run-7", Mode.FULL, Status.HELD);

        assertThat(html(get("/runs/run-7")))
                .contains("action=\"/approve\"", "Approve the deletions of this run")
                .contains("action=\"/reject\"", "Reject the deletions of this run");
        assertThat(html(get("/runs/run-1"))).doesNotContain("Approve the").doesNotContain("Reject the");
        assertThat(post("/approve", "run", "run-7")).isEqualTo(new Redirect("/runs/run-3"));
        assertThat(post("/reject", "run", "run-7")).isEqualTo(new Redirect("/runs/run-7"));
        assertThat(platform.calls()).containsExactly("approve run-7 admin", "reject run-7 admin");
    }

    @Test
    void saysWhyNothingWasDecided() {
        assertThat(page(post("/approve", "run", "none")).status()).isEqualTo(409);
        assertThat(page(post("/reject", "run", "none")).status()).isEqualTo(409);
        assertThat(html(page(post("/apply", "run", "run-1")))).contains("no plan thing");
        assertThat(page(post("/plan", "integration", "jira~broken")).status()).isEqualTo(409);
        assertThat(page(post("/plan", "integration", "x")).status()).isEqualTo(400);
        assertThat(platform.calls()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/plan", "/apply", "/approve", "/reject"})
    void decidesNothingByAnAddressOrWithoutTheToken(String path) {
        assertThat(get(path).status()).isEqualTo(404);
        assertThat(page(pages.post(PLACE, path, Map.of("integration", "git~demo", "run", "run-1")::get))
                        .status())
                .isEqualTo(403);
        assertThat(platform.calls()).isEmpty();
    }

    @Test
    void showsModeEpochNotesAndTheCertificate() {
        platform.add("run-7", Mode.FULL, Status.SUSPENDED);

        assertThat(html(get("/runs/run-7")))
                .contains(">suspended<", "reason thing", "<dd>full</dd>", "<dt>Epoch</dt><dd>3</dd>")
                .contains("note thing", "Nothing may be deleted: thing");
        assertThat(html(get("/runs"))).contains("<td>full</td>");
    }

    @Test
    void showsChangesPageByPage() {
        platform.change(5);

        assertThat(html(get("/runs/run-1")))
                .contains("entity-0thing", "entity-49thing", "5 create planned, 5 create done")
                .contains("properties.thing: <del>null</del> → <ins>&quot;thingyyy")
                .contains("1 to 50 of 120", "href=\"/runs/run-1/changes/2\"")
                .doesNotContain("entity-50thing")
                .doesNotContain("y".repeat(301));
        assertThat(html(get("/runs/run-1/changes/3")))
                .contains("entity-100thing", "entity-119thing", "101 to 120 of 120", "href=\"/runs/run-1/changes/2\"")
                .doesNotContain("changes/4");
        assertThat(html(get("/runs/run-1/changes/99999999"))).contains("None of 120");
        assertThat(get("/runs/run-1/changes/x").status()).isEqualTo(404);
        assertThat(get("/runs/none/changes/1").status()).isEqualTo(404);
    }

    @Test
    void showsFailuresWithTheirRawRecords() {
        assertThat(html(get("/runs/run-1"))).contains("href=\"/runs/run-1/failures/1\"");
        assertThat(html(get("/runs/run-1/failures/2")))
                .contains(
                        "&quot;raw-50&quot; : &quot;thing&quot;",
                        "thing in thing, map: because thing",
                        "51 to 60 of 60");
    }

    @Test
    void saysWhyARunWasNotStartedOrCancelled() {
        Page refused = page(post("/resync", "integration", "jira~broken"));
        assertThat(refused.status()).isEqualTo(409);
        assertThat(html(refused)).contains("cannot run thing");

        assertThat(page(post("/resync", "integration", "nonsense")).status()).isEqualTo(400);
        assertThat(page(post("/cancel", "run", "run-1")).status()).isEqualTo(409);
        assertThat(page(post("/cancel", "run", "run-9")).status()).isEqualTo(409);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/resync", "/plan", "/apply", "/approve", "/reject", "/cancel"})
    void doesNothingForWhoMayOnlyLook(String path) {
        Place viewers = new Place("", Optional.of(new Visitor("eve", "token-of-eve")));
        Map<String, String> form = Map.of("integration", "git~demo", "run", "run-1", "token", "token-of-eve");

        Page page = page(pages.post(viewers, path, form::get));

        assertThat(page.status()).isEqualTo(403);
        assertThat(platform.calls()).isEmpty();
    }

    @Test
    void doesNothingWithoutTheVisitorsToken() {
        for (String token : new String[] {"", "s3cret-toke", "s3cret-token ", "S3CRET-TOKEN"}) {
            assertThat(page(post("/resync", "integration", "git~demo", "token", token))
                            .status())
                    .isEqualTo(403);
        }
        assertThat(page(pages.post(PLACE, "/resync", field -> null)).status()).isEqualTo(403);
        assertThat(page(pages.post(NOBODYS, "/resync", Map.of("integration", "git~demo", "token", "")::get))
                        .status())
                .isEqualTo(403);
        assertThat(platform.calls()).isEmpty();
    }

    @Test
    void saysThatAPageOrRunDoesNotExist() {
        assertThat(get("/runs/nope").status()).isEqualTo(404);
        assertThat(get("/nope").status()).isEqualTo(404);
        assertThat(page(post("/nope", "a", "b")).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/runs", "/providers", "/deployments"})
    void worksWithoutAnyService(String path) {
        Pages alone = new Pages(new Platform(null, null, null, null));

        Page page = page(alone.get(PLACE, path));

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.content().toString()).contains("This part of the platform is not running.");
        assertThat(page(alone.get(PLACE, "/runs/run-1")).status()).isEqualTo(404);
        assertThat(page(alone.post(PLACE, "/resync", Map.of("token", ADMIN.formToken())::get))
                        .status())
                .isEqualTo(503);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/runs",
                "/providers",
                "/deployments",
                "/runs/run-1",
                "/runs/run-1/changes/1",
                "/runs/run-1/failures/1",
                "/runs/<script>alert(1)</script>"
            })
    void escapesEveryName(String path) {
        FakePlatform things = new FakePlatform(FakeActivator.HOSTILE);
        things.change(1);
        Pages hostile = pages(things);
        Place place = new Place("", Optional.of(new Visitor("admin", FakeActivator.HOSTILE)));

        Page page = page(hostile.get(place, path));

        for (String html : new String[] {Frame.document(place, page, path), Frame.fragment(place, page, path)}) {
            assertThat(html)
                    .doesNotContain("<script")
                    .doesNotContain("${")
                    .doesNotContain("\"'")
                    .doesNotContain("'&\"");
        }
    }

    @Test
    void escapesTheReasonsOfRefusals() {
        Pages hostile = pages(new FakePlatform(FakeActivator.HOSTILE));
        Map<String, String> form = Map.of("integration", "jira~broken", "token", ADMIN.formToken());
        Map<String, String> nonsense = Map.of("integration", FakeActivator.HOSTILE, "token", ADMIN.formToken());

        assertThat(html(page(hostile.post(PLACE, "/resync", form::get))))
                .contains("cannot run &lt;script&gt;")
                .doesNotContain("<script");
        assertThat(html(page(hostile.post(PLACE, "/resync", nonsense::get)))).doesNotContain("<script");
    }

    @Test
    void linksBelowTheRootOfItsPlace() {
        Place plugin = new Place("/system/console/atoll", Optional.of(ADMIN));

        String html = Frame.fragment(plugin, page(pages.get(plugin, "/")), "/");

        assertThat(html).contains("href=\"/system/console/atoll/runs/run-1\"");
        assertThat(html).contains("action=\"/system/console/atoll/resync\"");
        assertThat(html).contains("href=\"/system/console/atoll/providers\"");
        assertThat(html).doesNotContain("href=\"/runs").doesNotContain("action=\"/resync");
    }

    @Test
    void encodesTheNameOfARunInItsAddress() {
        assertThat(Place.path(new RunId("a/../b?c d"))).isEqualTo("/runs/a%2F..%2Fb%3Fc%20d");
    }

    @Test
    void hasLandmarksAndHeadings() {
        String html = html(get("/"));

        assertThat(html)
                .contains("<html lang=\"en\">")
                .contains("<main id=\"main\">")
                .contains("<nav aria-label=\"Pages\">")
                .contains("aria-current=\"page\"")
                .contains("href=\"#main\"")
                .containsOnlyOnce("<h1>");
        assertThat(html)
                .doesNotContain("<script")
                .doesNotContain(" style=")
                .doesNotContain("http://")
                .doesNotContain("https://");
    }
}
