package io.atoll.jira.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.atoll.tck.KindRequest;
import io.atoll.tck.Limit;
import io.atoll.tck.LocalClients;
import io.atoll.tck.RecordedSink;
import io.atoll.tck.Request;
import io.atoll.tck.Response;
import io.atoll.tck.ThirdParty;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A thousand records, and a site that puts up with little. */
@Timeout(120)
class BudgetTest {

    private static final int ISSUES = 1_000;
    private static final int CALLS = 8;
    private static final Duration WINDOW = Duration.ofSeconds(1);

    private final AtomicInteger refused = new AtomicInteger();
    private Instant end = Instant.EPOCH;
    private int left;

    /** As Jira does it: so many calls in a window, told by headers. */
    private synchronized Response limited(Response response) {
        Instant now = Instant.now();
        if (now.isAfter(end)) {
            end = now.plus(WINDOW);
            left = CALLS;
        }
        if (left == 0) {
            refused.incrementAndGet();
            return Response.of(429).header("Retry-After", "1");
        }
        left--;
        return response.header("X-RateLimit-Limit", Integer.toString(CALLS))
                .header("X-RateLimit-Remaining", Integer.toString(left))
                .header("X-RateLimit-Reset", end.plusMillis(50).toString());
    }

    private static Response issues(Request request) {
        int size = Math.min(100, request.json().path("maxResults").asInt());
        int from = request.json().path("nextPageToken").asInt(0);
        int to = Math.min(ISSUES, from + size);
        String issues = IntStream.range(from, to)
                .mapToObj(id -> "{\"id\":\"" + id + "\",\"key\":\"SHOP-" + id + "\",\"fields\":{}}")
                .collect(Collectors.joining(","));
        return Response.json("{\"issues\":[" + issues + "],\"isLast\":" + (to == ISSUES)
                + (to == ISSUES ? "" : ",\"nextPageToken\":\"" + to + "\"") + "}");
    }

    private ThirdParty jira() {
        return ThirdParty.start()
                .limit(Limit.concurrency(10))
                .on("POST /rest/api/3/search/jql", request -> limited(issues(request)))
                .on("/rest/api/3/myself", request -> limited(Response.json("{}")));
    }

    @Test
    void asksTenTimesForAThousandIssues() throws Exception {
        try (ThirdParty jira = jira();
                var clients = LocalClients.patient()) {
            var sink = new RecordedSink();

            new JiraResync(new JiraSite(Configurations.at(jira.address()), clients))
                    .resync(KindRequest.of("issue"), sink);

            assertThat(sink.all()).hasSize(ISSUES);
            assertThat(jira.requests("POST /rest/api/3/search/jql")).hasSize(10);
        }
    }

    @Test
    void neverAsksMoreOftenThanJiraPutsUpWith() throws Exception {
        try (ThirdParty jira = jira();
                var clients = LocalClients.patient()) {
            List<FutureTask<Integer>> readings = new ArrayList<>();
            for (int instance = 0; instance < 3; instance++) {
                var resync = new JiraResync(new JiraSite(Configurations.at(jira.address()), clients));
                var reading = new FutureTask<>(() -> {
                    var sink = new RecordedSink();
                    resync.resync(KindRequest.of("issue"), sink);
                    return sink.all().size();
                });
                readings.add(reading);
                Thread.ofVirtual().start(reading);
            }

            for (FutureTask<Integer> reading : readings) {
                assertThat(reading.get()).isEqualTo(ISSUES);
            }
            assertThat(refused).hasValue(0);
            assertThat(jira.refused()).isZero();
        }
    }
}
