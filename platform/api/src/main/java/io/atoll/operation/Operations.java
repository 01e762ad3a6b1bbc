package io.atoll.operation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Performs operations: the one place where the role of the caller is checked, the input is read and validated, the version that the caller has
 * seen is compared, and what was asked for is written into the audit log. Thread-safe.
 */
@ProviderType
public interface Operations {

    /** Those that are there now, by name. */
    List<Operation<?, ?>> all();

    /** The operation of a name, if it is there now. */
    Optional<Operation<?, ?>> find(String name);

    /**
     * Performs an operation.
     *
     * @param name of the operation
     * @param input an object with its fields, those of the path included; texts are not taken for numbers, see {@link Operation#input}
     * @throws Refused if it was not carried out
     */
    Answer perform(Caller caller, String name, JsonNode input) throws Refused, InterruptedException;

    /**
     * Performs an operation with an input that is a value already. It is validated and audited like any other.
     *
     * @throws Refused if it was not carried out
     */
    <I extends Record, O> O perform(Caller caller, Operation<I, O> operation, I input)
            throws Refused, InterruptedException;

    /**
     * What an operation answered.
     *
     * @param body as its output is written
     * @param etag the version of the one thing that was shown, in quotes as HTTP writes it; {@code null} for lists and after changes
     */
    record Answer(JsonNode body, @Nullable String etag) {}
}
