package io.atoll.catalog.internal.pages;

import io.atoll.access.Visitor;
import io.atoll.catalog.internal.model.Author;
import io.atoll.catalog.internal.model.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One request for a page.
 *
 * @param request the request
 * @param response its answer
 * @param path the parameters of the path
 * @param now when it came
 */
record Visit(HttpServletRequest request, HttpServletResponse response, Map<String, String> path, Instant now) {

    /** The field of every form that brings the visitor's secret back. */
    static final String TOKEN = "token";

    /** What stands for the User-Agent in changes that people make on these pages. */
    static final String AGENT = "a person, on the pages of the catalog";

    /** A parameter of the path. */
    String path(String name) {
        return path.getOrDefault(name, "");
    }

    /** A parameter of the query or of the form that was sent; empty if it is not there. */
    String parameter(String name) {
        var value = request.getParameter(name);
        return value == null ? "" : value.strip();
    }

    /** All values of such a parameter. */
    List<String> parameters(String name) {
        var values = request.getParameterValues(name);
        return values == null ? List.of() : List.of(values);
    }

    /** Who signed in. */
    Optional<Visitor> visitor() {
        return request.getAttribute(Visitor.ATTRIBUTE) instanceof Visitor visitor
                ? Optional.of(visitor)
                : Optional.empty();
    }

    /** The name of who signed in; empty if nobody did. */
    String person() {
        return visitor().map(Visitor::name).orElse("");
    }

    /** Refuses a form that was not made for the visitor who sends it. */
    void checkForm() {
        if (visitor()
                .filter(visitor -> visitor.sent(request.getParameter(TOKEN)))
                .isEmpty()) {
            throw Refusal.of(
                    403,
                    "forbidden",
                    "This form is too old, or was not made here. Go back, load the page again, and repeat.");
        }
    }

    /** The visitor as the author of a change. */
    Author author() {
        return new Author(person(), AGENT, now, null, null);
    }

    /** Sends the browser to another page after a form was dealt with. */
    String redirect(String address) {
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        response.setHeader("Location", address);
        return "";
    }
}
