package io.atoll.admin.internal;

import io.atoll.admin.internal.Throttle.Attempt;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.HttpWhiteboardConstants;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardContextSelect;

/**
 * Signs people in: by the password, or by the ticket of a one-time link.
 *
 * <p>Reading the page changes nothing, so a browser that reads ahead does not use a ticket up; only the button does. A form is taken from
 * an own page alone, so no other site can sign somebody in.
 */
@Component(service = Servlet.class, property = HttpWhiteboardConstants.HTTP_WHITEBOARD_SERVLET_PATTERN + "=")
@HttpWhiteboardContextSelect(LoginContext.SELECT)
public final class LoginServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private static final int TOO_MANY_REQUESTS = 429;

    private final transient Access access;

    /** Signs in by this access. */
    @Activate
    public LoginServlet(@Reference Access access) {
        this.access = access;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Destination next = Destination.parse(request.getParameter("next"));
        @Nullable String ticket = request.getParameter("ticket");
        if (ticket != null) {
            show(response, HttpServletResponse.SC_OK, LoginPage.ticket(ticket, next));
        } else if (access.visitor(request).isPresent()) {
            Refusal.redirect(response, next.path());
        } else {
            show(response, HttpServletResponse.SC_OK, LoginPage.password("", next));
        }
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Destination next = Destination.parse(request.getParameter("next"));
        @Nullable String ticket = request.getParameter("ticket");
        @Nullable String password = request.getParameter("password");
        if (Provenance.of(request) != Provenance.OWN) {
            refuse(response, "Your browser did not say that this form comes from here. Please sign in again.", next);
        } else if (ticket != null) {
            tryTicket(ticket, request, response, next);
        } else {
            tryPassword(Objects.requireNonNullElse(password, ""), request, response, next);
        }
    }

    private void tryTicket(String ticket, HttpServletRequest request, HttpServletResponse response, Destination next)
            throws IOException {
        switch (access.tryTicket(request, ticket)) {
            case Attempt.Passed passed -> welcome(request, response, Credentials.USER, next);
            case Attempt.Failed failed -> refuse(response, "This link was used before or is too old.", next);
            case Attempt.Paused paused -> pause(paused, "Too many wrong links.", response, next);
        }
    }

    private void tryPassword(
            String password, HttpServletRequest request, HttpServletResponse response, Destination next)
            throws IOException {
        String user = Objects.requireNonNullElse(request.getParameter("username"), Credentials.USER)
                .strip();
        switch (access.tryPassword(request, user, password)) {
            case Attempt.Passed passed -> welcome(request, response, user, next);
            case Attempt.Failed failed -> refuse(response, "The password is wrong.", next);
            case Attempt.Paused paused -> pause(paused, "Too many wrong passwords.", response, next);
        }
    }

    private static void pause(Attempt.Paused paused, String why, HttpServletResponse response, Destination next)
            throws IOException {
        response.setHeader("Retry-After", String.valueOf(paused.seconds()));
        String message = why + " Please wait " + paused.seconds() + " s.";
        show(response, TOO_MANY_REQUESTS, LoginPage.password(message, next));
    }

    private void welcome(HttpServletRequest request, HttpServletResponse response, String user, Destination next)
            throws IOException {
        response.setHeader("Cache-Control", "no-store");
        access.signIn(request, response, user);
        Refusal.redirect(response, next.path());
    }

    private static void refuse(HttpServletResponse response, String message, Destination next) throws IOException {
        show(response, HttpServletResponse.SC_FORBIDDEN, LoginPage.password(message, next));
    }

    private static void show(HttpServletResponse response, int status, String page) throws IOException {
        response.setStatus(status);
        response.setContentType("text/html;charset=utf-8");
        response.setHeader("Cache-Control", "no-store");
        response.getWriter().write(page);
    }
}
