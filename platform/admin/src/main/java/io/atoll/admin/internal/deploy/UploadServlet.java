package io.atoll.admin.internal.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.access.Visitor;
import io.atoll.admin.internal.rest.Query;
import io.atoll.operation.Operations;
import io.atoll.operation.Refused;
import io.atoll.operation.Role;
import io.atoll.pipeline.BundleFiles;
import io.atoll.pipeline.BundleFiles.Unfit;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardContextSelect;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletMultipart;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/**
 * Takes a jar from a form of a page, and leads to the page that the form names, with the name under which the jar waits as {@code upload}. Nothing
 * is deployed by that.
 *
 * <p>The visitor's token stands in the address, so that it is looked at before anything of the form is read and kept.
 */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/do/deploy-receive")
@HttpWhiteboardServletMultipart(maxFileSize = UploadServlet.MOST)
@HttpWhiteboardContextSelect("(osgi.http.whiteboard.context.name=io.atoll.pages)")
public final class UploadServlet extends HttpServlet {

    /** How many bytes a form may have; bundles have a limit of their own. */
    static final long MOST = 512L << 20;

    private static final long serialVersionUID = 1L;

    private static final String OPERATION = "deploy receive";
    private static final String TOKEN = "formToken";
    private static final String NEXT = "formNext";
    private static final String JAR = "upload";
    private static final Pattern LOCAL = Pattern.compile("/[a-z][a-z/-]*");

    private final transient Operations operations;
    private final transient BundleFiles bundles;

    /** Gives jars to these. */
    @Activate
    public UploadServlet(@Reference Operations operations, @Reference BundleFiles bundles) {
        this.operations = operations;
        this.bundles = bundles;
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!(request.getAttribute(Visitor.ATTRIBUTE) instanceof Visitor visitor)) {
            refuse(response, HttpServletResponse.SC_FORBIDDEN, "Nobody has signed in.");
            return;
        }
        try {
            ObjectNode input = JsonNodeFactory.instance.objectNode();
            if (!visitor.caller().role().includes(Role.ADMIN)) {
                operations.perform(visitor.caller(), OPERATION, input);
            }
            if (!visitor.sent(token(request))) {
                refuse(
                        response,
                        HttpServletResponse.SC_FORBIDDEN,
                        "This form is not from this page, or you signed in anew since. Reload the page.");
                return;
            }
            String upload = received(request);
            announce(visitor, input.put(JAR, upload), upload);
            @Nullable String next = text(request, NEXT);
            response.setStatus(HttpServletResponse.SC_SEE_OTHER);
            response.setHeader(
                    "Location",
                    (next != null && LOCAL.matcher(next).matches() ? next : "/") + "?upload="
                            + URLEncoder.encode(upload, UTF_8));
        } catch (Refused refused) {
            boolean forbidden = refused.kind() == Refused.Kind.FORBIDDEN;
            refuse(
                    response,
                    forbidden ? HttpServletResponse.SC_FORBIDDEN : HttpServletResponse.SC_BAD_REQUEST,
                    refused.getMessage());
        } catch (Unfit unfit) {
            refuse(response, HttpServletResponse.SC_BAD_REQUEST, unfit.getMessage());
        } catch (ServletException | IllegalStateException e) {
            refuse(response, HttpServletResponse.SC_BAD_REQUEST, "The form did not arrive whole, or is too large.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            refuse(response, HttpServletResponse.SC_SERVICE_UNAVAILABLE, "The platform stops.");
        }
    }

    private static @Nullable String token(HttpServletRequest request) throws Refused {
        List<String> sent = Query.of(request.getQueryString()).getOrDefault(TOKEN, List.of());
        return sent.size() == 1 ? sent.getFirst() : null;
    }

    private void announce(Visitor visitor, ObjectNode input, String upload) throws Refused, InterruptedException {
        try {
            operations.perform(visitor.caller(), OPERATION, input);
        } catch (Refused refused) {
            bundles.discard(upload);
            throw refused;
        }
    }

    /** What was not read of the form is not read any more, so the connection ends with the answer. */
    private static void refuse(HttpServletResponse response, int status, String sentence) throws IOException {
        response.setStatus(status);
        response.setContentType("text/plain;charset=utf-8");
        response.setHeader("Connection", "close");
        response.getWriter().write(sentence);
    }

    private static @Nullable String text(HttpServletRequest request, String field)
            throws IOException, ServletException {
        @Nullable Part part = request.getPart(field);
        if (part == null) {
            return null;
        }
        try (InputStream content = part.getInputStream()) {
            return new String(content.readNBytes(1_000), UTF_8);
        }
    }

    private String received(HttpServletRequest request) throws IOException, ServletException, Unfit {
        @Nullable Part part = request.getPart(JAR);
        try (InputStream content = part == null ? InputStream.nullInputStream() : part.getInputStream()) {
            return bundles.receive(content);
        }
    }
}
