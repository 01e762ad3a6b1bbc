package io.atoll.console.web.internal;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The style sheets and scripts of this bundle. */
final class StaticFile {

    private static final String SHEET = "text/css;charset=utf-8";
    private static final String PROGRAM = "text/javascript;charset=utf-8";

    private static final Map<String, String> TYPES = Map.of(
            "tokens.css", SHEET,
            "console.css", SHEET,
            "atoll.css", SHEET,
            "live.js", PROGRAM,
            "mapping.js", PROGRAM);

    private StaticFile() {}

    /** Sends a file; 404 if there is none of that name. */
    static void send(String name, HttpServletResponse response) throws IOException {
        try (@Nullable
                InputStream content = TYPES.containsKey(name) ? StaticFile.class.getResourceAsStream(name) : null) {
            if (content == null) {
                response.sendError(HttpServletResponse.SC_NOT_FOUND);
            } else {
                response.setContentType(TYPES.get(name));
                response.setHeader("Cache-Control", "private, max-age=300");
                content.transferTo(response.getOutputStream());
            }
        }
    }
}
