package io.atoll.admin.internal.rest;

import static io.atoll.admin.internal.rest.Problems.refuse;
import static io.atoll.admin.internal.rest.Problems.send;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.access.Visitor;
import io.atoll.admin.internal.rest.Routes.Match;
import io.atoll.operation.Caller;
import io.atoll.operation.Field;
import io.atoll.operation.Field.Place;
import io.atoll.operation.Operation;
import io.atoll.operation.Operation.Method;
import io.atoll.operation.Operations;
import io.atoll.operation.Operations.Answer;
import io.atoll.operation.Refused;
import io.atoll.pipeline.BundleFiles;
import io.atoll.pipeline.BundleFiles.Unfit;
import io.atoll.pipeline.BundleFiles.Why;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardContextSelect;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code /api/v1}: takes requests apart, has operations performed, and answers with JSON or a {@link Problem}. */
@Component(service = Servlet.class)
@HttpWhiteboardContextSelect(ApiContext.SELECT)
@HttpWhiteboardServletPattern("/v1/*")
public final class ApiServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private static final String ROOT = "/api/v1";
    private static final String DESCRIPTION = "/openapi.json";

    private static final Logger log = LoggerFactory.getLogger(ApiServlet.class);

    private final transient Operations operations;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    private transient volatile @Nullable BundleFiles bundles;

    /** Serves these operations. */
    @Activate
    public ApiServlet(@Reference Operations operations) {
        this.operations = operations;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            String path = request.getRequestURI().substring(ROOT.length());
            if (!Accepted.json(request)) {
                refuse(response, new Problem(406, "Not acceptable", "everything here is JSON"));
            } else if (path.equals(DESCRIPTION) && request.getMethod().equals("GET")) {
                send(response, 200, "application/json", OpenApi.of(operations.all()));
            } else {
                route(request, response, path.isEmpty() ? "/" : path);
            }
        } catch (Refused refused) {
            refuse(response, refused);
        } catch (Body.TooLarge e) {
            refuse(response, new Problem(413, "Too large", "a body may have " + Body.MOST + " bytes"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            refuse(response, new Problem(503, "Not available", "the platform stops"));
        } catch (RuntimeException e) {
            log.error("{} {} broke down", request.getMethod(), request.getRequestURI(), e);
            refuse(response, new Problem(500, "Broke down", "this is a defect; the log of the platform says more"));
        }
    }

    private void route(HttpServletRequest request, HttpServletResponse response, String path)
            throws IOException, Refused, Body.TooLarge, InterruptedException {
        Routes routes = new Routes(operations.all());
        try {
            Optional<Match> match = method(request).flatMap(method -> routes.match(method, path));
            if (match.isPresent()) {
                perform(match.get(), request, response);
                return;
            }
            Set<Method> methods = routes.methods(path);
            if (!methods.isEmpty()) {
                String allowed = methods.stream().map(Method::name).collect(Collectors.joining(", "));
                response.setHeader("Allow", methods.contains(Method.GET) ? allowed + ", HEAD" : allowed);
                refuse(response, new Problem(405, "Method not allowed", "possible here: " + allowed));
                return;
            }
        } catch (IllegalArgumentException e) {
            throw Refused.invalid("", "the path is wrongly encoded");
        }
        throw Refused.unknown("there is nothing at this path; " + ROOT + DESCRIPTION + " says what there is");
    }

    private static Optional<Method> method(HttpServletRequest request) {
        return switch (request.getMethod()) {
            case "GET", "HEAD" -> Optional.of(Method.GET);
            case "POST" -> Optional.of(Method.POST);
            case "PUT" -> Optional.of(Method.PUT);
            case "DELETE" -> Optional.of(Method.DELETE);
            default -> Optional.empty();
        };
    }

    private void perform(Match match, HttpServletRequest request, HttpServletResponse response)
            throws IOException, Refused, Body.TooLarge, InterruptedException {
        if (Jars.sent(request) && Jars.taken(match.operation())) {
            send(response, 200, "application/json", jar(match, request).body());
            return;
        }
        if (Body.sent(request) && !Body.json(request)) {
            refuse(response, new Problem(415, "Not JSON", "a body must be of the type application/json"));
            return;
        }
        ObjectNode input = input(match, request);
        Answer answer = operations.perform(caller(request), match.operation().name(), input);
        @Nullable String etag = answer.etag();
        if (etag != null) {
            response.setHeader("ETag", etag);
            if (etag.equals(request.getHeader("If-None-Match"))) {
                response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
                return;
            }
        }
        send(response, 200, "application/json", answer.body());
    }

    /** A jar is taken in only from who may have it deployed. */
    private Answer jar(Match match, HttpServletRequest request) throws IOException, Refused, InterruptedException {
        Operation<?, ?> operation = match.operation();
        Caller caller = caller(request);
        ObjectNode input = input(match, request, JsonNodeFactory.instance.objectNode());
        if (!caller.role().includes(operation.role())) {
            Body.linger(request.getInputStream());
            return operations.perform(caller, operation.name(), input);
        }
        @Nullable BundleFiles taking = bundles;
        if (taking == null) {
            throw Refused.unavailable("nothing takes bundles in now");
        }
        String upload;
        try {
            upload = taking.receive(request.getInputStream());
        } catch (Unfit unfit) {
            Body.linger(request.getInputStream());
            throw unfit.why() == Why.UNAVAILABLE
                    ? Refused.unavailable(unfit.getMessage())
                    : Refused.invalid("", unfit.getMessage());
        }
        try {
            return operations.perform(caller, operation.name(), input.put(Jars.FIELD, upload));
        } catch (Refused refused) {
            taking.discard(upload);
            throw refused;
        }
    }

    private static ObjectNode input(Match match, HttpServletRequest request)
            throws IOException, Refused, Body.TooLarge {
        return input(match, request, Body.read(request));
    }

    private static ObjectNode input(Match match, HttpServletRequest request, ObjectNode input) throws Refused {
        Operation<?, ?> operation = match.operation();
        for (String name : (Iterable<String>) input::fieldNames) {
            in(Place.BODY, operation.field(name));
        }
        Map<String, List<String>> query = Query.of(request.getQueryString());
        for (String name : query.keySet()) {
            in(Place.QUERY, operation.field(name));
        }
        input.setAll(operation.input(query));
        input.setAll(operation.input(match.parameters()));
        return input;
    }

    private static void in(Place place, Field field) throws Refused {
        if (field.place() != place) {
            String where = switch (field.place()) {
                case PATH -> "in the path";
                case QUERY -> "behind the question mark";
                case BODY -> "in the body";
            };
            throw Refused.invalid(field.name(), "'" + field.name() + "' is to be said " + where);
        }
    }

    private static Caller caller(HttpServletRequest request) throws Refused {
        if (request.getAttribute(Visitor.ATTRIBUTE) instanceof Visitor visitor) {
            @Nullable String version = request.getHeader("If-Match");
            return version == null ? visitor.caller() : visitor.caller().seeing(version);
        }
        throw Refused.forbidden("nobody has signed in");
    }
}
