package io.atoll.jq;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.Serial;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says that a program asked for the end of everything, by {@code halt} or {@code halt_error}; no program can catch it. */
public final class HaltException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient @Nullable JsonNode value;

    /**
     * Ends.
     *
     * @param status the exit status that a command would have
     * @param value what the program said last, if anything
     */
    public HaltException(int status, @Nullable JsonNode value) {
        super("the program halted with status " + status, null, false, false);
        this.status = status;
        this.value = value;
    }

    /** The exit status that a command would have. */
    public int status() {
        return status;
    }

    /** What the program said last. */
    public Optional<JsonNode> value() {
        return Optional.ofNullable(value);
    }
}
