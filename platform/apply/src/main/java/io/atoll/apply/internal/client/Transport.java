package io.atoll.apply.internal.client;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.atoll.pipeline.Catalog.CatalogException;
import io.atoll.pipeline.Catalog.Leave;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.ProxySelector;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Sends single requests over HTTP/1.1, as the {@link Limiter} lets them through; thread-safe.
 *
 * <p>Each request runs on a thread of its own while its caller waits, so that interrupting the caller, or the end of its time, ends the
 * request at once and not only when the catalog happens to send something.
 */
final class Transport implements AutoCloseable {

    private static final ObjectMapper JSON = new JsonMapper();
    private static final ContentType APPLICATION_JSON = ContentType.create("application/json");
    private static final int LONGEST_REFUSAL = 64 * 1024;
    private static final Duration DRAIN = Duration.ofSeconds(5);

    /** Needs no leave. */
    static final Leave FREE = () -> Duration.ofDays(1);

    private final CloseableHttpClient http;
    private final Limiter limiter;
    private final Time time;

    /** Threads of the system: what integrations do with virtual ones shall not keep requests from the processors. */
    private final ExecutorService threads = Executors.newCachedThreadPool(
            Thread.ofPlatform().daemon().name("atoll-apply-", 0).factory());

    private volatile boolean closed;

