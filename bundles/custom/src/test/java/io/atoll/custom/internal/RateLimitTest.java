package io.atoll.custom.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.atoll.tck.Response;
import io.atoll.tck.ThirdParty;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A whole run at an API that puts up with twenty requests a minute, by the clock of the clients. */
@Timeout(180)
class RateLimitTest {

    private static final int MOST = 20;
    private static final int TEAMS = 30;
    private static final int MEMBERS = 40;
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @TempDir
    private Path folder;

    private final ThirdParty server = ThirdParty.start();
    private final Deque<Instant> begun = new ArrayDeque<>();
    private int refused;
    private Instant reset = Instant.MIN;

    @AfterEach
    void close() {
        server.close();
    }

    private void serve(Instance instance, boolean tells) {
        server.on("GET /teams", request -> limited(instance, tells, list(request.number("offset", 0), TEAMS)));
        server.on(
                "GET /teams/{team}/members",
                request -> limited(instance, tells, list(request.number("offset", 0), MEMBERS)));
    }

    private static String list(int from, int length) {
        return IntStream.range(from, Math.min(length, from + 20))
                .mapToObj(id -> "{\"id\":" + id + "}")
                .collect(Collectors.joining(",", "{\"total\":" + length + ",\"items\":[", "]}"));
    }

    /** One that tells counts by minutes that follow each other, one that does not by any minute. */
    private synchronized Response limited(Instance instance, boolean tells, String body) {
        Instant now = instance.clients.now();
        if (tells && !reset.isAfter(now)) {
            begun.clear();
            reset = now.plus(MINUTE);
        }
        while (!tells && !begun.isEmpty() && !begun.getFirst().plus(MINUTE).isAfter(now)) {
            begun.removeFirst();
        }
        if (begun.size() == MOST) {
            refused++;
            return Response.of(429);
        }
        begun.add(now);
        Response answer = Response.json(body);
        return tells
                ? answer.header("X-RateLimit-Limit", "" + MOST)
                        .header("X-RateLimit-Remaining", "" + (MOST - begun.size()))
                        .header(
                                "X-RateLimit-Reset",
                                "" + Duration.between(now, reset).toSeconds())
                : answer;
    }

    private void readsAll(Instance instance) throws Exception {
        instance.starting();
        assertThat(instance.read("/teams", "data_path: .items").all()).hasSize(TEAMS);
        assertThat(instance.read(
                                "/teams/{team}/members",
                                "{data_path: .items, path_parameters: {team: {endpoint: /teams, data_path: .items, field: .id}}}")
                        .all())
                .hasSize(TEAMS * MEMBERS);
        assertThat(server.defects()).isEmpty();
    }

    private Instance instance(int perMinute, int atOnce) throws Exception {
        return Instance.at(
                server.address(),
                folder,
                "paginationType",
                "offset",
                "pageSize",
                20,
                "totalPath",
                "total",
                "requestsPerMinute",
                perMinute,
                "maxConcurrentRequests",
                atOnce);
    }

    @Test
    void isNeverRefusedByAnApiThatTellsWhatIsLeft() throws Exception {
        try (var instance = instance(0, 3)) {
            serve(instance, true);
            readsAll(instance);
        }
        assertThat(refused).isZero();
    }

    @Test
    void isNeverRefusedByAnApiThatTellsNothingIfTheLimitIsSet() throws Exception {
        try (var instance = instance(MOST, 1)) {
            serve(instance, false);
            readsAll(instance);
        }
        assertThat(refused).isZero();
    }

    /** Two pages for the teams, and for each of them two with members and the empty one after a full one. */
    @Test
    void asksNoMoreThanTheListsHavePages() throws Exception {
        try (var instance = instance(0, 3)) {
            serve(instance, true);
            readsAll(instance);
        }
        assertThat(server.requests()).hasSize(2 + TEAMS * 3);
    }
}
