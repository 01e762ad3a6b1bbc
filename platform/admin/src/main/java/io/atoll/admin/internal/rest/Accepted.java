package io.atoll.admin.internal.rest;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** What a client takes for an answer. */
final class Accepted {

    private static final Set<String> JSON = Set.of("*/*", "application/*", "application/json", Problem.TYPE);

    private Accepted() {}

    /** Whether it takes JSON; a client that says nothing takes all. */
    static boolean json(HttpServletRequest request) {
        List<String> headers = Collections.list(request.getHeaders("Accept"));
        return headers.isEmpty()
                || headers.stream()
                        .flatMap(header -> List.of(header.split(",")).stream())
                        .map(range -> List.of(range.split(";")))
                        .anyMatch(range -> JSON.contains(range.getFirst().strip())
                                && range.stream().noneMatch(part -> part.strip().matches("q=0(\\.0*)?")));
    }
}
