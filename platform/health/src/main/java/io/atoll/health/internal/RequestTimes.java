package io.atoll.health.internal;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.propertytypes.ServiceRanking;
import org.osgi.service.servlet.whiteboard.Preprocessor;

/**
 * Says in the header {@code X-Process-Time} of an answer how many seconds it took, as Ocean does. An answer that is on its way before it is
 * complete has none.
 */
@Component(service = Preprocessor.class)
@ServiceRanking(2000)
public final class RequestTimes implements Preprocessor {

    private static final String HEADER = "X-Process-Time";

    /** Measures from now on. */
    @Activate
    public RequestTimes() {}

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        long begun = System.nanoTime();
        chain.doFilter(request, response);
        if (!response.isCommitted() && !request.isAsyncStarted()) {
            ((HttpServletResponse) response)
                    .setHeader(HEADER, String.format(Locale.ROOT, "%.5f", (System.nanoTime() - begun) / 1e9));
        }
    }
}
