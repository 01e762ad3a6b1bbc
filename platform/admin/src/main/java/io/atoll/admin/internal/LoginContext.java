package io.atoll.admin.internal;

import org.osgi.service.component.annotations.Component;
import org.osgi.service.servlet.context.ServletContextHelper;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardContext;

/** The context of the login page and its style sheet, open to everybody: so the context of the pages needs no exception. */
@Component(service = ServletContextHelper.class)
@HttpWhiteboardContext(name = LoginContext.NAME, path = "/login")
public final class LoginContext extends ServletContextHelper {

    static final String NAME = "io.atoll.login";

    static final String SELECT = "(osgi.http.whiteboard.context.name=" + NAME + ")";
}
