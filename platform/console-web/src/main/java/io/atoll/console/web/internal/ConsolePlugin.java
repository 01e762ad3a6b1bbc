package io.atoll.console.web.internal;

import io.atoll.access.Visitor;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URL;
import java.util.Optional;
import org.apache.felix.webconsole.servlet.AbstractServlet;
import org.apache.felix.webconsole.servlet.ServletConstants;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The same pages as a plugin of the Felix Web Console, at {@code /system/console/atoll}.
 *
 * <p>The console writes its frame around {@link #renderContent} unless {@code doGet} or {@code doPost} gave a status before.
 */
@Component(
        service = Servlet.class,
        property = {
            ServletConstants.PLUGIN_LABEL + "=" + ConsolePlugin.LABEL,
            ServletConstants.PLUGIN_TITLE + "=Atoll",
            ServletConstants.PLUGIN_CATEGORY + "=Atoll",
            ServletConstants.PLUGIN_CSS_REFERENCES + "=" + ConsolePlugin.SHEETS + "console.css",
            ServletConstants.PLUGIN_CSS_REFERENCES + "=" + ConsolePlugin.SHEETS + "atoll.css"
        })
public final class ConsolePlugin extends AbstractServlet {

    static final String LABEL = "atoll";

    static final String SHEETS = "/" + LABEL + "/style/";

    private static final long serialVersionUID = 1L;

    private static final String ANSWER = ConsolePlugin.class.getName() + ".answer";

    private final transient Pages pages;

    /** Shows these pages. */
    @Activate
    public ConsolePlugin(@Reference Pages pages) {
        this.pages = pages;
    }

    /** Nothing of the bundle is served but the style sheets. */
    @Override
    protected @Nullable URL getResource(String path) {
        return null;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = path(request);
        if (path.startsWith(PageServlet.STYLE)) {
            response.setStatus(HttpServletResponse.SC_OK);
            StaticFile.send(path.substring(PageServlet.STYLE.length()), response);
        } else {
            prepare(request, response, place -> pages.get(place, path, PageServlet.query(request)));
        }
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        prepare(request, response, place -> pages.post(place, path(request), PageServlet.query(request)));
    }

    private static void prepare(HttpServletRequest request, HttpServletResponse response, PageServlet.Source source)
            throws IOException {
        Optional<Place> place = place(request);
        if (place.isEmpty()) {
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
            return;
        }
        try {
            switch (source.answer(place.get())) {
                case Answer.Redirect redirect -> {
                    response.setStatus(HttpServletResponse.SC_SEE_OTHER);
                    response.setHeader("Location", place.get().root() + redirect.path());
                }
                case Answer.Page page -> {
                    if (page.script() == Script.LIVE) {
                        response.setHeader("Refresh", Frame.AGAIN);
                    }
                    request.setAttribute(ANSWER, page);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        }
    }

    @Override
    public void renderContent(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<Place> place = place(request);
        if (place.isPresent() && request.getAttribute(ANSWER) instanceof Answer.Page page) {
            response.setStatus(page.status());
            response.getWriter().write(Frame.fragment(place.get(), page, path(request)));
        }
    }

    private static Optional<Place> place(HttpServletRequest request) {
        return request.getAttribute(Visitor.ATTRIBUTE) instanceof Visitor visitor
                ? Optional.of(
                        new Place(String.valueOf(request.getAttribute(ServletConstants.ATTR_PLUGIN_ROOT)), visitor))
                : Optional.empty();
    }

    /** The path below the plugin's own. */
    private static String path(HttpServletRequest request) {
        @Nullable String info = request.getPathInfo();
        return info == null ? "/" : info.substring(Math.min(info.length(), LABEL.length() + 1));
    }
}
