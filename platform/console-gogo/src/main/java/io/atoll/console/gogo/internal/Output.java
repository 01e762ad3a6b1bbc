package io.atoll.console.gogo.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.PrintStream;
import java.util.OptionalInt;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Process;

/**
 * Where a command writes, and in which form.
 *
 * @param out takes the result
 * @param err takes what is said on the way
 * @param width how many characters a line of the result may have; empty if it does not go to a terminal of known width
 * @param form of the result
 */
record Output(PrintStream out, PrintStream err, OptionalInt width, Form form) {

    private static final int STANDARD_OUTPUT = 1;
    private static final ObjectWriter JSON = JsonMapper.builder()
            .build()
            .writer(new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")));
    private static final ObjectWriter YAML = YAMLMapper.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .build()
            .writer();

    /**
     * The output of the command that the calling thread executes.
     *
     * @param session may know the width of its terminal, as its variable {@code COLUMNS}
     */
    static Output of(CommandSession session, Form form) {
        Process process = Process.Utils.current();
        OptionalInt width = process.isTty(STANDARD_OUTPUT) ? columns(session) : OptionalInt.empty();
        return new Output(process.out(), process.err(), width, form);
    }

    private static OptionalInt columns(CommandSession session) {
        return session.get("COLUMNS") instanceof Number columns && columns.intValue() > 0
                ? OptionalInt.of(columns.intValue())
                : OptionalInt.empty();
    }

    /** Prints text for people. */
    void text(String text) {
        out.print(text);
    }

    /** Prints a document for programs. */
    void document(JsonNode document) {
        out.print(form == Form.YAML ? yaml(document) : json(document) + "\n");
    }

    /** Begins a list for programs, which is printed as it comes. */
    Array array() {
        return new Array();
    }

    /** Begins an object for programs, of a part and of a list that is printed as it comes. */
    Array array(String name, JsonNode part, String listName) {
        if (form == Form.YAML) {
            out.print(yaml(JsonNodeFactory.instance.objectNode().set(name, part)) + listName + ":\n");
            return new Array();
        }
        out.print("{\n\"" + name + "\" : " + json(part) + ",\n\"" + listName + "\" : ");
        return new Array("}\n");
    }

    /** A list of which nobody knows yet how long it is. */
    final class Array {

        private final String last;
        private boolean begun;

        private Array() {
            this("");
        }

        private Array(String last) {
            this.last = last;
        }

        void add(JsonNode element) {
            if (form == Form.YAML) {
                out.print(yaml(JsonNodeFactory.instance.arrayNode().add(element)));
            } else {
                out.print((begun ? ", " : "[ ") + json(element));
            }
            begun = true;
        }

        /** Ends it. */
        void end() {
            if (form == Form.YAML) {
                out.print(begun ? "" : "[]\n");
            } else {
                out.print((begun ? " ]\n" : "[ ]\n") + last);
            }
        }
    }

    private static String json(JsonNode document) {
        return write(JSON, document);
    }

    private static String yaml(JsonNode document) {
        return write(YAML, document);
    }

    private static String write(ObjectWriter form, JsonNode document) {
        try {
            return Printable.json(form.writeValueAsString(document));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a document that cannot be written: " + e.getMessage(), e);
        }
    }
}
