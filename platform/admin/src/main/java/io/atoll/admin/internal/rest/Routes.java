package io.atoll.admin.internal.rest;

import io.atoll.operation.Operation;
import io.atoll.operation.Operation.Method;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds operations by method and path.
 *
 * <p>Where several fit, literals win over parameters, from left to right. A path is split before it is decoded, so that a segment may hold an
 * encoded slash; a plus is a plus.
 */
final class Routes {

    private final List<Operation<?, ?>> operations;

    Routes(List<Operation<?, ?>> operations) {
        this.operations =
                operations.stream().sorted(Comparator.comparing(Routes::rank)).toList();
    }

    /**
     * The operation at a method and an encoded path below {@code /api/v1}.
     *
     * @throws IllegalArgumentException if the path is wrongly encoded
     */
    Optional<Match> match(Method method, String path) {
        List<String> segments = decoded(path);
        for (Operation<?, ?> operation : operations) {
            if (operation.method() == method) {
                Optional<Map<String, List<String>>> parameters = parameters(operation, segments);
                if (parameters.isPresent()) {
                    return Optional.of(new Match(operation, parameters.get()));
                }
            }
        }
        return Optional.empty();
    }

    /** The methods that a path has. */
    Set<Method> methods(String path) {
        Set<Method> methods = EnumSet.noneOf(Method.class);
        for (Method method : Method.values()) {
            if (match(method, path).isPresent()) {
                methods.add(method);
            }
        }
        return methods;
    }

    private static List<String> decoded(String path) {
        List<String> segments = new ArrayList<>();
        for (String segment : segments(path)) {
            segments.add(URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8));
        }
        return segments;
    }

    private static Optional<Map<String, List<String>>> parameters(Operation<?, ?> operation, List<String> segments) {
        List<String> template = segments(operation.path());
        if (template.size() != segments.size()) {
            return Optional.empty();
        }
        Map<String, List<String>> parameters = new HashMap<>();
        for (int i = 0; i < template.size(); i++) {
            String expected = template.get(i);
            if (expected.startsWith("{") && !segments.get(i).isEmpty()) {
                parameters.put(expected.substring(1, expected.length() - 1), List.of(segments.get(i)));
            } else if (!expected.equals(segments.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(parameters);
    }

    private static List<String> segments(String path) {
        return List.of(path.substring(1).split("/", -1));
    }

    private static String rank(Operation<?, ?> operation) {
        StringBuilder rank = new StringBuilder();
        segments(operation.path()).forEach(segment -> rank.append(segment.startsWith("{") ? '1' : '0'));
        return rank.toString();
    }

    /**
     * An operation, and what its path says.
     *
     * @param operation the operation
     * @param parameters one text each, decoded
     */
    record Match(Operation<?, ?> operation, Map<String, List<String>> parameters) {}
}
