package io.atoll.admin.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardContextSelect;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardFilterPattern;

/**
 * Has browsers run those scripts of the Felix Web Console that its pages were written with, and none that its pages make of the texts that
 * they show: some show properties of services and components as they are, and an integrator writes such properties.
 *
 * <p>Each answer has a nonce, which the script elements of its HTML are given. Handlers in attributes are run if they are among a few
 * known ones.
 */
@Component(service = Filter.class)
@HttpWhiteboardContextSelect("(osgi.http.whiteboard.context.name=org.apache.felix.webconsole)")
@HttpWhiteboardFilterPattern("/*")
public final class ConsoleScripts implements Filter {

    /** The page whose links are scripts; it shows what is in bundles, which are programs anyway. */
    private static final String LICENSES = "/licenses";

    /** The handlers in the page that stops the framework. */
    private static final List<String> HANDLERS = List.of(
            "return confirm('This will stop and restart the framework and all bundles. Please confirm to continue.');",
            "return confirm('This will stop the framework and all bundles. Please confirm to continue.')",
            "abort('/system/console/vmstat')");

    private static final String KNOWN = HANDLERS.stream()
            .map(handler -> " 'sha256-" + digest(handler) + "'")
            .collect(Collectors.joining());

    /**
     * What pages of the console may load and do.
     *
     * @param scripts sources of scripts beside the console's own files, each after a space
     */
    static String policy(String scripts) {
        return "default-src 'none'; script-src 'self'" + scripts + "; style-src 'self' 'unsafe-inline';"
                + " img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self';"
                + " frame-ancestors 'none'; base-uri 'none'";
    }

    @Override
    public void doFilter(ServletRequest anyRequest, ServletResponse anyResponse, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest request = (HttpServletRequest) anyRequest;
        HttpServletResponse response = (HttpServletResponse) anyResponse;
        if (LICENSES.equals(ConsoleSecrets.path(request))) {
            response.setHeader("Content-Security-Policy", policy(" 'unsafe-inline'"));
            chain.doFilter(request, response);
            return;
        }
        String nonce = Secrets.token();
        response.setHeader("Content-Security-Policy", policy(" 'nonce-" + nonce + "' 'unsafe-hashes'" + KNOWN));
        Marked marked = new Marked(response, nonce);
        chain.doFilter(request, marked);
        marked.finish();
    }

    private static String digest(String handler) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(handler.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Marks the scripts of what is written as HTML. */
    private static final class Marked extends HttpServletResponseWrapper {

        private final String nonce;
        private @Nullable PrintWriter writer;

        private Marked(HttpServletResponse response, String nonce) {
            super(response);
            this.nonce = nonce;
        }

        @Override
        public PrintWriter getWriter() throws IOException {
            @Nullable PrintWriter known = writer;
            if (known == null) {
                PrintWriter plain = super.getWriter();
                @Nullable String type = getContentType();
                known = type != null && type.startsWith("text/html")
                        ? new PrintWriter(new ScriptMarker(plain, nonce))
                        : plain;
                writer = known;
            }
            return known;
        }

        private void finish() {
            @Nullable PrintWriter known = writer;
            if (known != null) {
                known.close();
            }
        }
    }
}
