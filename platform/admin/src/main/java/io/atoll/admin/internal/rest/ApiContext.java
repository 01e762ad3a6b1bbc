package io.atoll.admin.internal.rest;

import io.atoll.admin.internal.Access;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.context.ServletContextHelper;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardContext;

/** The context of the REST API: nobody gets to a servlet in it without a session, a token or a password. */
@Component(service = ServletContextHelper.class)
@HttpWhiteboardContext(name = ApiContext.NAME, path = ApiContext.PATH)
public final class ApiContext extends ServletContextHelper {

    static final String NAME = "io.atoll.api";

    static final String PATH = "/api";

    /** Chooses this context. */
    public static final String SELECT = "(osgi.http.whiteboard.context.name=" + NAME + ")";

    private final Access access;

    /** Asks this access. */
    @Activate
    public ApiContext(@Reference Access access) {
        this.access = access;
    }

    @Override
    public boolean handleSecurity(HttpServletRequest request, HttpServletResponse response) throws IOException {
        return access.admitProgram(request, response);
    }
}
