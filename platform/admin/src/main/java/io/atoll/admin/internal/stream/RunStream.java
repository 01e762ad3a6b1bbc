package io.atoll.admin.internal.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.atoll.access.Visitor;
import io.atoll.admin.internal.rest.ApiContext;
import io.atoll.admin.internal.rest.Problems;
import io.atoll.operation.Caller;
import io.atoll.operation.Operations;
import io.atoll.operation.Refused;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardContextSelect;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletAsyncSupported;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/**
 * {@code /api/v1/events/stream?run=…}: sends the progress of a run when it has changed, at most twice a second, and ends with it.
 *
 * <p>Events are named {@code progress}, with the output of the operation of that name as data, and at last {@code end}. When there is nothing to say, a
 * comment shows that the connection is alive. All connections about one run share one look at it.
 */
@Component(service = Servlet.class)
@HttpWhiteboardContextSelect(ApiContext.SELECT)
@HttpWhiteboardServletPattern("/v1/events/stream")
@HttpWhiteboardServletAsyncSupported
public final class RunStream extends HttpServlet {

    /** How many connections there may be. */
    static final int MOST = 50;

    private static final long serialVersionUID = 1L;

    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration HEARTBEAT = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofHours(1);

    private final transient Snapshots snapshots;
    private final transient Semaphore places = new Semaphore(MOST);
    private final transient Set<Thread> threads = ConcurrentHashMap.newKeySet();

    /** Shows the progress that these operations show. */
    @Activate
    public RunStream(@Reference Operations operations) {
        this.snapshots = new Snapshots(operations, PAUSE.minusMillis(100), InstantSource.system());
    }

    /** Ends all connections. */
    @Deactivate
    void close() {
        threads.forEach(Thread::interrupt);
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String run = Objects.requireNonNullElse(request.getParameter("run"), "");
        if (!(request.getAttribute(Visitor.ATTRIBUTE) instanceof Visitor visitor)) {
            Problems.refuse(response, Refused.forbidden("nobody has signed in"));
            return;
        }
        if (!places.tryAcquire()) {
            Problems.refuse(
                    response,
                    Refused.unavailable(MOST + " connections look at runs already; close some, or ask for 'progress'"));
            return;
        }
        boolean begun = false;
        try {
            JsonNode first = snapshots.of(visitor.caller(), run);
            begin(request, response, visitor.caller(), run, first);
            begun = true;
        } catch (Refused refused) {
            Problems.refuse(response, refused);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (!begun) {
                places.release();
            }
        }
    }

    private void begin(
            HttpServletRequest request, HttpServletResponse response, Caller caller, String run, JsonNode first)
            throws IOException {
        response.setContentType("text/event-stream");
        response.setCharacterEncoding("UTF-8");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Accel-Buffering", "no");
        response.flushBuffer();
        AsyncContext context = request.startAsync();
        context.setTimeout(0);
        Thread thread = Thread.ofVirtual().name("atoll-run-stream").unstarted(() -> {
            try {
                tell(new EventWriter(response.getOutputStream()), caller, run, first);
            } catch (IOException e) {
                // the client has left
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                places.release();
                threads.remove(Thread.currentThread());
                context.complete();
            }
        });
        threads.add(thread);
        thread.start();
    }

    private void tell(EventWriter out, Caller caller, String run, JsonNode first)
            throws IOException, InterruptedException {
        JsonNode told = JsonNodeFactory.instance.missingNode();
        JsonNode now = first;
        long deadline = System.nanoTime() + LONGEST.toNanos();
        long lastWord = System.nanoTime();
        while (System.nanoTime() < deadline) {
            if (changed(told, now)) {
                out.event("progress", now);
                told = now;
                lastWord = System.nanoTime();
            } else if (System.nanoTime() - lastWord > HEARTBEAT.toNanos()) {
                out.heartbeat();
                lastWord = System.nanoTime();
            }
            if (!now.at("/summary/status").asText().equals("running")) {
                out.event("end", now.at("/summary/status"));
                return;
            }
            Thread.sleep(PAUSE);
            try {
                now = snapshots.of(caller, run);
            } catch (Refused refused) {
                out.event("end", JsonNodeFactory.instance.textNode(refused.getMessage()));
                return;
            }
        }
    }

    /** Time alone is no change. */
    private static boolean changed(JsonNode told, JsonNode now) {
        return !told.path("summary").equals(now.path("summary"))
                || !told.path("kinds").equals(now.path("kinds"));
    }
}
