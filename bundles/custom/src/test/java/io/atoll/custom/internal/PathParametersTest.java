package io.atoll.custom.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atoll.spi.IntegrationException.Misconfigured;
import io.atoll.spi.IntegrationException.Unexpected;
import io.atoll.tck.RecordedSink;
import io.atoll.tck.Response;
import io.atoll.tck.ThirdParty;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Endpoints with parameters in their path. */
@Timeout(120)
class PathParametersTest {

    @TempDir
    private Path folder;

    private final ThirdParty server = ThirdParty.start()
            .on(
                    "GET /teams",
                    request -> Response.json(
                            "{\"teams\":[{\"id\":\"a\",\"on\":true},{\"id\":\"b\",\"on\":true},{\"id\":\"c\",\"on\":false}]}"))
            .on(
                    "GET /teams/{team}/members",
                    request ->
                            Response.json("{\"members\":[{\"id\":1,\"of\":\"" + request.parameter("team") + "\"}]}"));

    @AfterEach
    void close() {
        server.close();
    }

    private RecordedSink read(String kind, String selector) throws Exception {
        try (var instance = Instance.at(server.address(), folder)) {
            return instance.read(kind, selector);
        }
    }

    @Test
    void readsAnEndpointForEachValueAndTellsItInTheRecords() throws Exception {
        var sink = read("/teams/{team_id}/members", """
                path_parameters:
                  team_id: {endpoint: /teams, data_path: .teams, field: .id, filter: '.on == true'}
                data_path: .members
                """);

        assertThat(sink.texts())
                .containsExactlyInAnyOrder(
                        "{\"id\":1,\"of\":\"a\",\"__team_id\":\"a\"}", "{\"id\":1,\"of\":\"b\",\"__team_id\":\"b\"}");
        assertThat(server.requests()).hasSize(3);
    }

    @Test
    void tellsTheValuesAlsoInASingleObject() throws Exception {
        server.on("GET /teams/{team}", request -> Response.json("{\"id\":1}"));

        assertThat(read("/teams/{t}", "path_parameters: {t: {endpoint: /teams, data_path: '.teams[:1]', field: .id}}")
                        .texts())
                .containsExactly("{\"id\":1,\"__t\":\"a\"}");
    }

    @Test
    void takesTheElementsOfAnArrayWithoutDataPath() throws Exception {
        server.on("GET /ids", request -> Response.json("[\"a\",\"b\",\"a\"]"));

        assertThat(read("/teams/{t}/members", "{path_parameters: {t: {endpoint: /ids, field: .}}, data_path: .members}")
                        .all())
                .hasSize(2);
    }

    @Test
    void readsEveryCombinationOfSeveralParameters() throws Exception {
        server.on("GET /regions", request -> Response.json("[{\"n\":1},{\"n\":2}]"))
                .on("GET /r/{region}/t/{team}", request -> Response.json("[{\"id\":1}]"));

        assertThat(read("/r/{region}/t/{team}", """
                                path_parameters:
                                  team: {endpoint: /teams, data_path: '.teams[:2]', field: .id}
                                  region: {endpoint: /regions, field: .n}
                                """).texts())
                .containsExactlyInAnyOrder(
                        "{\"id\":1,\"__region\":\"1\",\"__team\":\"a\"}",
                        "{\"id\":1,\"__region\":\"1\",\"__team\":\"b\"}",
                        "{\"id\":1,\"__region\":\"2\",\"__team\":\"a\"}",
                        "{\"id\":1,\"__region\":\"2\",\"__team\":\"b\"}");
    }

    @Test
    void looksUpAParameterForEachValueOfAnother() throws Exception {
        server.on("GET /teams/{team}/members/{member}/tasks", request -> Response.json("[{\"id\":9}]"));

        var sink = read("/teams/{team}/members/{member}/tasks", """
                path_parameters:
                  member: {endpoint: '/teams/{team}/members', data_path: .members, field: '.of + "-m"'}
                  team: {endpoint: /teams, data_path: '.teams[:2]', field: .id}
                """);

        assertThat(sink.texts())
                .containsExactlyInAnyOrder(
                        "{\"id\":9,\"__team\":\"a\",\"__member\":\"a-m\"}",
                        "{\"id\":9,\"__team\":\"b\",\"__member\":\"b-m\"}");
    }

    @Test
    void readsTheOthersWhereOneCannotBeRead() throws Exception {
        server.on(
                "GET /teams/a/members",
                request -> Response.json("{\"message\":\"no\"}").status(403));

        var sink = read(
                "/teams/{team}/members",
                "{path_parameters: {team: {endpoint: /teams, data_path: .teams, field: .id}}, data_path: .members}");

        assertThat(sink.incomplete()).containsOnlyKeys("team=a");
        assertThat(sink.incomplete().get("team=a")).hasMessageContaining("was answered with 403: no");
        assertThat(sink.all()).hasSize(2);
    }

