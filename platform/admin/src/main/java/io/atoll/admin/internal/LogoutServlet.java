package io.atoll.admin.internal;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardContextSelect;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** Signs people out; takes {@code POST} from own pages only. */
@Component(service = Servlet.class)
@HttpWhiteboardContextSelect("(osgi.http.whiteboard.context.name=io.atoll.pages)")
@HttpWhiteboardServletPattern("/logout")
public final class LogoutServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private final transient Access access;

    /** Signs out by this access. */
    @Activate
    public LogoutServlet(@Reference Access access) {
        this.access = access;
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        access.signOut(request, response);
    }
}
