package io.atoll.health.internal;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.propertytypes.ServiceRanking;
import org.osgi.service.servlet.whiteboard.Preprocessor;
import org.slf4j.MDC;

/**
 * Gives every request a name, which its answer carries in the header {@code X-Request-ID} and its lines in the log as
 * {@code request_id}: the one that the caller gave, if it is harmless, else a new one.
 */
@Component(service = Preprocessor.class)
@ServiceRanking(1000)
public final class RequestNames implements Preprocessor {

    private static final String HEADER = "X-Request-ID";
    private static final String KEY = "request_id";
    private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9._-]{1,128}");

    /** Names requests from now on. */
    @Activate
    public RequestNames() {}

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String name = name(((HttpServletRequest) request).getHeader(HEADER));
        ((HttpServletResponse) response).setHeader(HEADER, name);
        try (var named = MDC.putCloseable(KEY, name)) {
            chain.doFilter(request, response);
        }
    }

    /** The name of a request whose caller gives this one, or none. */
    static String name(@Nullable String given) {
        return given != null && HARMLESS.matcher(given).matches()
                ? given
                : UUID.randomUUID().toString();
    }
}
