package io.atoll.admin.internal.config;

import io.atoll.admin.internal.operation.InstanceNames;
import io.atoll.operation.Caller;
import io.atoll.operation.Refused;
import io.atoll.operation.Role;
import io.atoll.pipeline.ConfigurationFiles;
import io.atoll.pipeline.ConfigurationFiles.Fault;
import io.atoll.pipeline.ConfigurationFiles.Kind;
import io.atoll.pipeline.ConfigurationFiles.Rejected;
import io.atoll.pipeline.Integrations;
import java.util.stream.Collectors;

/**
 * The names of configurations as people write them: a stage, {@code type~instance}, or the type alone where it has one instance.
 *
 * @param files that they are of
 * @param integrations that are configured
 */
record Names(ConfigurationFiles files, Integrations integrations) {

    /** What to tell people about a field that names one. */
    static final String HELP = "the name of a stage, or " + InstanceNames.HELP;

    /** The configuration that is meant; there need not be one of a whole name. */
    String find(String written) throws Refused {
        if (written.indexOf('~') >= 0 || stage(written)) {
            return written;
        }
        try {
            return InstanceNames.of(integrations).find(written).toString();
        } catch (Refused refused) {
            throw Refused.unknown("name", refused.getMessage());
        }
    }

    private boolean stage(String name) {
        return files.schema(name)
                .map(schema -> schema.kind() == Kind.STAGE)
                .orElseGet(() -> files.find(name).isPresent());
    }

    /** The same for a change: stages are for administrators. */
    String findToChange(Caller caller, String written) throws Refused {
        String name = find(written);
        if (name.indexOf('~') < 0 && !caller.role().includes(Role.ADMIN)) {
            throw Refused.forbidden(
                    "stages of the platform are configured by the role " + Role.ADMIN + "; you are " + caller.role());
        }
        return name;
    }

    /** What to tell people whose change was rejected: the first fault has the field, all are in the message. */
    static Refused refused(Rejected rejected) {
        return switch (rejected.why()) {
            case INVALID -> {
                String message = rejected.faults().stream().map(Fault::message).collect(Collectors.joining("\n"));
                String key = rejected.faults().getFirst().key();
                yield Refused.invalid(key.isEmpty() ? "values" : "values." + key, message);
            }
            case UNKNOWN -> Refused.unknown("name", rejected.getMessage());
            case CONFLICT -> Refused.conflict(rejected.getMessage());
            case REFERENCE -> Refused.forbidden(rejected.getMessage());
            case UNWRITABLE -> Refused.unavailable(rejected.getMessage());
        };
    }
}
