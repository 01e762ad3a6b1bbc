package io.atoll.benchmark.source;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.management.GarbageCollectorMXBean;
import com.sun.management.OperatingSystemMXBean;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.atoll.pipeline.RunReport;
import io.atoll.pipeline.SyncEngine;
import io.atoll.pipeline.SyncEngine.RunRefused;
import io.atoll.pipeline.Trigger;
import io.atoll.spi.IntegrationId;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * Has the platform run an instance, and measures it from the inside; on a port of its own, whose number stands in the file
 * {@code benchmark.port} of the data folder.
 *
 * <ul>
 *   <li>{@code /begin/<instance>} begins a run
 *   <li>{@code /run/<instance>} begins one, waits for its end, and tells what it took
 *   <li>{@code /live/<instance>} does the same, and tells what is live of the heap each half second as well, which makes it slower
 * </ul>
 *
 * A run that is refused is answered by 409.
 */
@Component(
        service = {},
        immediate = true)
public final class Control {

    private static final Duration LOOK_EVERY = Duration.ofMillis(500);

    private final SyncEngine engine;
    private final OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private final GarbageCollectorMXBean whole = whole();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    /** Listens. */
    @Activate
    public Control(BundleContext context, @Reference SyncEngine engine) throws IOException {
        this.engine = engine;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
        Files.writeString(
                Path.of(context.getProperty("atoll.data"), "benchmark.port"),
                Integer.toString(server.getAddress().getPort()));
    }

    @Deactivate
    void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String[] path = exchange.getRequestURI().getPath().split("/", -1);
        var id = new IntegrationId("bench", path[2]);
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        int status = 200;
        try {
            switch (path[1]) {
                case "begin" -> answer.put("run", engine.start(id, trigger()).value());
                case "run" -> run(id, false, answer);
                case "live" -> run(id, true, answer);
                default -> status = 404;
            }
        } catch (RunRefused refused) {
            status = 409;
            answer.put("reason", refused.getMessage());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            status = 503;
        }
        byte[] body = answer.toString().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        try (var out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    private void run(IntegrationId id, boolean live, ObjectNode answer) throws RunRefused, InterruptedException {
        long cpu = system.getProcessCpuTime();
        long begin = System.nanoTime();
        var run = engine.start(id, trigger());
        var samples = new ArrayList<Long>();
        RunReport report;
        do {
            report = engine.await(run, LOOK_EVERY).orElseThrow();
            if (live) {
                samples.add(live());
            }
        } while (report.status() == RunReport.Status.RUNNING);
        var kind = report.kinds().getFirst();
        answer.put("status", report.status().name())
                .put("reason", report.reason())
                .put("seconds", (System.nanoTime() - begin) / 1e9)
                .put("cpuSeconds", (system.getProcessCpuTime() - cpu) / 1e9)
                .put("fetched", kind.fetched())
                .put("created", kind.created())
                .put("updated", kind.updated())
                .put("unchanged", kind.unchanged())
                .put("deleted", report.deletion().deleted());
        samples.forEach(answer.putArray("live")::add);
    }

    /** What a whole collection leaves of the heap, without what is allocated right after it. */
    @SuppressWarnings("DoNotCall")
    private long live() {
        System.gc();
        return whole.getLastGcInfo().getMemoryUsageAfterGc().entrySet().stream()
                .filter(pool -> pool.getKey().startsWith("G1 "))
                .mapToLong(pool -> pool.getValue().getUsed())
                .sum();
    }

    /** The collector that does what {@link System#gc} asks for. */
    private static GarbageCollectorMXBean whole() {
        return ManagementFactory.getPlatformMXBeans(GarbageCollectorMXBean.class).stream()
                .filter(collector -> collector.getName().equals("G1 Old Generation"))
                .findFirst()
                .orElseThrow();
    }

    private static Trigger trigger() {
        return new Trigger.Manual("benchmark", 0);
    }
}
