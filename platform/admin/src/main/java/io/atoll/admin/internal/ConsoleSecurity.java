package io.atoll.admin.internal;

import io.atoll.access.Visitor;
import io.atoll.operation.Role;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Optional;
import org.apache.felix.webconsole.spi.SecurityProvider;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.propertytypes.ServiceRanking;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the Felix Web Console, every page and resource of it and of its plugins, behind the same sign-in as the other pages, for
 * administrators alone.
 *
 * <p>The framework property {@value #REQUIRED_PROVIDERS} must name {@value #ID}: then the console is not there at all without this
 * service, and its own user and password are never accepted.
 */
@Component(property = SecurityProvider.PROPERTY_ID + "=" + ConsoleSecurity.ID)
@ServiceRanking(Integer.MAX_VALUE)
public final class ConsoleSecurity implements SecurityProvider {

    static final String ID = "io.atoll.admin";

    static final String REQUIRED_PROVIDERS = "felix.webconsole.security.providers";

    private static final Logger log = LoggerFactory.getLogger(ConsoleSecurity.class);

    private final Access access;

    /** Warns if the console would open without this service. */
    @Activate
    public ConsoleSecurity(BundleContext context, @Reference Access access) {
        this.access = access;
        String required =
                Optional.ofNullable(context.getProperty(REQUIRED_PROVIDERS)).orElse("");
        if (Arrays.stream(required.split(",")).map(String::strip).noneMatch(ID::equals)) {
            log.warn(
                    "The framework property {} must be {}: without it the web console opens with a password that everybody knows"
                            + " while this bundle is stopped",
                    REQUIRED_PROVIDERS,
                    ID);
        }
    }

    @Override
    public @Nullable Object authenticate(HttpServletRequest request, HttpServletResponse response) {
        response.setHeader("Content-Security-Policy", ConsoleScripts.policy(""));
        try {
            if (!access.admit(request, response)) {
                return null;
            }
            if (!(request.getAttribute(Visitor.ATTRIBUTE) instanceof Visitor visitor) || !mayEnter(visitor)) {
                Refusal.text(
                        response,
                        HttpServletResponse.SC_FORBIDDEN,
                        "The Felix Web Console is for the role " + Role.ADMIN + ".");
                return null;
            }
            if (request.getRequestURI().contains("/res/")) {
                response.setHeader("Cache-Control", "private, no-cache");
            }
            return visitor;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean authorize(Object user, String role) {
        return user instanceof Visitor visitor && mayEnter(visitor);
    }

    private static boolean mayEnter(Visitor visitor) {
        return visitor.caller().role().includes(Role.ADMIN);
    }

    @Override
    public void logout(HttpServletRequest request, HttpServletResponse response) {
        try {
            access.signOut(request, response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
