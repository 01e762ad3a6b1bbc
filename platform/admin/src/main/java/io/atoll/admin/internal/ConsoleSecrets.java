package io.atoll.admin.internal;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardContextSelect;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardFilterPattern;

/**
 * Refuses those status pages of the Felix Web Console that print private properties of components, or properties of the framework, as they
 * are: secrets are among them.
 */
@Component(service = Filter.class)
@HttpWhiteboardContextSelect("(osgi.http.whiteboard.context.name=org.apache.felix.webconsole)")
@HttpWhiteboardFilterPattern("/*")
public final class ConsoleSecrets implements Filter {

    /** How the addresses of these pages begin; the rest is a format. */
    private static final List<String> PRINTED = List.of(
            "/status-scr", "/status-bundles", "/status-capabilities", "/status-framework", "/status-configurations");

    @Override
    public void doFilter(ServletRequest anyRequest, ServletResponse anyResponse, FilterChain chain)
            throws IOException, ServletException {
        if (isPrinted(path((HttpServletRequest) anyRequest))) {
            Refusal.text(
                    (HttpServletResponse) anyResponse,
                    HttpServletResponse.SC_FORBIDDEN,
                    "This page prints secrets. /inside shows bundles and components without them, /config the configurations.");
        } else {
            chain.doFilter(anyRequest, anyResponse);
        }
    }

    /** The decoded path below the console, whichever servlet it is for. */
    static String path(HttpServletRequest request) {
        @Nullable String rest = request.getPathInfo();
        return request.getServletPath() + (rest == null ? "" : rest);
    }

    private static boolean isPrinted(String path) {
        return PRINTED.stream().anyMatch(begin -> path.regionMatches(true, 0, begin, 0, begin.length()));
    }
}
