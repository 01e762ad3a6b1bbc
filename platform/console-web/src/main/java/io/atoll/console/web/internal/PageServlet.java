package io.atoll.console.web.internal;

import io.atoll.access.Visitor;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    "/compare",
    "/explain",
    "/approvals",
    "/integrations/*",
    "/providers",
    "/deployments/*",
    "/bundle",
    "/desired",
    "/configure",
    "/config/*",
    "/mapping",
    "/jq",
    "/events/*",
    "/actions",
    "/people/*",
    "/audit",
    "/inside/*",
    OperationForm.PATH + "*",
    PageServlet.STYLE + "*",
    PageServlet.SCRIPTS + "*"
})
@HttpWhiteboardContextSelect(PageServlet.CONTEXT)
public class PageServlet extends HttpServlet {

    static final String CONTEXT = "(osgi.http.whiteboard.context.name=io.atoll.pages)";

    static final String STYLE = "/style/";

    static final String SCRIPTS = "/script/";

    /** What the gate allows, and own scripts that ask this host. */
    private static final String SCRIPT_POLICY =
            "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

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
        if (path.startsWith(STYLE) || path.startsWith(SCRIPTS)) {
            StaticFile.send(path.substring(path.indexOf('/', 1) + 1), response);
        } else {
            serve(request, response, place -> pages.get(place, path, query(request)));
        }
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        serve(request, response, place -> pages.post(place, path(request), query(request)));
    }

    private static void serve(HttpServletRequest request, HttpServletResponse response, Source source)
            throws IOException {
        if (!(request.getAttribute(Visitor.ATTRIBUTE) instanceof Visitor visitor)) {
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
            return;
        }
        Place place = new Place("", visitor);
        try {
            send(place, path(request), response, source.answer(place));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        }
    }

    private static void send(Place place, String path, HttpServletResponse response, Answer answer) throws IOException {
        switch (answer) {
            case Answer.Redirect redirect -> {
                response.setStatus(HttpServletResponse.SC_SEE_OTHER);
                response.setHeader("Location", redirect.path());
            }
            case Answer.Page page -> {
                response.setStatus(page.status());
                response.setContentType("text/html;charset=utf-8");
                response.setHeader("Cache-Control", "no-store");
                if (page.script() != Script.NONE) {
                    response.setHeader("Content-Security-Policy", SCRIPT_POLICY);
                }
                response.getWriter().write(Frame.document(place, page, path));
            }
        }
    }

    /** Finds the answer for a place. */
    @FunctionalInterface
    interface Source {
        Answer answer(Place place) throws InterruptedException;
    }

    static Query query(HttpServletRequest request) {
        Map<String, List<String>> texts = new LinkedHashMap<>();
        request.getParameterMap().forEach((name, values) -> texts.put(name, Arrays.asList(values)));
        return new Query(texts);
    }

    private static String path(HttpServletRequest request) {
        @Nullable String info = request.getPathInfo();
        return request.getServletPath() + (info == null ? "" : info);
    }
}
