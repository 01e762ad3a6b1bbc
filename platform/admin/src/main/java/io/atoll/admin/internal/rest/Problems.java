package io.atoll.admin.internal.rest;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.operation.Refused;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Sends JSON, and what went wrong. The length is left to the server: it then announces the end of a connection whose
 * request was not read.
 */
public final class Problems {

    private Problems() {}

    /** Says why something was not done. */
    public static void refuse(HttpServletResponse response, Refused refused) throws IOException {
        refuse(response, Problem.of(refused));
    }

    static void refuse(HttpServletResponse response, Problem problem) throws IOException {
        if (problem.status() == HttpServletResponse.SC_SERVICE_UNAVAILABLE) {
            response.setHeader("Retry-After", "5");
        }
        send(response, problem.status(), Problem.TYPE, problem.json());
    }

    static void send(HttpServletResponse response, int status, String type, JsonNode body) throws IOException {
        byte[] bytes = body.toString().getBytes(UTF_8);
        response.setStatus(status);
        response.setContentType(type);
        response.setHeader("Cache-Control", "no-store");
        response.getOutputStream().write(bytes);
    }
}
