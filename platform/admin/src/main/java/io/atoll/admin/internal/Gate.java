package io.atoll.admin.internal;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.servlet.whiteboard.Preprocessor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What every request of the platform passes before anything else, whichever servlet it is for.
 *
 * <p>It refuses requests to a name that is not this host's (a foreign site may point its own name here: DNS rebinding), refuses unsafe
 * requests that a foreign page made (CSRF), and gives every answer the strict security headers; who needs others sets them later.
 */
@Component(
        service = {Gate.class, Preprocessor.class},
        configurationPid = "io.atoll.admin")
@Designate(ocd = AdminConfiguration.class)
public final class Gate implements Preprocessor {

    /** Nothing but own style sheets, own images and own forms. */
    static final String STRICT_POLICY =
            "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self';"
                    + " frame-ancestors 'none'; base-uri 'none'";

    private static final int MISDIRECTED = 421;

    private static final Logger log = LoggerFactory.getLogger(Gate.class);

    private final HostNames hosts;

    /** Takes the configured names of this host. */
    @Activate
    public Gate(BundleContext context, AdminConfiguration configuration) {
        this(new HostNames(names(context, configuration), context.getProperty("atoll.http.address")));
    }

    /** The configured ones, and the address at which others are served. */
    private static List<String> names(BundleContext context, AdminConfiguration configuration) {
        return Stream.concat(
                        Arrays.stream(configuration.hosts()),
                        Stream.ofNullable(context.getProperty("https.host")).filter(host -> !host.isBlank()))
                .toList();
    }

    Gate(HostNames hosts) {
        this.hosts = hosts;
    }

    @Override
    public void doFilter(ServletRequest anyRequest, ServletResponse anyResponse, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest request = (HttpServletRequest) anyRequest;
        HttpServletResponse response = (HttpServletResponse) anyResponse;
        setSecurityHeaders(response);
        if (!hosts.contain(request.getServerName())) {
            log.debug("refused a request to the name {}", request.getServerName());
            Refusal.text(
                    response,
                    MISDIRECTED,
                    "This is not a name of this host. If it should be, add it to 'hosts' in conf/admin.yaml.");
        } else if (Provenance.unsafe(request) && Provenance.of(request) == Provenance.FOREIGN) {
            Refusal.text(
                    response,
                    HttpServletResponse.SC_FORBIDDEN,
                    "Refused: this request was made by a page of another site.");
        } else {
            chain.doFilter(request, response);
        }
    }

    /** The referrer policy must let browsers name the origin of own forms: with {@code no-referrer} they would say {@code null}. */
    private static void setSecurityHeaders(HttpServletResponse response) {
        response.setHeader("Content-Security-Policy", STRICT_POLICY);
        response.setHeader("X-Frame-Options", "DENY");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "same-origin");
        response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
    }
}
