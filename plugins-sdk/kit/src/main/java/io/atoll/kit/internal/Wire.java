package io.atoll.kit.internal;

import io.atoll.kit.http.Server;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.client5.http.ssl.HttpsSupport;
import org.apache.hc.client5.http.ssl.NoopHostnameVerifier;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Sends single requests over HTTP/1.1 and reads their answers whole; thread-safe.
 *
 * <p>Each request runs on a thread of its own while its caller waits, so that interrupting the caller, or the end of its time, ends the
 * request at once and not only when the server happens to send something.
 */
final class Wire implements AutoCloseable {

    private static final int CONNECTIONS = 100;

    private final CloseableHttpClient http;
    private final Proxies proxies;
    private final Egress egress;
    private final Time time;
    private volatile boolean closed;

    Wire(Server server, Proxies proxies, Egress egress, Trusted trusted, Time time) {
        this.proxies = proxies;
        this.egress = egress;
        this.time = time;
        var tls = trusted.anyName()
                ? new DefaultClientTlsStrategy(
                        trusted.context(), HostnameVerificationPolicy.CLIENT, NoopHostnameVerifier.INSTANCE)
                : new DefaultClientTlsStrategy(trusted.context(), HttpsSupport.getDefaultHostnameVerifier());
        this.http = HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setMaxConnTotal(CONNECTIONS)
                        .setMaxConnPerRoute(CONNECTIONS)
                        .setDnsResolver(egress)
                        .setTlsSocketStrategy(tls)
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(Timeout.of(server.limits().connect()))
                                .setSocketTimeout(Timeout.of(server.limits().exchange()))
                                .setValidateAfterInactivity(TimeValue.ofSeconds(1))
                                .setTimeToLive(TimeValue.ofMinutes(5))
                                .build())
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setResponseTimeout(Timeout.of(server.limits().exchange()))
                        .build())
                .setRoutePlanner(new Planner(proxies))
                .setDefaultCredentialsProvider(credentials(proxies))
                .disableContentCompression()
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .build();
    }

    /**
     * Whose certificates are accepted.
     *
     * @param context decides about their signatures
     * @param anyName whether the name in them does not matter
     */
    record Trusted(javax.net.ssl.SSLContext context, boolean anyName) {}

    /**
     * A request, ready to be sent.
     *
     * @param method in upper case
     * @param address all of it
     * @param headers by name
     * @param content what is sent; {@code null} for nothing
     * @param longest bytes of the answer
     */
    record Request(
            String method,
            URI address,
            Map<String, String> headers,
            @Nullable Content content,
            long longest) {

        HttpUriRequestBase http() {
            var request = new HttpUriRequestBase(method, address);
            request.setHeader("Accept-Encoding", "gzip");
            request.setHeader("Accept", "application/json");
            headers.forEach(request::setHeader);
            if (content != null) {
                request.setEntity(new StringEntity(content.text(), ContentType.parse(content.type())));
            }
            return request;
        }
    }

    /**
     * Sends a request and reads its answer.
     *
     * @param within how long that may take
     * @param over what is done when the request is really over
     * @throws IOException if there was no whole answer
     * @throws InterruptedException if the calling thread was interrupted; the request is then over soon
     */
    Received exchange(Request request, Duration within, Runnable over) throws IOException, InterruptedException {
        HttpUriRequestBase message;
        try {
            if (proxies.of(
                            request.address().getScheme(),
                            request.address().getHost(),
                            request.address().getPort())
                    != null) {
                egress.checkLiteral(request.address().getHost());
            }
            message = request.http();
        } catch (IOException | RuntimeException e) {
            over.run();
            throw e;
        }
        var abandoned = new AtomicBoolean();
        var exchange = new FutureTask<Received>(() -> {
            try {
                Received received = http.execute(message, response -> read(request, message, response));
                if (abandoned.get()) {
                    received.close();
                }
                return received;
            } finally {
                over.run();
            }
        });
        Thread.ofVirtual().name("atoll-kit " + request.method()).start(exchange);
        boolean handedOver = false;
        try {
            Received received = time.result(exchange, within);
            handedOver = true;
            return received;
        } catch (TimeoutException e) {
            throw new InterruptedIOException("no complete answer within " + within.toMillis() + " ms");
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        } finally {
            abandoned.set(!handedOver);
            if (!handedOver) {
                message.abort();
            }
        }
    }

    private IOException failure(@Nullable Throwable cause) {
        if (closed) {
            return Unrepeatable.unexpected(Closing.REASON);
        }
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof IOException e ? e : new IOException(cause);
    }

    private static Received read(Request request, HttpUriRequestBase message, ClassicHttpResponse response)
            throws IOException {
        Map<String, List<String>> headers = new HashMap<>();
        for (Header header : response.getHeaders()) {
            headers.computeIfAbsent(header.getName().toLowerCase(Locale.ROOT), none -> new ArrayList<>())
                    .add(header.getValue() == null ? "" : header.getValue());
        }
        var spool = new Spool();
        boolean whole = false;
        try {
            HttpEntity entity = response.getEntity();
            if (entity != null) {
                InputStream content = entity.getContent();
                String encoding = entity.getContentEncoding();
                BodyReader.read(content, encoding == null ? "" : encoding, request.longest(), spool);
            }
            if (response.getCode() == 200
                    && spool.size() == 0
                    && !headers.containsKey("content-length")
                    && !headers.containsKey("transfer-encoding")
                    && !request.method().equals("HEAD")) {
                throw new EOFException("the answer breaks off in its headers");
            }
            whole = true;
            return new Received(response.getCode(), headers, spool);
        } finally {
            if (!whole) {
                spool.close();
                message.abort();
            }
        }
    }

    private static BasicCredentialsProvider credentials(Proxies proxies) {
        var provider = new BasicCredentialsProvider();
        for (URI proxy : new URI[] {proxies.http(), proxies.https()}) {
            if (proxy != null && proxy.getUserInfo() != null) {
                String[] parts = proxy.getUserInfo().split(":", 2);
                provider.setCredentials(
                        new AuthScope(proxy.getHost(), port(proxy)),
                        new UsernamePasswordCredentials(parts[0], (parts.length < 2 ? "" : parts[1]).toCharArray()));
            }
        }
        return provider;
    }

    private static int port(URI proxy) {
        return proxy.getPort() < 0 ? 80 : proxy.getPort();
    }

    /** Ends all requests. */
    @Override
    public void close() {
        closed = true;
        http.close(CloseMode.IMMEDIATE);
    }

    private static final class Planner extends DefaultRoutePlanner {

        private final Proxies proxies;

        Planner(Proxies proxies) {
            super(null);
            this.proxies = proxies;
        }

        @Override
        protected @Nullable HttpHost determineProxy(HttpHost target, HttpContext context) {
            URI proxy = proxies.of(target.getSchemeName(), target.getHostName(), target.getPort());
            return proxy == null ? null : new HttpHost("http", proxy.getHost(), port(proxy));
        }
    }
}
