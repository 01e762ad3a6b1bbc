package io.atoll.catalog.internal.api;

import io.atoll.access.LoginLinks;
import io.atoll.catalog.internal.store.Alone;
import io.atoll.pipeline.Catalog.Endpoint;
import jakarta.servlet.Servlet;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** If the catalog runs alone, as {@code atoll catalog}: says where it is and how to come in, as soon as it is there. */
@Component(
        service = {},
        immediate = true)
public final class Welcome {

    private static final Duration SIGN_IN_WITHIN = Duration.ofHours(1);

    /** Says it, if the platform was started for it. */
    @Activate
    public Welcome(
            BundleContext context,
            @Reference Endpoint endpoint,
            @Reference LoginLinks loginLinks,
            @Reference(target = "(osgi.http.whiteboard.servlet.name=io.atoll.catalog.api)") Servlet api) {
        if (Alone.is(context)) {
            PrintStream out = System.out;
            Path data = Path.of(property(context, "atoll.data"));
            out.println("  Catalog      " + endpoint.baseUrl() + "/catalog");
            out.println("  Port API     " + endpoint.baseUrl() + "/v1");
            String host = property(context, "https.host");
            if (!host.isBlank()) {
                out.println("  For others   https://" + host + ":" + property(context, "https.port"));
            }
            out.println("  Credentials  " + data.resolve("catalog/credentials.json"));
            out.println("  Sign in      " + loginLinks.issue(SIGN_IN_WITHIN)
                    + "   (works once, within the hour; then as user admin with the password in "
                    + data.resolve("admin-password") + ")");
            out.println("  Stop         Ctrl+C");
        }
    }

    private static String property(BundleContext context, String name) {
        return Objects.requireNonNullElse(context.getProperty(name), "");
    }
}
