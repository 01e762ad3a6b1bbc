package io.atoll.catalog.internal.api;

import io.atoll.catalog.internal.model.Json;
import io.atoll.catalog.internal.model.Refusal;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.propertytypes.ServiceRanking;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletName;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** Answers in the place of the API while that has no store: 503, and when to come again. The API ranks higher. */
@Component(service = Servlet.class)
@ServiceRanking(-1)
@HttpWhiteboardServletName("io.atoll.catalog.closed")
@HttpWhiteboardServletPattern("/v1/*")
public final class ClosedApi extends HttpServlet {

    private static final long serialVersionUID = 1L;

    /** When to come again. */
    static final String RETRY_SECONDS = "5";

    /** Says that the store cannot be used now. */
    static Refusal refusal() {
        return Refusal.of(503, "service_unavailable", "the store of the catalog cannot be used now; the log says why");
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var refusal = refusal();
        response.setStatus(refusal.status());
        response.setHeader("Retry-After", RETRY_SECONDS);
        response.setHeader("Cache-Control", "no-store");
        response.setContentType("application/json");
        response.setCharacterEncoding("UTF-8");
        response.getOutputStream().write(Json.bytes(refusal.body()));
    }
}
