package io.atoll.admin.internal;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The cookie that carries the id of a session: unreadable for scripts, sent to this site only, forgotten with the browser window. */
final class SessionCookie {

    static final String NAME = "atoll-session";

    private SessionCookie() {}

    /** The ids that a request carries: usually none or one. */
    static List<String> ids(HttpServletRequest request) {
        Cookie @Nullable [] cookies = request.getCookies();
        return cookies == null
                ? List.of()
                : Arrays.stream(cookies)
                        .filter(cookie -> cookie.getName().equals(NAME))
                        .map(Cookie::getValue)
                        .toList();
    }

    /** Sets the cookie. */
    static void set(HttpServletRequest request, HttpServletResponse response, String id) {
        response.addCookie(cookie(request, id));
    }

    /** Has the browser forget the cookie. */
    static void clear(HttpServletRequest request, HttpServletResponse response) {
        Cookie cookie = cookie(request, "");
        cookie.setMaxAge(0);
        response.addCookie(cookie);
    }

    private static Cookie cookie(HttpServletRequest request, String value) {
        Cookie cookie = new Cookie(NAME, value);
        cookie.setPath("/");
        cookie.setHttpOnly(true);
        cookie.setSecure(encrypted(request));
        cookie.setAttribute("SameSite", "Strict");
        return cookie;
    }

    /** Whether the browser came by https: this server sees it, or the origin says it where TLS ends before this server. */
    private static boolean encrypted(HttpServletRequest request) {
        @Nullable String origin = request.getHeader("Origin");
        return request.isSecure() || (origin != null && origin.startsWith("https:"));
    }
}
