package io.atoll.health.internal.inside;

import io.atoll.access.Visitor;
import io.atoll.operation.Role;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardContextSelect;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** {@code GET /support/<name>}: a support archive, for administrators who signed in. */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern(SupportServlet.PATH + "*")
@HttpWhiteboardContextSelect("(osgi.http.whiteboard.context.name=io.atoll.pages)")
public final class SupportServlet extends HttpServlet {

    static final String PATH = "/support/";

    private static final long serialVersionUID = 1L;

    private final transient SupportFolder folder;

    /** Hands out what is in there. */
    @Activate
    public SupportServlet(@Reference SupportFolder folder) {
        this.folder = folder;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!(request.getAttribute(Visitor.ATTRIBUTE) instanceof Visitor visitor)
                || !visitor.caller().role().includes(Role.ADMIN)) {
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
            return;
        }
        String below = request.getPathInfo();
        Optional<Path> file = below == null ? Optional.empty() : folder.find(below.substring(1));
        if (file.isEmpty()) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        response.setContentType("application/zip");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader(
                "Content-Disposition", "attachment; filename=\"" + file.get().getFileName() + "\"");
        response.setContentLengthLong(Files.size(file.get()));
        Files.copy(file.get(), response.getOutputStream());
    }
}
