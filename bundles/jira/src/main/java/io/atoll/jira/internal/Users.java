package io.atoll.jira.internal;

import io.atoll.kit.http.Call;
import io.atoll.kit.http.Http;
import io.atoll.kit.http.Paging;
import io.atoll.spi.IntegrationException;
import io.atoll.spi.Kind;
import io.atoll.spi.RecordSink;
import io.atoll.spi.event.Change;
import java.util.List;

/** Reads the kind {@code user}. */
final class Users implements KindReader, LiveKind {

    private static final Kind KIND = new Kind("user");
    /** Jira leaves out users who are not to be seen, so a page may be short or empty anywhere. */
    private static final Paging PAGES =
            Paging.offset("startAt").size("maxResults", 1000).gaps(3);

    private final Http http;

    Users(Http http) {
        this.http = http;
    }

    /** The selector, which has no keys of its own. */
    record Selector() {}

    @Override
    public void read(RecordSink sink) throws IntegrationException, InterruptedException {
        http.read(Call.get("rest/api/3/users/search"), PAGES, sink);
    }

    @Override
    public List<Change> changes(JiraEvent event) throws IntegrationException, InterruptedException {
        return event.deletes()
                ? event.gone(KIND)
                : event.change(
                        KIND,
                        http.json(Call.get("rest/api/3/user")
                                .query("accountId", event.key())
                                .skip(404)));
    }
}
