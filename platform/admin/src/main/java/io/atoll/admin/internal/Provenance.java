package io.atoll.admin.internal;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where a request was made, as the browser that sent it says. */
enum Provenance {
    /** On a page of this host, or by the person's own hand. */
    OWN,
    /** On a page of another site, or of another port of this host. */
    FOREIGN,
    /** Nobody says: no browser of today sends an unsafe request like that. */
    UNKNOWN;

    private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS");

    /** Whether a request may change something, and so must not be made by a foreign page. */
    static boolean unsafe(HttpServletRequest request) {
        return !SAFE_METHODS.contains(request.getMethod());
    }

    /**
     * Reads {@code Origin} and {@code Sec-Fetch-Site}, which must not contradict this host, and {@code Referer} if there are neither.
     *
     * <p>An origin is compared with the host by name and port; not by scheme, because TLS may end before this server.
     */
    static Provenance of(HttpServletRequest request) {
        @Nullable String origin = request.getHeader("Origin");
        @Nullable String site = request.getHeader("Sec-Fetch-Site");
        @Nullable String referer = request.getHeader("Referer");
        if (origin == null && site == null) {
            return referer == null ? UNKNOWN : own(referer, request) ? OWN : FOREIGN;
        }
        boolean ownOrigin = origin == null || own(origin, request);
        boolean ownSite = site == null || site.equals("same-origin") || site.equals("none");
        return ownOrigin && ownSite ? OWN : FOREIGN;
    }

    private static boolean own(String address, HttpServletRequest request) {
        @Nullable String host = request.getHeader("Host");
        String authority = host != null ? host : request.getServerName() + ":" + request.getServerPort();
        try {
            return authority.equalsIgnoreCase(new URI(address).getRawAuthority());
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
