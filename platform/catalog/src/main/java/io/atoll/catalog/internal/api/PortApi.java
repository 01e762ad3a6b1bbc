package io.atoll.catalog.internal.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.atoll.catalog.internal.auth.Access;
import io.atoll.catalog.internal.blueprint.SystemBlueprints;
import io.atoll.catalog.internal.compute.Computation;
import io.atoll.catalog.internal.http.Router;
import io.atoll.catalog.internal.jq.Expressions;
import io.atoll.catalog.internal.model.Json;
import io.atoll.catalog.internal.model.Refusal;
import io.atoll.catalog.internal.store.CatalogStore;
import io.atoll.catalog.internal.store.StoreUnavailable;
import io.atoll.catalog.internal.webhook.Delivery;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.ServletResponseWrapper;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletName;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The Port-compatible API under {@code /v1}: lets nobody in without a token, finds the route, and answers in JSON whatever happens. */
@Component(service = Servlet.class)
@HttpWhiteboardServletName("io.atoll.catalog.api")
@HttpWhiteboardServletPattern("/v1/*")
public final class PortApi extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final Logger log = LoggerFactory.getLogger(PortApi.class);
    private static final int BREAK_OFF = -1;

    private final transient Access access;
    private final transient Router<Endpoint> router;
    private final transient Delivery delivery;
    private final transient Bodies bodies;

    @Activate
    public PortApi(@Reference CatalogStore store, @Reference Access access) {
        var clock = Clock.systemUTC();
        this.access = access;
        SystemBlueprints.addTo(store);
        var expressions = new Expressions();
        var computation = new Computation(expressions, clock);
        var builder = new Router.Builder<Endpoint>();
        for (Routes routes : List.of(
                new SignInRoutes(access),
                new OrganizationRoutes(),
                new IntegrationRoutes(store, clock),
                new ExampleRoutes(store),
                new CursorRoutes(store),
                new IngestRoutes(store, clock),
                new ActivityRoutes(store, clock),
                new BlueprintRoutes(store, clock),
                new EntityRoutes(store, clock, computation),
                new SearchRoutes(store, clock, computation),
                new OwnershipRoutes(store, computation),
                new GroupRoutes(store, clock, computation),
                new MigrationRoutes(store, clock),
                new MappingRoutes(store, clock, expressions, computation),
                new AuditRoutes(store),
                new ActionRoutes(store, clock),
                new RunRoutes(store, clock, expressions, computation),
                new ClaimRoutes(store, clock, expressions, computation),
                new ScorecardRoutes(store, clock),
                new PageRoutes(store, clock),
                new PeopleRoutes(store, clock, computation),
                new SecretRoutes(store, clock),
                new WebhookRoutes(store, clock, expressions, computation),
                new OpenApiRoutes())) {
            routes.addTo(builder);
        }
        this.router = builder.build();
        this.bodies = new Bodies(clock);
        this.delivery = Delivery.start(store, clock);
    }

    /** Stops telling others of changes. */
    @Deactivate
    void stop() {
        delivery.close();
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("X-Trace-Id", UUID.randomUUID().toString());
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        response.setContentType("application/json");
        response.setCharacterEncoding("UTF-8");
        try {
            send(answer(request), response);
        } catch (Refusal e) {
            refuse(e, response);
        } catch (StoreUnavailable e) {
            refuse(ClosedApi.refusal(), response);
        } catch (RuntimeException e) {
            log.error("{} {} failed", request.getMethod(), request.getRequestURI(), e);
            refuse(Refusal.of(500, "internal_error", "the catalog failed; its log says why"), response);
        } catch (JsonProcessingException e) {
            log.error("the answer to {} {} could not be written", request.getMethod(), request.getRequestURI(), e);
            refuse(Refusal.of(500, "internal_error", "the catalog failed; its log says why"), response);
        } catch (IOException e) {
            log.debug("{} {}: the client has gone", request.getMethod(), request.getRequestURI(), e);
            breakOff(response);
        }
    }

    private Answer answer(HttpServletRequest request) throws IOException {
        var match = match(request);
        var endpoint = match.handler();
        var client = endpoint.operation().isOpen() ? "" : client(request);
        var answer = endpoint.handler()
                .handle(new Call(
                        request, match.parameters(), QueryString.of(request.getQueryString()), client, bodies));
        if (!request.getMethod().equals("GET")) {
            delivery.wake();
        }
        return answer;
    }

    /** Which routes there are is told only to those who may use them. */
    private Router.Match<Endpoint> match(HttpServletRequest request) {
        try {
            return router.match(request.getMethod(), request.getRequestURI());
        } catch (Refusal e) {
            client(request);
            throw e;
        }
    }

    private String client(HttpServletRequest request) {
        var header = request.getHeader("Authorization");
        var scheme = "Bearer ";
        if (header == null || !header.regionMatches(true, 0, scheme, 0, scheme.length())) {
            throw Refusal.of(401, "unauthorized", "an access token is needed: Authorization: Bearer …");
        }
        return access.tokens()
                .client(header.substring(scheme.length()).trim())
                .orElseThrow(() -> Refusal.of(401, "unauthorized", "the access token is not valid, or no longer"));
    }

    private static void send(Answer answer, HttpServletResponse response) throws IOException {
        switch (answer) {
            case Answer.Document document -> {
                response.setStatus(document.status());
                response.getOutputStream().write(Json.bytes(document.body()));
            }
            case Answer.Streamed streamed -> {
                // closed only at a good end: what is still in its buffer must not go out after a failure
                var json = Json.MAPPER.createGenerator(response.getOutputStream());
                json.writeStartObject();
                json.writeBooleanField("ok", true);
                streamed.body().write(json);
                json.writeEndObject();
                json.close();
            }
        }
    }

    /** Once a part of the answer is out, breaking off is the only way to say that it is not the whole. */
    private static void refuse(Refusal refusal, HttpServletResponse response) throws IOException {
        if (response.isCommitted()) {
            breakOff(response);
            return;
        }
        response.resetBuffer();
        response.setStatus(refusal.status());
        if (refusal.status() == 401) {
            response.setHeader("WWW-Authenticate", "Bearer");
        }
        if (refusal.status() == 503) {
            response.setHeader("Retry-After", ClosedApi.RETRY_SECONDS);
        }
        response.getOutputStream().write(Json.bytes(refusal.body()));
    }

    /**
     * Closes the connection in the middle of the answer, which Jetty does at the error -1. The response of the dispatcher is passed by: it
     * would, as with an exception, end the answer as if it were complete.
     */
    private static void breakOff(HttpServletResponse response) throws IOException {
        ServletResponse bare = response;
        while (bare instanceof ServletResponseWrapper wrapper) {
            bare = wrapper.getResponse();
        }
        ((HttpServletResponse) bare).sendError(BREAK_OFF);
    }
}
