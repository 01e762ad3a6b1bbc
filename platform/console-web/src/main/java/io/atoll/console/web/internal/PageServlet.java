package io.atoll.console.web.internal;

import io.atoll.access.Visitor;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardContextSelect;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/**
 * The pages in the context of all pages, at their own addresses.
 *
 * <p>The patterns name each address: one for everything would take the requests of other contexts with the same root.
 */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern({
    "/runs/*",
    "/providers",
    "/deployments",
    "/resync",
    "/plan",
    "/apply",
    "/approve",
    "/reject",
    "/cancel",
    PageServlet.SHEETS + "*"
})
@HttpWhiteboardContextSelect(PageServlet.CONTEXT)
public class PageServlet extends HttpServlet {

    static final String CONTEXT = "(osgi.http.whiteboard.context.name=io.atoll.pages)";

    static final String SHEETS = "/style/";

    private static final long serialVersionUID = 1L;

    private final transient Pages pages;

    /** Shows these pages. */
    @Activate
    public PageServlet(@Reference Pages pages) {
        this.pages = pages;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = path(request);
        if (path.startsWith(SHEETS)) {
            StyleSheet.send(path.substring(SHEETS.length()), response);
        } else {
            send(request, response, pages.get(place(request), path));
        }
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        send(request, response, pages.post(place(request), path(request), request::getParameter));
    }

    private static void send(HttpServletRequest request, HttpServletResponse response, Answer answer)
            throws IOException {
        switch (answer) {
            case Answer.Redirect redirect -> {
                response.setStatus(HttpServletResponse.SC_SEE_OTHER);
                response.setHeader("Location", redirect.path());
            }
            case Answer.Page page -> {
                response.setStatus(page.status());
                response.setContentType("text/html;charset=utf-8");
                page.refresh().ifPresent(pause -> response.setHeader("Refresh", String.valueOf(pause.toSeconds())));
                response.getWriter().write(Frame.document(place(request), page, path(request)));
            }
        }
    }

    private static Place place(HttpServletRequest request) {
        return new Place("", visitor(request));
    }

    static Optional<Visitor> visitor(HttpServletRequest request) {
        return request.getAttribute(Visitor.ATTRIBUTE) instanceof Visitor visitor
                ? Optional.of(visitor)
                : Optional.empty();
    }

    private static String path(HttpServletRequest request) {
        @Nullable String info = request.getPathInfo();
        return request.getServletPath() + (info == null ? "" : info);
    }
}
