package io.atoll.admin.internal;

import io.atoll.access.Visitor;
import io.atoll.admin.internal.Throttle.Attempt;
import io.atoll.admin.internal.people.Tokens;
import io.atoll.operation.Caller;
import io.atoll.operation.Caller.Means;
import io.atoll.operation.Role;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BooleanSupplier;
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
 * <p>A visitor has a session, or sends with each request an API token or user and password (HTTP Basic, for scripts). What a visitor may
 * do is looked up with each request. It exists only beside the {@link Gate}: no page is served without it.
 */
@Component(service = Access.class)
public final class Access {

    /** The header in which scripts of own pages send the {@link Visitor#formToken}. */
    static final String FORM_TOKEN = "X-Atoll-Form";

    private static final int TOO_MANY_REQUESTS = 429;

    private static final Logger log = LoggerFactory.getLogger(Access.class);

    private final Accounts accounts;
    private final Sessions sessions;
    private final Tickets tickets;
    private final Tokens tokens;
    private final Throttle throttle = new Throttle(InstantSource.system());
    private final String formToken = Secrets.token();

    /** Needs the gate to be there. */
    @Activate
    public Access(
            @Reference Gate gate,
            @Reference Accounts accounts,
            @Reference Sessions sessions,
            @Reference Tickets tickets,
            @Reference Tokens tokens) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.tickets = tickets;
        this.tokens = tokens;
    }

    /**
     * Decides about a request: marks it with its visitor and lets it go on, or answers it.
     *
     * @return whether it goes on; if not, the answer is complete
     */
    boolean admit(HttpServletRequest request, HttpServletResponse response) throws IOException {
        @Nullable String accepted = request.getHeader("Accept");
        if (!Provenance.unsafe(request) && accepted != null && accepted.contains("text/html") && stranger(request)) {
            response.setHeader("Cache-Control", "no-store");
            Refusal.redirect(response, Destination.of(request).login());
            return false;
        }
        return admitProgram(request, response);
    }

    /**
     * Decides about a request that no person has typed in: a stranger is not led to the login page.
     *
     * @return whether it goes on; if not, the answer is complete
     */
    public boolean admitProgram(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("Cache-Control", "no-store");
        Optional<Visitor> signedIn = visitor(request);
        if (signedIn.isPresent()) {
            return admitSession(signedIn.get(), request, response);
        }
        Optional<String> token = BearerToken.of(request);
        if (token.isPresent()) {
            return admitToken(token.get(), request, response);
        }
        Optional<BasicCredentials> basic = BasicCredentials.of(request);
        if (basic.isPresent()) {
            return admitScript(basic.get(), request, response);
        }
        refuse(request, response, "Sign in at /login, or send an API token or user and password.");
        return false;
    }

    private boolean stranger(HttpServletRequest request) {
        return visitor(request).isEmpty() && request.getHeader("Authorization") == null;
    }

    /** The visitor whose session the request belongs to. */
    Optional<Visitor> visitor(HttpServletRequest request) {
        return SessionCookie.ids(request).stream()
                .flatMap(id -> sessions.find(id).stream())
                .flatMap(visitor -> visitor(visitor.name(), Means.SESSION, visitor.formToken()).stream())
                .findFirst();
    }

    /** Who a user is now; empty if there is no such user any more. */
    private Optional<Visitor> visitor(String user, Means means, String token) {
        return accounts.role(user).map(role -> new Visitor(new Caller(user, role, means), token));
    }

    /** Makes a try to sign in by password; the caller then {@linkplain #signIn opens the session}. */
    Attempt tryPassword(HttpServletRequest request, String user, String password) {
        BooleanSupplier check = () -> accounts.right(user, password);
        return told(
                request,
                accounts.role(user).isPresent()
                        ? throttle.attempt(request.getRemoteAddr(), user, check)
                        : throttle.attempt(request.getRemoteAddr(), check));
    }

    /** Whether somebody who is in knows the password of the user; paused like whoever tries to sign in. */
    public boolean confirmed(String user, String password) {
        return throttle.attempt("confirmed by " + user, user, () -> accounts.right(user, password))
                instanceof Attempt.Passed;
    }

    private static Attempt told(HttpServletRequest request, Attempt attempt) {
        if (attempt instanceof Attempt.Failed) {
            log.warn("Somebody at {} tried a wrong password, token or link", request.getRemoteAddr());
        }
        return attempt;
    }

    /** Makes a try to use a ticket up; guesses of tickets hold up no passwords, nor the other way round. */
    Attempt tryTicket(HttpServletRequest request, String ticket) {
        return told(request, throttle.attempt("link from " + request.getRemoteAddr(), () -> tickets.redeem(ticket)));
    }

    /** Opens a session with a new id, whatever the browser had before. */
    void signIn(HttpServletRequest request, HttpServletResponse response, String user) {
        SessionCookie.ids(request).forEach(sessions::close);
        SessionCookie.set(request, response, sessions.open(user));
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
        if (Provenance.unsafe(request)
                && Provenance.of(request) != Provenance.OWN
                && !visitor.sent(request.getHeader(FORM_TOKEN))) {
            Refusal.json(
                    response,
                    HttpServletResponse.SC_FORBIDDEN,
                    "forbidden",
                    "A request with a session must say by Origin, Referer or " + FORM_TOKEN
                            + " that it comes from a page of this host.");
            return false;
        }
        mark(request, visitor, HttpServletRequest.FORM_AUTH);
        return true;
    }

    private boolean admitToken(String text, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Optional<Visitor> visitor = tokens.find(text).flatMap(this::bearer);
        if (visitor.isPresent()) {
            mark(request, visitor.get(), "BEARER");
            return true;
        }
        Attempt wrong = throttle.attempt("token from " + request.getRemoteAddr(), () -> false);
        return admit(
                told(request, wrong), request, response, Optional.empty(), "The token is wrong, revoked or expired.");
    }

    /** A token is worth no more than its owner is now. */
    private Optional<Visitor> bearer(Tokens.Bearer bearer) {
        Optional<Role> now = accounts.role(bearer.user());
        return now.map(
                role -> new Visitor(new Caller(bearer.user(), role.atMost(bearer.role()), Means.TOKEN), formToken));
    }

    private boolean admitScript(BasicCredentials basic, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Attempt attempt = tryPassword(request, basic.user(), basic.password());
        return admit(
                attempt,
                request,
                response,
                visitor(basic.user(), Means.PASSWORD, formToken),
                "User or password is wrong.");
    }

    private static boolean admit(
            Attempt attempt,
            HttpServletRequest request,
            HttpServletResponse response,
            Optional<Visitor> visitor,
            String wrong)
            throws IOException {
        return switch (attempt) {
            case Attempt.Passed passed -> {
                visitor.ifPresent(known -> mark(request, known, HttpServletRequest.BASIC_AUTH));
                yield visitor.isPresent();
            }
            case Attempt.Failed failed -> {
                refuse(request, response, wrong);
                yield false;
            }
            case Attempt.Paused paused -> {
                response.setHeader("Retry-After", String.valueOf(paused.seconds()));
                Refusal.json(
                        response, TOO_MANY_REQUESTS, "paused", "Too many wrong passwords or tokens. Try again later.");
                yield false;
            }
        };
    }

    private static void mark(HttpServletRequest request, Visitor visitor, String authentication) {
        request.setAttribute(Visitor.ATTRIBUTE, visitor);
        request.setAttribute(ServletContextHelper.REMOTE_USER, visitor.name());
        request.setAttribute(ServletContextHelper.AUTHENTICATION_TYPE, authentication);
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
