package io.atoll.map.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.jq.Jq;
import io.atoll.jq.Position;
import io.atoll.jq.Program;
import io.atoll.jq.ProgramGroup;
import io.atoll.jq.ProgramGroup.Pass;
import io.atoll.jq.SyntaxException;

/** The expressions of a resource that are evaluated on the same records. First all are compiled, by one thread. */
final class Expressions {

    private final Engine engine;
    private final ProgramGroup group;

    /**
     * Begins with none.
     *
     * @param jq the limits of each evaluation
     */
    Expressions(Engine engine, Jq jq) {
        this.engine = engine;
        this.group = jq.group();
    }

    /** Compiles a text, whose single quotes may stand for double ones. */
    Program compile(String text) throws SyntaxException {
        String fixed = Quotes.fix(text);
        try {
            return engine.compile(fixed, group);
        } catch (StackOverflowError e) {
            throw new SyntaxException("nested too deeply", Position.of(fixed, 0), fixed);
        }
    }

    /** Begins the evaluation of the expressions on a record. */
    Pass pass(JsonNode record) {
        return group.pass(record);
    }
}
