package io.atoll.catalog.internal.container;

import java.util.Map;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.servlet.context.ServletContextHelper;

/** Stands in for the bundle that provides the context of the pages, and lets everybody in. */
public final class OpenPages implements BundleActivator {

    @Override
    public void start(BundleContext context) {
        context.registerService(
                ServletContextHelper.class,
                new ServletContextHelper(context.getBundle()) {},
                FrameworkUtil.asDictionary(Map.of(
                        "osgi.http.whiteboard.context.name", "io.atoll.pages",
                        "osgi.http.whiteboard.context.path", "/")));
    }

    @Override
    public void stop(BundleContext context) {
        // the framework takes the service back
    }
}
