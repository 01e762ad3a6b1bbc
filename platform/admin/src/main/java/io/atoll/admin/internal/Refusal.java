package io.atoll.admin.internal;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Answers to requests that are not let through. Their bodies are not read, so the connection ends with the answer. */
final class Refusal {

    private Refusal() {}

    /** A status and one line of text. */
    static void text(HttpServletResponse response, int status, String message) throws IOException {
        write(response, status, "text/plain;charset=utf-8", message + "\n");
    }

    /**
     * A status and a JSON object, as RFC 9457 writes problems.
     *
     * @param error a word for programs
     * @param message a sentence for people; neither needs escaping
     */
    static void json(HttpServletResponse response, int status, String error, String message) throws IOException {
        write(
                response,
                status,
                "application/problem+json",
                "{\"type\":\"about:blank\",\"title\":\"Not let in\",\"status\":" + status + ",\"detail\":\"" + message
                        + "\",\"error\":\"" + error + "\"}\n");
    }

    /** Sends a browser to another address of this host, to be read there with {@code GET}. */
    static void redirect(HttpServletResponse response, String location) throws IOException {
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        response.setHeader("Location", location);
        response.flushBuffer();
    }

    private static void write(HttpServletResponse response, int status, String type, String body) throws IOException {
        response.setStatus(status);
        response.setContentType(type);
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("Connection", "close");
        response.getWriter().write(body);
        response.flushBuffer();
    }
}
