package io.atoll.jq.internal.compile;

import io.atoll.jq.SyntaxException;
import io.atoll.jq.internal.syntax.Parser;
import io.atoll.jq.internal.syntax.Syntax.Function;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The built-in functions that are written in jq. */
final class Library {

    private static final Map<String, Function> FUNCTIONS = read();

    private Library() {}

    /** A function by name and arity, null if there is none. */
    static @Nullable Function function(String key) {
        return FUNCTIONS.get(key);
    }

    /** Names and arities. */
    static Set<String> names() {
        return FUNCTIONS.keySet();
    }

    private static Map<String, Function> read() {
        try (InputStream text = Library.class.getResourceAsStream("library.jq")) {
            if (text == null) {
                throw new IllegalStateException("library.jq is missing");
            }
            Map<String, Function> functions = new HashMap<>();
            for (Function function : Parser.library(new String(text.readAllBytes(), StandardCharsets.UTF_8))) {
                functions.put(function.name() + "/" + function.parameters().size(), function);
            }
            return functions;
        } catch (IOException e) {
            throw new UncheckedIOException("library.jq", e);
        } catch (SyntaxException e) {
            throw new IllegalStateException("library.jq: " + e.getMessage() + "\n" + e.place(), e);
        }
    }
}
