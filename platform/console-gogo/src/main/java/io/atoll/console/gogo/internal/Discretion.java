package io.atoll.console.gogo.internal;

import io.atoll.model.Masking;
import io.atoll.operation.Field;
import io.atoll.operation.Operation;
import io.atoll.operation.Operations;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.felix.service.command.CommandSession;
import org.jspecify.annotations.Nullable;

/**
 * {@code atoll:may-keep}: whether a client may keep a line in its history. Not if it has a command that takes a secret, names one, or has
 * what looks like one: its status is then 1.
 *
 * @param operations that have commands
 */
record Discretion(Operations operations) {

    static final String NAME = "may-keep";

    private static final String SECRET =
            "(passw(or)?d|passphrase|secret|token|credential|api[-_]?key|private[-_]?key|access[-_]?key)";

    /** An option, a variable or a member of JSON that is called as secrets are; also of a command that is misspelt. */
    private static final Pattern NAMED =
            Pattern.compile("(?i)--[\\w-]*" + SECRET + "|" + SECRET + "[\\w-]*[\"']?\\s*[:=]");

    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\w:-]+");

    /** Fails if the line must not be kept. */
    @Nullable
    Object mayKeep(CommandSession session, List<Object> arguments) throws CommandException {
        for (Object line : arguments) {
            if (!harmless(line.toString())) {
                throw CommandException.negative("this line may hold a secret");
            }
        }
        return null;
    }

    /** Whether a line holds no secret as far as can be seen. */
    boolean harmless(String line) {
        return Masking.of(line).equals(line)
                && !NAMED.matcher(line).find()
                && Arrays.stream(BETWEEN_WORDS.split(line)).noneMatch(this::takesSecret);
    }

    private boolean takesSecret(String word) {
        String name = word.replaceFirst("^atoll:", "");
        for (Operation<?, ?> operation : operations.all()) {
            if (OperationCommand.names(operation).contains(name)) {
                return operation.fields().stream().anyMatch(Field::secret);
            }
        }
        return false;
    }
}
