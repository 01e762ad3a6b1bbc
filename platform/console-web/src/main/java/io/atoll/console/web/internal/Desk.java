package io.atoll.console.web.internal;

import static io.atoll.console.web.internal.Html.element;
import static io.atoll.console.web.internal.Html.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.operation.Caller;
import io.atoll.operation.Operation;
import io.atoll.operation.Operations;
import io.atoll.operation.Refused;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Where the page of a request asks for operations, in the name of the visitor.
 *
 * @param operations all there are
 * @param place where the page is shown, and to whom
 * @param path of the page, below the root of its place
 * @param query what the request says besides
 */
record Desk(Operations operations, Place place, String path, Query query) {

    /** Who asks. */
    Caller caller() {
        return place.visitor().caller();
    }

    /**
     * Asks for an operation.
     *
     * @param fields names and texts in turn
     */
    JsonNode ask(String operation, String... fields) throws Refused, InterruptedException {
        Map<String, String> texts = new LinkedHashMap<>();
        for (int i = 0; i < fields.length; i += 2) {
            texts.put(fields[i], fields[i + 1]);
        }
        return ask(operation, texts).body();
    }

    /** Asks for an operation with fields by name. */
    Operations.Answer ask(String name, Map<String, String> fields) throws Refused, InterruptedException {
        ObjectNode input = operation(name)
                .input(fields.entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, field -> List.of(field.getValue()))));
        return operations.perform(caller(), name, input);
    }

    /** An operation that is there now. */
    Operation<?, ?> operation(String name) throws Refused {
        return operations.find(name).orElseThrow(() -> Refused.unavailable(Answer.NOT_RUNNING));
    }

    /** An operation that is there now, if the visitor may ask for it. */
    Optional<Operation<?, ?>> offered(String name) {
        return operations.find(name).filter(operation -> caller().role().includes(operation.role()));
    }

    /** A part of a page with a heading; if the platform refuses what it shows, the reason. */
    Html section(String heading, Source source) throws InterruptedException {
        return element("section", element("h2", text(heading)), part(source));
    }

    /** A part of a page; if the platform refuses what it shows, the reason. */
    Html part(Source source) throws InterruptedException {
        try {
            return source.make();
        } catch (Refused refused) {
            return Words.none(refused.getMessage());
        }
    }

    /** Makes a part of a page. */
    @FunctionalInterface
    interface Source {
        Html make() throws Refused, InterruptedException;
    }
}
