package io.atoll.health.internal;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who may read metrics: this machine itself, and whoever knows the token. */
record Readers(String token) {

    private static final List<String> FORWARDED = List.of("Forwarded", "X-Forwarded-For", "X-Real-IP", "Via");
    private static final String BEARER = "Bearer ";

    boolean include(HttpServletRequest request) {
        return local(request) || known(request.getHeader("Authorization"));
    }

    /** A proxy on this machine speaks for others. */
    private static boolean local(HttpServletRequest request) {
        try {
            return InetAddress.getByName(request.getRemoteAddr()).isLoopbackAddress()
                    && FORWARDED.stream().allMatch(header -> request.getHeader(header) == null);
        } catch (UnknownHostException strange) {
            return false;
        }
    }

    private boolean known(@Nullable String authorization) {
        return !token.isEmpty()
                && authorization != null
                && authorization.startsWith(BEARER)
                && MessageDigest.isEqual(
                        authorization.substring(BEARER.length()).getBytes(StandardCharsets.UTF_8),
                        token.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "this machine" + (token.isEmpty() ? "" : " and whoever knows the token");
    }
}
