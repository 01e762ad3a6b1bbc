package io.atoll.health.internal;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletName;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/**
 * {@code GET /health/live}: whether the process answers. {@code GET /health/ready}: whether the platform can do its work, else 503 with the
 * names of the checks that fail. Anybody may ask, and learns no more than that.
 */
@Component(service = Servlet.class)
@HttpWhiteboardServletName("io.atoll.health.checks")
@HttpWhiteboardServletPattern({"/health/live", "/health/ready"})
public final class HealthServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private final transient Readiness readiness;

    /** Answers from now on. */
    @Activate
    public HealthServlet(@Reference Readiness readiness) {
        this.readiness = readiness;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean ready = request.getServletPath().endsWith("ready");
        Map<String, Boolean> checks = ready ? readiness.checks() : Map.of();
        boolean healthy = !checks.containsValue(false);
        ObjectNode answer = JsonNodeFactory.instance
                .objectNode()
                .put("status", healthy ? "healthy" : "unhealthy")
                .put("check", ready ? "ready" : "live");
        if (!healthy) {
            var failing = answer.putArray("failing");
            checks.forEach((check, passes) -> {
                if (!passes) {
                    failing.add(check);
                }
            });
        }
        response.setStatus(healthy ? HttpServletResponse.SC_OK : HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        response.setContentType("application/json");
        response.setHeader("Cache-Control", "no-store");
        response.getWriter().println(answer);
    }
}
