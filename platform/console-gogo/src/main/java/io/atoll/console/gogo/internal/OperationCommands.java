package io.atoll.console.gogo.internal;

import io.atoll.operation.Operation;
import io.atoll.operation.OperationGroup;
import io.atoll.operation.Operations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.Function;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Offers each operation that is there as a command of the scope {@code atoll}. */
@Component(service = {})
public final class OperationCommands {

    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final BundleContext context;
    private final Operations operations;
    private final Map<OperationGroup, List<ServiceRegistration<Function>>> offered = new HashMap<>();
    private final List<ServiceRegistration<Function>> own = new ArrayList<>();

    /** Offers these. */
    @Activate
    public OperationCommands(BundleContext context, @Reference Operations operations) {
        this.context = context;
        this.operations = operations;
        HelpCommand help = new HelpCommand(operations);
        own.add(offer(help::help, List.of("help")));
        own.add(offer(help::unknown, List.of("default")));
        own.add(offer(new Completion(operations)::complete, List.of(Completion.NAME)));
        own.add(offer(new Discretion(operations)::mayKeep, List.of(Discretion.NAME)));
    }

    /** Offers those of a group. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    synchronized void add(OperationGroup group) {
        List<ServiceRegistration<Function>> commands = new ArrayList<>();
        for (Operation<?, ?> operation : group.operations()) {
            commands.add(offer(new OperationCommand(operations, operation, PAUSE), OperationCommand.names(operation)));
            if (operation.name().equals("progress")) {
                commands.add(offer(new WatchCommand(operations, operation, PAUSE), List.of(WatchCommand.NAME)));
            }
        }
        offered.put(group, commands);
    }

    /** Offers those of a group no more. */
    synchronized void remove(OperationGroup group) {
        List<ServiceRegistration<Function>> commands = offered.remove(group);
        if (commands != null) {
            commands.forEach(ServiceRegistration::unregister);
        }
    }

    /** Takes its own commands away. */
    @Deactivate
    public void close() {
        own.forEach(ServiceRegistration::unregister);
    }

    private ServiceRegistration<Function> offer(Function command, List<String> names) {
        var properties = Map.of(
                CommandProcessor.COMMAND_SCOPE,
                "atoll",
                CommandProcessor.COMMAND_FUNCTION,
                names.toArray(String[]::new));
        return context.registerService(Function.class, command, FrameworkUtil.asDictionary(properties));
    }
}
