package io.atoll.health.internal;

import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletName;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** {@code GET /metrics}: the metrics as they are now, in the OpenMetrics format for those who ask for it, else in that of Prometheus. */
@Component(service = Servlet.class, configurationPid = HealthConfig.PID)
@Designate(ocd = HealthConfig.class)
@HttpWhiteboardServletName("io.atoll.health.metrics")
@HttpWhiteboardServletPattern("/metrics/*")
public final class MetricsServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private final transient Metrics metrics;
    private final transient Readers readers;
    private final transient ExpositionFormatWriter open = OpenMetricsTextFormatWriter.create();
    private final transient ExpositionFormatWriter plain = PrometheusTextFormatWriter.create();

    /** Takes the token. */
    @Activate
    public MetricsServlet(HealthConfig config, @Reference Metrics metrics) {
        this.metrics = metrics;
        this.readers = new Readers(config._token());
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String below = request.getPathInfo();
        if (below != null && !below.equals("/")) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        if (!readers.include(request)) {
            response.setHeader("WWW-Authenticate", "Bearer realm=\"metrics\"");
            response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
            response.setContentType("text/plain; charset=utf-8");
            response.getWriter()
                    .println("Metrics are for this machine, and for those who know the token of conf/health.yaml.");
            return;
        }
        ExpositionFormatWriter format = open.accepts(request.getHeader("Accept")) ? open : plain;
        response.setContentType(format.getContentType());
        response.setHeader("Cache-Control", "no-store");
        format.write(response.getOutputStream(), metrics.now());
    }
}
