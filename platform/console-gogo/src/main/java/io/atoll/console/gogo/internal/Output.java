package io.atoll.console.gogo.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintStream;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Process;

/**
 * Where a command writes, and in which form.
 *
 * @param out takes the result
 * @param err takes what is said on the way
 * @param width how many characters a line of the result may have; empty if it does not go to a terminal of known width
 * @param json whether the result is a JSON document
 */
record Output(PrintStream out, PrintStream err, OptionalInt width, boolean json) {

    private static final int STANDARD_OUTPUT = 1;
    private static final ObjectWriter LINE = JsonMapper.builder().build().writer();
    private static final ObjectWriter JSON = JsonMapper.builder()
            .build()
            .writer(new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")));

    /**
     * The output of the command that the calling thread executes.
     *
     * @param session may know the width of its terminal, as its variable {@code COLUMNS}
     * @param form {@code table} or {@code json}
     */
    static Output of(CommandSession session, String form) throws CommandException {
        boolean json = switch (form) {
            case "table" -> false;
            case "json" -> true;
            default -> throw new CommandException("the output is 'table' or 'json', but was '" + form + "'");
        };
        Process process = Process.Utils.current();
        OptionalInt width = process.isTty(STANDARD_OUTPUT) ? columns(session) : OptionalInt.empty();
        return new Output(process.out(), process.err(), width, json);
    }

    private static OptionalInt columns(CommandSession session) {
        return session.get("COLUMNS") instanceof Number columns && columns.intValue() > 0
                ? OptionalInt.of(columns.intValue())
                : OptionalInt.empty();
    }

    /**
     * Prints a result.
     *
     * @param view its JSON form
     * @param text its form for people, with all its line ends
     */
    void print(Object view, Supplier<String> text) {
        out.print(json ? document(view) : text.get());
    }

    /** Prints a JSON array as its elements come, each in a line of its own. */
    void array(Consumer<Consumer<Object>> elements) {
        boolean[] first = {true};
        out.print("[");
        elements.accept(element -> {
            out.print((first[0] ? "\n  " : ",\n  ") + write(LINE, element));
            first[0] = false;
        });
        out.print(first[0] ? " ]\n" : "\n]\n");
    }

    /** Prints a JSON object of a view and of an array, whose elements are printed as they come. */
    void document(String name, Object view, String listName, Consumer<Consumer<Object>> elements) {
        out.print("{\n\"" + name + "\" : " + write(JSON, view) + ",\n\"" + listName + "\" : ");
        array(elements);
        out.print("}\n");
    }

    private static String document(Object view) {
        return write(JSON, view) + "\n";
    }

    private static String write(ObjectWriter form, Object view) {
        try {
            return Printable.json(form.writeValueAsString(view));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a view record that is no JSON: " + e.getMessage(), e);
        }
    }
}
