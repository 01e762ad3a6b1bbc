package io.atoll.events.internal;

import io.atoll.events.internal.Reception.Request;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletName;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/**
 * The paths of live events: {@code /integration/<type>/<instance>/…}, and {@code /integration/…} as in Ocean. They are open without a
 * login: the gates of the integrations guard them.
 */
@Component(service = Servlet.class)
@HttpWhiteboardServletName("io.atoll.events")
@HttpWhiteboardServletPattern("/integration/*")
public final class EventServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private final transient Receiver receiver;

    /** Takes who answers. */
    @Activate
    public EventServlet(@Reference Receiver receiver) {
        this.receiver = receiver;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            send(receiver.answer(asked(request)), response);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            send(Reply.error(503, "the platform stops"), response);
        }
    }

    private static Request asked(HttpServletRequest request) throws IOException {
        var path = request.getPathInfo();
        return new Request(
                path == null ? "/" : path,
                request.getMethod(),
                headers(request),
                request.getContentLengthLong(),
                request.getInputStream());
    }

    private static Map<String, List<String>> headers(HttpServletRequest request) {
        var headers = new HashMap<String, List<String>>();
        for (var name : Collections.list(request.getHeaderNames())) {
            headers.put(name.toLowerCase(Locale.ROOT), Collections.list(request.getHeaders(name)));
        }
        return headers;
    }

    private static void send(Reply reply, HttpServletResponse response) throws IOException {
        response.setStatus(reply.status());
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setContentType(reply.contentType());
        reply.headers().forEach(response::setHeader);
        response.getOutputStream().write(reply.body().getBytes(StandardCharsets.UTF_8));
    }
}
