package io.atoll.console.gogo.internal;

import io.atoll.admin.internal.actions.ActionOperations;
import io.atoll.admin.internal.audit.AuditLog;
import io.atoll.admin.internal.deploy.DeployOperations;
import io.atoll.admin.internal.inbox.EventOperations;
import io.atoll.admin.internal.integrations.IntegrationOperations;
import io.atoll.admin.internal.integrations.ProviderOperations;
import io.atoll.admin.internal.integrations.StatusOperations;
import io.atoll.admin.internal.operation.Dispatcher;
import io.atoll.admin.internal.runs.ProgressOperations;
import io.atoll.admin.internal.runs.RunOperations;
import io.atoll.admin.internal.runs.StartOperations;
import io.atoll.operation.Operation;
import io.atoll.operation.OperationGroup;
import io.atoll.operation.Operations;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** The shell of a platform: the real Gogo, the real operations, on a platform with contents of one's choice. */
public final class Shell {

    private static final Duration PAUSE = Duration.ofMillis(1);

    private Shell() {}

    /** The operations of a platform. */
    public static Operations operations(FakePlatform platform, FakeInbox inbox, Path data, OperationGroup... others) {
        List<OperationGroup> groups = new ArrayList<>(List.of(
                new RunOperations(platform, platform),
                new StartOperations(platform, platform),
                new ProgressOperations(platform),
                new IntegrationOperations(platform),
                new StatusOperations(platform, platform),
                new ProviderOperations(platform, platform),
                new DeployOperations(platform.folder()),
                new EventOperations(inbox, platform),
                new ActionOperations()));
        groups.addAll(List.of(others));
        return new Dispatcher(new AuditLog(data, 1 << 20, InstantSource.system()), groups);
    }

    /** Gogo with the commands of operations. */
    public static Gogo of(Operations operations) {
        Gogo gogo = new Gogo();
        for (Operation<?, ?> operation : operations.all()) {
            gogo.with(
                    new OperationCommand(operations, operation, PAUSE),
                    OperationCommand.names(operation).toArray(String[]::new));
        }
        operations
                .find("progress")
                .ifPresent(progress -> gogo.with(new WatchCommand(operations, progress, PAUSE), WatchCommand.NAME));
        HelpCommand help = new HelpCommand(operations);
        gogo.with((org.apache.felix.service.command.Function) help::help, "help");
        return gogo;
    }

    /** Gogo with the commands of a platform. */
    public static Gogo of(FakePlatform platform, Path data) {
        return of(operations(platform, new FakeInbox(), data));
    }
}