    @Test
    void keepsSlashesAndWhatIsEncodedAndEncodesTheRest() throws Exception {
        server.on("GET /names", request -> Response.json("[\"org/repo\",\"group%2Fproject\",\"a b?c#d\"]"))
                .on("GET /repos/{*}", request -> Response.json("[]"));

        read("/repos/{name}/issues", "path_parameters: {name: {endpoint: /names, field: .}}");

        assertThat(server.requests("GET /repos/{*}"))
                .extracting(request -> request.path())
                .containsExactlyInAnyOrder(
                        "/repos/org/repo/issues", "/repos/group%2Fproject/issues", "/repos/a%20b%3Fc%23d/issues");
    }

    @Test
    void doesNotLetAValueLeadSomewhereElse() throws Exception {
        server.on("GET /names", request -> Response.json("[\"../admin\"]"));

        var sink = read("/repos/{name}", "path_parameters: {name: {endpoint: /names, field: .}}");

        assertThat(sink.incomplete().get("name=../admin"))
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("cannot be a part of the path");
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void turnsThePagesOfTheListOfValues() throws Exception {
        server.on(
                "GET /paged",
                request -> Response.json(
                        request.number("page", 0) == 1
                                ? "[{\"id\":\"a\"}]"
                                : request.number("page", 0) == 2 ? "[{\"id\":\"b\"}]" : "[]"));

        assertThat(read("/teams/{t}/members", """
                                path_parameters:
                                  t: {endpoint: /paged, field: .id, pagination: {paginationType: page, pageSize: 1}}
                                data_path: .members
                                """).all()).hasSize(2);
    }

    @Test
    void isIncompleteIfTheListOfValuesIs() {
        server.on("GET /broken", request -> Response.of(500));

        assertThatThrownBy(() -> read("/teams/{t}", "path_parameters: {t: {endpoint: /broken, field: .id}}"))
                .hasMessageContaining("/broken was answered with 500");
    }

    @Test
    void readsNothingWhereThereAreNoValues() throws Exception {
        server.on("GET /none", request -> Response.json("[]"));

        assertThat(read("/teams/{t}", "path_parameters: {t: {endpoint: /none, field: .id}}")
                        .all())
                .isEmpty();
    }

    @Test
    void noticesThatAFieldNeverGivesAValue() {
        assertThatThrownBy(() -> read(
                        "/teams/{t}",
                        "path_parameters: {t: {endpoint: /teams, data_path: .teams, field: .identifier}}"))
                .isInstanceOf(Unexpected.class)
                .hasMessageContaining("path_parameters.t.field '.identifier' gives no value for any of the 3 items");
    }

    @Test
    void namesAParameterThatIsNotDeclared() {
        assertThatThrownBy(() -> read("/teams/{team}", "path_parameters: {teem: {endpoint: /teams, field: .id}}"))
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("the kind has the parameter '{team}'")
                .hasMessageContaining("[teem]");
    }

    @Test
    void namesParametersThatNeedEachOther() {
        assertThatThrownBy(() -> read(
                        "/x/{a}",
                        "path_parameters: {a: {endpoint: '/y/{b}', field: .}, b: {endpoint: '/z/{a}', field: .}}"))
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("to find 'a', 'a' would have to be known: a → b");
    }

    @Test
    void readsAListOnceInARunHoweverManyReferToIt() throws Exception {
        try (var instance = Instance.at(server.address(), folder)) {
            instance.starting();
            String children =
                    "{path_parameters: {t: {endpoint: /teams, data_path: .teams, field: .id}}, data_path: .members}";
            assertThat(instance.read("/teams", "data_path: .teams").all()).hasSize(3);
            assertThat(instance.read("/teams/{t}/members", children).all()).hasSize(3);
            assertThat(instance.read("/teams", "data_path: .teams").all()).hasSize(3);
            assertThat(server.requests("GET /teams")).hasSize(1);

            instance.read("/teams", "{data_path: .teams, query_params: {all: true}}");
            assertThat(server.requests("GET /teams")).as("another list").hasSize(2);

            instance.starting();
            assertThat(folder).isEmptyDirectory();
            instance.read("/teams", "data_path: .teams");
            assertThat(server.requests("GET /teams")).as("another run").hasSize(3);
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void keepsNothingOutsideOfARun() throws Exception {
        try (var instance = Instance.at(server.address(), folder)) {
            instance.read("/teams", "data_path: .teams");
            instance.read("/teams", "data_path: .teams");
        }
        assertThat(server.requests("GET /teams")).hasSize(2);
    }

    @Test
    void doesNotKeepAListThatCouldNotBeRead() throws Exception {
        server.fail("GET /teams", io.atoll.tck.Fault.html().times(1));
        try (var instance = Instance.at(server.address(), folder)) {
            instance.starting();
            assertThatThrownBy(() -> instance.read("/teams", "data_path: .teams"))
                    .isInstanceOf(Unexpected.class);

            assertThat(instance.read("/teams", "data_path: .teams").all()).hasSize(3);
        }
    }
}
