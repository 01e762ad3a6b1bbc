package io.atoll.jq;

import java.util.Map;

/** Compiles jq programs: ours, or one to compare with. */
interface Engine {

    /** Compiles, with {@code PAGER=less} as the environment. */
    Program compile(String text) throws SyntaxException;

    /** The engine that is proved. */
    static Engine subject() {
        return Jq.standard().withEnvironment(Map.of("PAGER", "less"))::compile;
    }
}
