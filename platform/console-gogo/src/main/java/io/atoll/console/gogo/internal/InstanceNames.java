package io.atoll.console.gogo.internal;

import io.atoll.model.Spelling;
import io.atoll.pipeline.Integrations;
import io.atoll.spi.IntegrationId;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The names of integration instances as people write them: {@code type~instance}, or the type alone where it has one instance.
 *
 * @param names the instances there are, as {@code type~instance}
 */
record InstanceNames(Collection<String> names) {

    /** Sorts the names. */
    InstanceNames {
        names = new TreeSet<>(names);
    }

    /** Those of the integrations that are configured. */
    static InstanceNames of(Integrations integrations) {
        return new InstanceNames(integrations.all().stream()
                .map(integration -> integration.id().toString())
                .toList());
    }

    /** The instance that is meant. */
    IntegrationId find(String written) throws CommandException {
        if (names.contains(written)) {
            return IntegrationId.parse(written);
        }
        List<String> ofType =
                names.stream().filter(name -> name.startsWith(written + "~")).toList();
        return switch (ofType.size()) {
            case 0 -> throw new CommandException("there is no integration '" + written + "'" + alternatives(written));
            case 1 -> IntegrationId.parse(ofType.getFirst());
            default ->
                throw new CommandException("'" + written + "' has several instances; name one of "
                        + ofType.stream().collect(Collectors.joining(", ")));
        };
    }

    private String alternatives(String written) {
        Collection<String> known = new TreeSet<>(names);
        names.forEach(name -> known.add(IntegrationId.parse(name).type()));
        List<String> guesses = Spelling.guesses(written, known);
        return guesses.isEmpty()
                ? "; 'atoll:integrations' lists those there are"
                : "; did you mean " + String.join(" or ", guesses) + "?";
    }
}