    Transport(Limits limits, Limiter limiter, Time time) {
        this.limiter = limiter;
        this.time = time;
        this.http = HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setMaxConnTotal(limits.connections())
                        .setMaxConnPerRoute(limits.connections())
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(Timeout.of(limits.connect()))
                                .setSocketTimeout(Timeout.of(limits.response()))
                                .setValidateAfterInactivity(TimeValue.ofSeconds(1))
                                .build())
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setResponseTimeout(Timeout.of(limits.response()))
                        .build())
                .setProxySelector(ProxySelector.getDefault())
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .build();
    }

    /**
     * A call, ready to be sent.
     *
     * @param target the catalog
     * @param call what to send
     * @param agent who sends it
     * @param authorization the header; {@code null} for none
     * @param priority whose turn it is
     * @param deadline when it must be over
     * @param leave to send it
     */
    record Request(
            Target target,
            Call call,
            Agent agent,
            @Nullable String authorization,
            Priority priority,
            Deadline deadline,
            Leave leave) {

        HttpUriRequestBase http() {
            HttpUriRequestBase request =
                    new HttpUriRequestBase(call.method(), call.route().from(target.baseUrl()));
            request.setHeader(HttpHeaders.USER_AGENT, call.userAgent(agent));
            request.setHeader(HttpHeaders.ACCEPT, APPLICATION_JSON.getMimeType());
            call.headers().forEach(request::setHeader);
            if (authorization != null) {
                request.setHeader(HttpHeaders.AUTHORIZATION, authorization);
            }
            byte[] content = call.body();
            if (content != null) {
                request.setEntity(new HttpEntityWrapper(new ByteArrayEntity(content, APPLICATION_JSON)) {
                    @Override
                    public void writeTo(OutputStream out) throws IOException {
                        granted();
                        super.writeTo(out);
                    }
                });
            }
            return request;
        }

        /** Asks for leave; gives how long the request may take until it asks again. */
        Duration granted() throws Unrepeatable {
            try {
                return leave.ask();
            } catch (CatalogException e) {
                throw new Unrepeatable(e.getMessage());
            }
        }

        /** Takes the secrets out that a catalog may have repeated. */
        String withoutSecrets(String text) {
            String safe = text.replace(target.clientSecret(), "***");
            return authorization == null ? safe : safe.replace(authorization.replaceFirst("^\\S+ ", ""), "***");
        }

        @Override
        public String toString() {
            return call.toString();
        }
    }

    /** An answer that arrived whole. */
    private interface Answer<T> {
        T get() throws Refusal;
    }

    /**
     * Sends a request and reads its answer whole.
     *
     * @throws Refusal if the answer is not of the 2xx
     * @throws IOException if there was no answer, or it broke off, or its body is not what {@code body} reads
     * @throws InterruptedException if the calling thread was interrupted; the request is then over
     */
    <T> T exchange(Request request, Body<T> body) throws IOException, Refusal, InterruptedException {
        HttpUriRequestBase message = request.http();
        Limiter.Turn turn = limiter.enter(request.priority(), request.deadline());
        Duration granted;
        try {
            granted = request.granted();
        } catch (Unrepeatable refused) {
            turn.end();
            throw refused;
        }
        // From here on the turn belongs to the exchange, which ends it when it is really over.
        FutureTask<Answer<T>> exchange = new FutureTask<>(() -> {
            try {
                return http.execute(message, response -> read(request, message, response, body));
            } finally {
                turn.end();
            }
        });
        try {
            threads.execute(exchange);
        } catch (RejectedExecutionException closing) {
            turn.end();
            throw failure(closing);
        }
        try {
            while (true) {
                Duration left = request.deadline().left();
                boolean last = left.compareTo(granted) <= 0;
                Optional<Answer<T>> answer = answer(exchange, last ? left : granted);
                if (answer.isPresent()) {
                    return answer.get().get();
                }
                if (last) {
                    throw new InterruptedIOException("no complete answer within the time of the call");
                }
                granted = request.granted();
            }
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        } finally {
            message.abort();
        }
    }

    private static <T> Optional<Answer<T>> answer(FutureTask<Answer<T>> exchange, Duration atMost)
            throws ExecutionException, InterruptedException {
        try {
            return Optional.of(exchange.get(atMost.toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        }
    }

    private IOException failure(@Nullable Throwable cause) {
        if (closed) {
            return new Unrepeatable("the client was closed because its configuration changed or the platform stops");
        }
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof IOException e ? e : new IOException(cause);
    }

    private <T> Answer<T> read(Request request, HttpUriRequestBase message, ClassicHttpResponse response, Body<T> body)
            throws IOException {
        int status = response.getCode();
        if (request.call().route().atCatalog()) {
            Quota.of(name -> value(response, name), time.now()).ifPresent(limiter::learn);
        }
        if (status / 100 == 2) {
            try (BoundedInput content = new BoundedInput(content(response), body.longest(), message::abort);
                    JsonParser parser = JSON.createParser(content)) {
                T value = parsed(content, parser, body);
                return () -> value;
            }
        }
        try (InputStream content = new BoundedInput(content(response), Body.LONGEST, message::abort)) {
            byte[] bytes = content.readNBytes(LONGEST_REFUSAL);
            Refusal refusal = new Refusal(
                    status,
                    RefusalText.code(bytes),
                    request.withoutSecrets(RefusalText.of(bytes, value(response, "X-Trace-Id"))),
                    WaitHint.of(status, name -> value(response, name), time.now()));
            return () -> {
                throw refusal;
            };
        }
    }

    /** Tells JSON that broke off from what is none. */
    private static <T> T parsed(BoundedInput content, JsonParser parser, Body<T> body) throws IOException {
        try {
            return body.read(parser);
        } catch (JsonProcessingException e) {
            if (content.ended()) {
                throw new EOFException("the answer broke off: " + e.getOriginalMessage());
            }
            throw new Unrepeatable("the answer is not JSON: " + e.getOriginalMessage());
        }
    }

    private static InputStream content(ClassicHttpResponse response) throws IOException {
        HttpEntity entity = response.getEntity();
        return entity == null ? InputStream.nullInputStream() : entity.getContent();
    }

    private static @Nullable String value(ClassicHttpResponse response, String name) {
        Header header = response.getFirstHeader(name);
        return header == null ? null : header.getValue();
    }

    /** Ends all requests and waits a moment for their threads. */
    @Override
    public void close() {
        closed = true;
        limiter.close();
        http.close(CloseMode.IMMEDIATE);
        try {
            limiter.drain(DRAIN);
            threads.shutdownNow();
            boolean ignored = threads.awaitTermination(DRAIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            threads.shutdownNow();
        }
    }
}
