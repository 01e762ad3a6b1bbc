package io.atoll.admin.internal;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardContextSelect;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** The style sheet of the login page. */
@Component(service = Servlet.class)
@HttpWhiteboardContextSelect(LoginContext.SELECT)
@HttpWhiteboardServletPattern("/style.css")
public final class LoginStyle extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private final byte[] sheet;

    /** Reads the sheet from this bundle. */
    @Activate
    public LoginStyle() throws IOException {
        try (InputStream content = Objects.requireNonNull(getClass().getResourceAsStream("login.css"), "login.css")) {
            this.sheet = content.readAllBytes();
        }
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/css;charset=utf-8");
        response.setHeader("Cache-Control", "private, max-age=300");
        response.getOutputStream().write(sheet);
    }
}
