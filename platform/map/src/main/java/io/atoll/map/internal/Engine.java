package io.atoll.map.internal;

import io.atoll.jq.Program;
import io.atoll.jq.ProgramGroup;
import io.atoll.jq.SyntaxException;

/** An implementation of jq. Its programs see nothing of the environment, of files, or of other inputs. */
interface Engine {

    /** The platform's own. */
    Engine ATOLL = (text, group) -> group.add(text);

    /**
     * Compiles a program.
     *
     * @param group the programs that are evaluated on the same inputs, of which it is one
     * @throws SyntaxException if the text is none
     */
    Program compile(String text, ProgramGroup group) throws SyntaxException;
}
