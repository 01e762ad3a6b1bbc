package io.atoll.catalog.internal.container;

import io.atoll.access.Visitor;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.servlet.context.ServletContextHelper;

/**
 * Stands in for the bundle that provides the context of the pages: whoever sends an authorization is signed in, by the name in the header
 * {@code X-Person} or as {@code admin}, and has that name and {@code -token} as the secret of forms.
 */
public final class OpenPages implements BundleActivator {

    @Override
    public void start(BundleContext context) {
        context.registerService(
                ServletContextHelper.class,
                new ServletContextHelper(context.getBundle()) {
                    @Override
                    public boolean handleSecurity(HttpServletRequest request, HttpServletResponse response) {
                        if (request.getHeader("Authorization") == null) {
                            response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
                            return false;
                        }
                        var person = request.getHeader("X-Person");
                        var name = person == null ? "admin" : person;
                        request.setAttribute(Visitor.ATTRIBUTE, new Visitor(name, name + "-token"));
                        return true;
                    }
                },
                FrameworkUtil.asDictionary(Map.of(
                        "osgi.http.whiteboard.context.name", "io.atoll.pages",
                        "osgi.http.whiteboard.context.path", "/")));
    }

    @Override
    public void stop(BundleContext context) {
        // the framework takes the service back
    }
}
