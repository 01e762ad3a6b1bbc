package io.atoll.admin.it.probe;

import jakarta.servlet.Servlet;
import java.util.Map;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;

/** Registers the page at {@code /probe/*} in the context of the pages, and as {@code /open} in the default context. */
public final class ProbeActivator implements BundleActivator {

    @Override
    public void start(BundleContext context) {
        context.registerService(
                Servlet.class,
                new ProbePage(),
                FrameworkUtil.asDictionary(Map.of(
                        "osgi.http.whiteboard.servlet.pattern",
                        "/probe/*",
                        "osgi.http.whiteboard.context.select",
                        "(osgi.http.whiteboard.context.name=io.atoll.pages)")));
        context.registerService(
                Servlet.class,
                new ProbePage(),
                FrameworkUtil.asDictionary(Map.of("osgi.http.whiteboard.servlet.pattern", "/open")));
        context.registerService(
                Servlet.class,
                new ProbePage(),
                FrameworkUtil.asDictionary(
                        Map.of("felix.webconsole.label", "probe", "felix.webconsole.title", "Probe")));
    }

    @Override
    public void stop(BundleContext context) {}
}
