package io.atoll.admin.internal;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.osgi.service.component.ComponentContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ServiceScope;
import org.osgi.service.servlet.context.ServletContextHelper;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardContext;

/** The context of all pages for people: nobody gets to a servlet in it without having signed in. */
@Component(service = ServletContextHelper.class, scope = ServiceScope.BUNDLE)
@HttpWhiteboardContext(name = "io.atoll.pages", path = "/")
public final class PagesContext extends ServletContextHelper {

    private final Access access;

    /** Finds resources in the bundle whose servlet asks for them. */
    @Activate
    public PagesContext(ComponentContext context, @Reference Access access) {
        super(context.getUsingBundle());
        this.access = access;
    }

    @Override
    public boolean handleSecurity(HttpServletRequest request, HttpServletResponse response) throws IOException {
        return access.admit(request, response);
    }
}
