package io.atoll.console.web.internal;

import jakarta.servlet.Servlet;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.HttpWhiteboardConstants;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardContextSelect;

/** The page at {@code /} itself: its pattern is the empty text, which has no place in a list of patterns. */
@Component(service = Servlet.class, property = HttpWhiteboardConstants.HTTP_WHITEBOARD_SERVLET_PATTERN + "=")
@HttpWhiteboardContextSelect(PageServlet.CONTEXT)
public final class HomeServlet extends PageServlet {

    private static final long serialVersionUID = 1L;

    /** Shows the first of these pages. */
    @Activate
    public HomeServlet(@Reference Pages pages) {
        super(pages);
    }
}
