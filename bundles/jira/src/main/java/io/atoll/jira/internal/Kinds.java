package io.atoll.jira.internal;

import io.atoll.kit.http.Http;
import io.atoll.spi.IntegrationException;
import io.atoll.spi.IntegrationException.Misconfigured;
import io.atoll.spi.ResyncRequest;
import java.time.InstantSource;
import java.util.function.UnaryOperator;

/** The readers of all kinds. */
final class Kinds {

    private final JiraSite site;
    private final InstantSource clock;

    Kinds(JiraSite site, InstantSource clock) {
        this.site = site;
        this.clock = clock;
    }

    /**
     * The reader of a kind for the selector of a request.
     *
     * @throws Misconfigured if there is no such kind, or its selector or the configuration cannot work
     * @throws IntegrationException if the site could not be looked for
     * @throws InterruptedException if the thread was interrupted
     */
    KindReader reader(ResyncRequest request) throws IntegrationException, InterruptedException {
        Http http = site.http();
        return switch (request.kind().name()) {
            case "project" -> new Projects(http, request.selector(Projects.Selector.class));
            case "issue" -> new Issues(http, request.selector(Issues.Selector.class), narrowing(request));
            case "user" -> {
                request.selector(Users.Selector.class);
                yield new Users(http);
            }
            case "team" -> new Teams(http, site.teams(), request.selector(Teams.Selector.class));
            case "release" -> {
                request.selector(Versions.Selector.class);
                yield new Versions(http);
            }
            case "board" -> new Boards(http, request.selector(Boards.Selector.class));
            case "sprint" -> new Sprints(http, request.selector(Sprints.Selector.class));
            case "backlog" -> new Backlogs(http, request.selector(Backlogs.Selector.class), narrowing(request));
            case "epic" -> new Epics(http, request.selector(Epics.Selector.class));
            case "worklog" -> new Worklogs(http, request.selector(Worklogs.Selector.class), narrowing(request));
            case "component" -> new Components(http, request.selector(Components.Selector.class));
            default ->
                throw new Misconfigured("kind: jira does not read '" + request.kind() + "', but project, issue,"
                        + " user, team, release, board, sprint, backlog, epic, worklog and component");
        };
    }

    private UnaryOperator<Jql> narrowing(ResyncRequest request) {
        return query -> request.changedSince()
                .map(moment -> query.since(moment, clock.instant()))
                .orElse(query);
    }
}
