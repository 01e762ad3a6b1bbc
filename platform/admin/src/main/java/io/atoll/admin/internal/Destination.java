package io.atoll.admin.internal;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Where somebody goes after signing in: always a page of this host.
 *
 * @param path path and query, beginning with one {@code /}
 */
record Destination(String path) {

    private static final int LONGEST = 2000;
    private static final Destination HOME = new Destination("/");

    /** The page that a request asked for. */
    static Destination of(HttpServletRequest request) {
        @Nullable String query = request.getQueryString();
        return parse(query == null ? request.getRequestURI() : request.getRequestURI() + "?" + query);
    }

    /** Takes a text that anybody may have written: what is not plainly a path of this host leads home. */
    static Destination parse(@Nullable String text) {
        return text != null && local(text) ? new Destination(text) : HOME;
    }

    private static boolean local(String text) {
        if (text.length() > LONGEST || !text.startsWith("/") || text.startsWith("//") || text.contains("\\")) {
            return false;
        }
        try {
            URI uri = new URI(text);
            return uri.getScheme() == null && uri.getRawAuthority() == null && !signsInOrOut(uri.getPath());
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static boolean signsInOrOut(String path) {
        return path.equals("/login")
                || path.startsWith("/login/")
                || path.equals("/logout")
                || path.endsWith("/console/logout");
    }

    /** The login page that leads here. */
    String login() {
        return equals(HOME) ? "/login" : "/login?next=" + URLEncoder.encode(path, StandardCharsets.UTF_8);
    }
}
