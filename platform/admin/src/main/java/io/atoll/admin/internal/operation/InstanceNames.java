package io.atoll.admin.internal.operation;

import io.atoll.model.Spelling;
import io.atoll.operation.Refused;
import io.atoll.pipeline.Integrations;
import io.atoll.spi.IntegrationId;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The names of integration instances as people write them: {@code type~instance}, or the type alone where it has one instance.
 *
 * @param names the instances there are, as {@code type~instance}
 */
public record InstanceNames(SortedSet<String> names) {

    /** What to tell people about a field that names one. */
    public static final String HELP = "type~instance, or the type if it has one instance";

    /** Those of the integrations that are configured. */
    public static InstanceNames of(Integrations integrations) {
        var names = new TreeSet<String>();
        integrations.all().forEach(integration -> names.add(integration.id().toString()));
        return new InstanceNames(names);
    }

    /** As {@link #find}; a whole name may be that of an instance that is gone. */
    public IntegrationId findAlsoGone(String written) throws Refused {
        return written.matches("[A-Za-z0-9._-]+~[A-Za-z0-9._-]+") ? IntegrationId.parse(written) : find(written);
    }

    /** The instance that the field {@code integration} means. */
    public IntegrationId find(String written) throws Refused {
        if (names.contains(written)) {
            return IntegrationId.parse(written);
        }
        List<String> ofType =
                names.stream().filter(name -> name.startsWith(written + "~")).toList();
        return switch (ofType.size()) {
            case 0 ->
                throw Refused.unknown(
                        "integration", "there is no integration '" + written + "'" + Spelling.hint(written, names));
            case 1 -> IntegrationId.parse(ofType.getFirst());
            default ->
                throw Refused.unknown(
                        "integration",
                        "'" + written + "' has several instances; name one of " + String.join(", ", ofType));
        };
    }
}
