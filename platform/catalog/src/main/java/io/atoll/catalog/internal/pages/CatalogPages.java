package io.atoll.catalog.internal.pages;

import io.atoll.catalog.internal.compute.Computation;
import io.atoll.catalog.internal.http.Router;
import io.atoll.catalog.internal.jq.Expressions;
import io.atoll.catalog.internal.model.Refusal;
import io.atoll.catalog.internal.store.CatalogStore;
import io.atoll.catalog.internal.store.StoreUnavailable;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardContextSelect;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletName;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The pages of the catalog for people, under {@code /catalog}; whoever asks has signed in to the context {@code io.atoll.pages}. */
@Component(service = Servlet.class)
@HttpWhiteboardServletName("io.atoll.catalog.pages")
@HttpWhiteboardServletPattern("/catalog/*")
@HttpWhiteboardContextSelect("(osgi.http.whiteboard.context.name=io.atoll.pages)")
public final class CatalogPages extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final Logger log = LoggerFactory.getLogger(CatalogPages.class);
    private static final String POLICY = "default-src 'none'; style-src 'self'; img-src 'self' data:; "
            + "form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    private final transient CatalogStore store;
    private final transient Computation computation = new Computation(new Expressions(), Clock.systemUTC());
    private final transient Router<Page> router;

    @Activate
    public CatalogPages(@Reference CatalogStore store) {
        this.store = store;
        var entities = new EntitiesPage(store, Clock.systemUTC(), computation);
        var views = new SavedViews(store);
        var audit = new AuditPage(store);
        this.router = new Router.Builder<Page>()
                .get("/catalog", this::blueprints)
                .get("/catalog/", this::blueprints)
                .get("/catalog/style.css", this::style)
                .get("/catalog/audit-log", audit::of)
                .get("/catalog/blueprints/{blueprint}", entities::of)
                .post("/catalog/blueprints/{blueprint}/views", views::create)
                .post("/catalog/blueprints/{blueprint}/views/{view}", views::change)
                .post("/catalog/blueprints/{blueprint}/views/{view}/delete", views::delete)
                .get("/catalog/blueprints/{blueprint}/entities/{entity}", this::entity)
                .build();
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("Content-Security-Policy", POLICY);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "same-origin");
        response.setHeader("Cache-Control", "no-store");
        response.setContentType("text/html; charset=utf-8");
        try {
            var method = request.getMethod().equals("HEAD") ? "GET" : request.getMethod();
            var match = router.match(method, request.getRequestURI());
            var visit = new Visit(request, response, match.parameters(), Instant.now());
            send(response, match.handler().render(visit));
        } catch (Refusal e) {
            response.setStatus(e.status());
            send(response, Frame.failure(e.status() == 404 ? "Not found" : "Not possible", e.message()));
        } catch (StoreUnavailable e) {
            response.setStatus(503);
            send(response, Frame.failure("Not now", "The store of the catalog cannot be reached. Try again soon."));
        } catch (RuntimeException e) {
            log.error("{} failed", request.getRequestURI(), e);
            response.setStatus(500);
            send(response, Frame.failure("Something failed", "The log of the platform says what."));
        }
    }

    /** Renders one kind of page. */
    @FunctionalInterface
    private interface Page {

        String render(Visit visit) throws IOException;
    }

    private String blueprints(Visit visit) {
        return store.read(BlueprintsPage::of);
    }

    private String entity(Visit visit) {
        return store.read(view -> EntityPage.of(computation.in(view), visit));
    }

    private String style(Visit visit) throws IOException {
        var response = visit.response();
        response.setContentType("text/css; charset=utf-8");
        response.setHeader("Cache-Control", "max-age=3600");
        try (var style = CatalogPages.class.getResourceAsStream("style.css")) {
            if (style == null) {
                throw Refusal.notFound("the stylesheet is missing from the bundle");
            }
            return new String(style.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void send(HttpServletResponse response, String text) throws IOException {
        response.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }
}
