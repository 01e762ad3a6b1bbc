package io.atoll.admin.internal;

import io.atoll.access.Visitor;
import io.atoll.admin.internal.Throttle.Attempt;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.context.ServletContextHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets signed-in visitors through, and tells others how to sign in.
 *
 * <p>A visitor has a session, or sends user and password with each request (HTTP Basic, for scripts). It exists only beside the
 * {@link Gate}: no page is served without it.
 */
@Component(service = Access.class)
public final class Access {

    private static final int TOO_MANY_REQUESTS = 429;

    private static final Logger log = LoggerFactory.getLogger(Access.class);

    private final Credentials credentials;
    private final Sessions sessions;
    private final Tickets tickets;
    private final Throttle throttle;
    private final Visitor script = new Visitor(Credentials.USER, Secrets.token());

    /** Needs the gate to be there. */
    @Activate
    public Access(
            @Reference Gate gate,
            @Reference Credentials credentials,
            @Reference Sessions sessions,
            @Reference Tickets tickets) {
        this(credentials, sessions, tickets, new Throttle(InstantSource.system()));
    }

    Access(Credentials credentials, Sessions sessions, Tickets tickets, Throttle throttle) {
        this.credentials = credentials;
        this.sessions = sessions;
        this.tickets = tickets;
        this.throttle = throttle;
    }

    /**
     * Decides about a request: marks it with its visitor and lets it go on, or answers it.
     *
     * @return whether it goes on; if not, the answer is complete
     */
    boolean admit(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("Cache-Control", "no-store");
        Optional<Visitor> signedIn = visitor(request);
        if (signedIn.isPresent()) {
            return admitSession(signedIn.get(), request, response);
        }
        Optional<BasicCredentials> basic = BasicCredentials.of(request);
        if (basic.isPresent()) {
            return admitScript(basic.get(), request, response);
        }
        askToSignIn(request, response);
        return false;
    }

    /** The visitor whose session the request belongs to. */
    Optional<Visitor> visitor(HttpServletRequest request) {
        return SessionCookie.ids(request).stream()
                .flatMap(id -> sessions.find(id).stream())
                .findFirst();
    }

    /** Makes a try to sign in by password; the caller then {@linkplain #signIn opens the session}. */
    Attempt tryPassword(HttpServletRequest request, String user, String password) {
        Attempt attempt = throttle.attempt(request.getRemoteAddr(), () -> credentials.right(user, password));
        if (attempt instanceof Attempt.Failed) {
            log.warn("Somebody at {} tried a wrong password", request.getRemoteAddr());
        }
        return attempt;
    }

    /** Uses a ticket up. Whether it was valid. */
    boolean redeem(String ticket) {
        return tickets.redeem(ticket);
    }

    /** Opens a session with a new id, whatever the browser had before. */
    void signIn(HttpServletRequest request, HttpServletResponse response) {
        SessionCookie.ids(request).forEach(sessions::close);
        SessionCookie.set(request, response, sessions.open(Credentials.USER));
    }

    /** Ends the session of a request and sends the browser to the login page. */
    void signOut(HttpServletRequest request, HttpServletResponse response) throws IOException {
        SessionCookie.ids(request).forEach(sessions::close);
        SessionCookie.clear(request, response);
        Refusal.redirect(response, "/login");
    }

    /** A browser adds the cookie by itself, so an unsafe request must show that it comes from an own page. */
    private static boolean admitSession(Visitor visitor, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (Provenance.unsafe(request) && Provenance.of(request) != Provenance.OWN) {
            Refusal.json(
                    response,
                    HttpServletResponse.SC_FORBIDDEN,
                    "forbidden",
                    "A request with a session must say by Origin or Referer that it comes from a page of this host.");
            return false;
        }
        mark(request, visitor, HttpServletRequest.FORM_AUTH);
        return true;
    }

    private boolean admitScript(BasicCredentials basic, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        return switch (tryPassword(request, basic.user(), basic.password())) {
            case Attempt.Passed passed -> {
                mark(request, script, HttpServletRequest.BASIC_AUTH);
                yield true;
            }
            case Attempt.Failed failed -> {
                refuse(request, response, "User or password is wrong.");
                yield false;
            }
            case Attempt.Paused paused -> {
                response.setHeader("Retry-After", String.valueOf(paused.seconds()));
                Refusal.json(response, TOO_MANY_REQUESTS, "paused", "Too many wrong passwords. Try again later.");
                yield false;
            }
        };
    }

    private static void mark(HttpServletRequest request, Visitor visitor, String authentication) {
        request.setAttribute(Visitor.ATTRIBUTE, visitor);
        request.setAttribute(ServletContextHelper.REMOTE_USER, visitor.name());
        request.setAttribute(ServletContextHelper.AUTHENTICATION_TYPE, authentication);
    }

    private static void askToSignIn(HttpServletRequest request, HttpServletResponse response) throws IOException {
        @Nullable String accepted = request.getHeader("Accept");
        if (!Provenance.unsafe(request) && accepted != null && accepted.contains("text/html")) {
            Refusal.redirect(response, Destination.of(request).login());
        } else {
            refuse(request, response, "Sign in at /login, or send user and password by HTTP Basic.");
        }
    }

    /** Challenges scripts only: a browser would ask for the password by a dialog of its own and keep sending it. */
    private static void refuse(HttpServletRequest request, HttpServletResponse response, String message)
            throws IOException {
        if (request.getHeader("Sec-Fetch-Mode") == null) {
            response.setHeader("WWW-Authenticate", "Basic realm=\"Atoll\", charset=\"UTF-8\"");
        }
        Refusal.json(response, HttpServletResponse.SC_UNAUTHORIZED, "unauthorized", message);
    }
}
