package io.atoll.catalog.internal.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.atoll.catalog.internal.container.CatalogBox;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything that the public clients of the Port API call has a route: first Ocean, then the GitHub action and the exporter, then Terraform. */
class RouteMatrixTest {

    private static final String NEEDED = """
            POST   auth/access_token
            GET    organization
            GET    integration
            POST   integration
            GET    integration/provision-enabled
            GET    integration/{i}
            PATCH  integration/{i}
            DELETE integration/{i}
            PATCH  integration/{i}/config
            PATCH  integration/{i}/resync-state
            GET    integration/{i}/resync-request
            POST   integration/{i}/kinds/{k}/examples
            GET    integration/{i}/kinds
            GET    integration/{i}/cursor
            PUT    integration/{i}/cursor
            POST   integration/{i}/cursor
            GET    integration/{i}/logs
            GET    integration/{i}/syncMetrics
            GET    integration/{i}/syncsMetadata
            POST   ingest/{i}/logs
            POST   ingest/{i}/metrics/syncMetrics
            PUT    ingest/{i}/metrics/syncMetrics/resync/{r}/kind/{k}
            POST   ingest/{i}/metrics/heartbeat
            POST   ingest/{i}/lake/write/integration-type/{t}/integration/{n}/sync/{s}/kind/{k}
            POST   lifecycle/{r}
            GET    blueprints
            POST   blueprints
            GET    blueprints/{b}
            PUT    blueprints/{b}
            PATCH  blueprints/{b}
            DELETE blueprints/{b}
            DELETE blueprints/{b}/all-entities
            PATCH  blueprints/{b}/properties/{p}/rename
            PATCH  blueprints/{b}/relations/{p}/rename
            PATCH  blueprints/{b}/mirror/{p}/rename
            GET    migrations
            POST   migrations
            GET    migrations/{m}
            POST   migrations/{m}/cancel
            GET    blueprints/{b}/entities
            POST   blueprints/{b}/entities
            POST   blueprints/{b}/entities/bulk
            GET    blueprints/{b}/entities/{e}
            PUT    blueprints/{b}/entities/{e}
            PATCH  blueprints/{b}/entities/{e}
            DELETE blueprints/{b}/entities/{e}
            POST   blueprints/{b}/bulk/entities/delete
            GET    blueprints/{b}/entities-count
            POST   blueprints/{b}/entities/search
            POST   blueprints/{b}/entities/search/count
            POST   blueprints/{b}/entities/group
            POST   blueprints/{b}/entities/top-search
            POST   entities/search
            POST   blueprints/entities/datasource-entities
            GET    actions
            POST   actions
            GET    audit-log
            POST   blueprints/{b}/scorecards
            POST   pages

            GET    actions/{a}
            PUT    actions/{a}
            DELETE actions/{a}
            POST   actions/{a}/runs
            GET    actions/runs
            GET    actions/runs/{r}
            PATCH  actions/runs/{r}
            POST   actions/runs/{r}/logs
            GET    actions/runs/{r}/logs
            PATCH  actions/runs/{r}/approval
            GET    actions/runs/{r}/approvers
            PATCH  actions/runs/{r}/response
            POST   actions/runs/claim-pending
            PATCH  actions/runs/ack
            POST   workflows/runs/claim-pending
            GET    workflows/nodes/runs
            GET    kafka-credentials

            GET    actions/{a}/permissions
            PATCH  actions/{a}/permissions
            GET    blueprints/{b}/permissions
            PATCH  blueprints/{b}/permissions
            GET    blueprints/system/{b}/structure
            GET    scorecards
            GET    blueprints/{b}/scorecards
            PUT    blueprints/{b}/scorecards
            GET    blueprints/{b}/scorecards/{s}
            PUT    blueprints/{b}/scorecards/{s}
            DELETE blueprints/{b}/scorecards/{s}
            GET    pages
            GET    pages/{p}
            PUT    pages/{p}
            PATCH  pages/{p}
            DELETE pages/{p}
            GET    pages/{p}/permissions
            PATCH  pages/{p}/permissions
            PATCH  pages/{p}/widgets/{w}
            DELETE pages/{p}/widgets/{w}
            GET    sidebars/catalog
            POST   sidebars/catalog/folders
            PATCH  sidebars/catalog/folders/{f}
            DELETE sidebars/catalog/folders/{f}
            GET    teams
            POST   teams
            GET    teams/{t}
            PUT    teams/{t}
            PATCH  teams/{t}
            DELETE teams/{t}
            GET    users
            POST   users/invite
            GET    users/{u}
            PATCH  users/{u}
            DELETE users/{u}
            GET    organization/secrets
            POST   organization/secrets
            GET    organization/secrets/{s}
            PATCH  organization/secrets/{s}
            DELETE organization/secrets/{s}
            GET    webhooks
            POST   webhooks
            GET    webhooks/metadata
            GET    webhooks/{w}
            PUT    webhooks/{w}
            PATCH  webhooks/{w}
            DELETE webhooks/{w}
            """;

    @TempDir
    Path data;

    @Test
    void hasEachRouteThatAPublicClientCalls() {
        try (var box = CatalogBox.start(data)) {
            NEEDED.lines().filter(line -> !line.isBlank()).forEach(line -> {
                var method = line.substring(0, 6).strip();
                var target = "/v1/" + line.substring(7).replaceAll("[{}]", "");
                var headers = Map.of("Authorization", "Bearer " + box.token());
                var body = method.equals("GET") || method.equals("DELETE") ? null : "{}";
                var answer = box.exchange(method, target, headers, body);
                assertThat(answer.json().path("message").asText())
                        .as(line)
                        .doesNotContain("there is no route", "is not possible here");
                assertThat(answer.status()).as(line + " " + answer.text()).isLessThan(500);
            });
        }
    }
}
