package io.atoll.trigger.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.atoll.pipeline.RunId;
import io.atoll.pipeline.RunReport;
import io.atoll.pipeline.RunReport.Status;
import io.atoll.pipeline.SyncEngine;
import io.atoll.pipeline.Triggers;
import io.atoll.pipeline.Triggers.Unwanted;
import io.atoll.spi.IntegrationId;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /integration/<type>/<instance>/resync}: begins a run.
 *
 * <p>Answers 202 with {@code {"run": "…"}} at once, or {@code {"run": null}} if the run begins later. With {@code ?wait=SECONDS} it waits
 * for the end, at most ten minutes: 200 with {@code {"run", "status", "reason"}} if the run was carried out, 500 if it failed or was
 * cancelled, 202 if it goes on. The body is not looked at, but for its signature. 401 for callers that may not, 409 where there are no
 * runs, 413 for more than a mebibyte, 503 with {@code Retry-After} if the wish cannot be kept or too many wait.
 */
final class ResyncRoute extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final int LONGEST_BODY = 1 << 20;
    private static final int LINGER = 4 << 20;
    private static final int WAITING = 8;
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

    private final transient Triggers triggers;
    private final transient SyncEngine engine;
    private final transient Callers callers;
    private final transient Semaphore waiting = new Semaphore(WAITING);

    ResyncRoute(Triggers triggers, SyncEngine engine, Callers callers) {
        this.triggers = triggers;
        this.engine = engine;
        this.callers = callers;
    }

    /** Where it is. */
    static String path(IntegrationId id) {
        return "/integration/" + id.type() + "/" + id.instance() + "/resync";
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        byte[] body = request.getInputStream().readNBytes(LONGEST_BODY + 1);
        if (body.length > LONGEST_BODY) {
            // to close a connection on which bytes wait is to reset it, and its sender might never see the answer
            request.getInputStream().readNBytes(LINGER);
            refuse(response, 413, "the body has more than " + LONGEST_BODY + " bytes");
        } else if (!callers.admits(
                request.getHeader("Authorization"),
                request.getHeader("x-port-timestamp"),
                request.getHeader("x-port-signature"),
                body)) {
            response.setHeader("WWW-Authenticate", "Bearer");
            refuse(response, 401, "no valid token or signature");
        } else {
            begin(response, request.getParameter("wait"));
        }
    }

    private void begin(HttpServletResponse response, @Nullable String wait) throws IOException {
        Duration patience;
        try {
            patience = wait == null ? Duration.ZERO : Duration.ofSeconds(Math.max(0, Long.parseLong(wait)));
        } catch (NumberFormatException e) {
            refuse(response, 400, "wait is a number of seconds");
            return;
        }
        Optional<RunId> run;
        try {
            run = triggers.request("asked for by POST");
        } catch (Unwanted unwanted) {
            refuse(response, 409, unwanted.getMessage());
            return;
        } catch (UncheckedIOException full) {
            response.setHeader("Retry-After", "30");
            refuse(response, 503, "the wish could not be kept");
            return;
        }
        if (patience.isZero() || run.isEmpty()) {
            answer(response, 202, JsonNodeFactory.instance.objectNode().put("run", name(run)));
            return;
        }
        await(response, run.get(), patience.compareTo(LONGEST_WAIT) < 0 ? patience : LONGEST_WAIT);
    }

    private void await(HttpServletResponse response, RunId run, Duration patience) throws IOException {
        if (!waiting.tryAcquire()) {
            response.setHeader("Retry-After", "30");
            refuse(response, 503, "run " + run + " began, but too many wait for runs");
            return;
        }
        try {
            var report = engine.await(run, patience);
            answer(
                    response,
                    report.map(RunReport::status).map(ResyncRoute::code).orElse(500),
                    json(run, report));
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            refuse(response, 503, "the platform stops");
        } finally {
            waiting.release();
        }
    }

    private static int code(Status status) {
        return switch (status) {
            case COMPLETE, INCOMPLETE, HELD -> 200;
            case RUNNING, SUSPENDED -> 202;
            case INTERRUPTED, FAILED -> 500;
        };
    }

    private static JsonNode json(RunId run, Optional<RunReport> report) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("run", run.value())
                .put(
                        "status",
                        report.map(one -> one.status().name().toLowerCase(Locale.ROOT))
                                .orElse("unknown"))
                .put("reason", report.map(RunReport::reason).orElse(""));
    }

    private static @Nullable String name(Optional<RunId> run) {
        return run.map(RunId::value).orElse(null);
    }

    private static void refuse(HttpServletResponse response, int status, String message) throws IOException {
        answer(response, status, JsonNodeFactory.instance.objectNode().put("error", message));
    }

    private static void answer(HttpServletResponse response, int status, JsonNode body) throws IOException {
        response.setStatus(status);
        response.setContentType("application/json");
        response.getOutputStream().write(body.toString().getBytes(StandardCharsets.UTF_8));
    }
}
