package io.atoll.jq;

import java.time.Duration;
import java.util.Map;

/** Compiles jq programs: ours, or one to compare with. */
interface Engine {

    /** Compiles, with {@code PAGER=less} as the environment. */
    Program compile(String text) throws SyntaxException;

    /** The engine that is proved; a busy machine has its time. */
    static Engine subject() {
        return Jq.standard()
                .withLimits(Limits.standard().withTime(Duration.ofMinutes(1)))
                .withEnvironment(Map.of("PAGER", "less"))::compile;
    }
}
