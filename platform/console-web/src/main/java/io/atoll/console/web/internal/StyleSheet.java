package io.atoll.console.web.internal;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The style sheets of this bundle. */
final class StyleSheet {

    private static final Set<String> NAMES = Set.of("tokens.css", "console.css", "atoll.css");

    private StyleSheet() {}

    /** Sends a sheet; 404 if there is none of that name. */
    static void send(String name, HttpServletResponse response) throws IOException {
        try (@Nullable InputStream content = NAMES.contains(name) ? StyleSheet.class.getResourceAsStream(name) : null) {
            if (content == null) {
                response.sendError(HttpServletResponse.SC_NOT_FOUND);
            } else {
                response.setContentType("text/css;charset=utf-8");
                response.setHeader("Cache-Control", "private, max-age=300");
                content.transferTo(response.getOutputStream());
            }
        }
    }
}
