package io.atoll.health.internal.inside;

import io.atoll.health.internal.Secrets;
import io.atoll.health.internal.log.Part;
import io.atoll.operation.Help;
import io.atoll.operation.Operation;
import io.atoll.operation.OperationGroup;
import io.atoll.operation.Refused;
import io.atoll.operation.Role;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code threads}: who works, for whom, and where. */
@Component
public final class ThreadOperations implements OperationGroup {

    private final Threads threads;
    private final Secrets secrets;

    /** About these. */
    @Activate
    public ThreadOperations(@Reference Threads threads, @Reference Secrets secrets) {
        this.threads = threads;
        this.secrets = secrets;
    }

    @Override
    public List<Operation<?, ?>> operations() {
        return List.of(
                Operation.get("threads", "/system/threads")
                        .role(Role.VIEWER)
                        .summary(
                                "Lists the threads of the system, the busiest first, and for which integration they work")
                        .takes(Wanted.class)
                        .lists(ThreadView.class)
                        .by((caller, wanted) -> Part.of(wanted.limit(), wanted.cursor())
                                .of(threads.all().stream()
                                        .filter(each -> wanted.integration() == null
                                                || each.integration()
                                                        .filter(wanted.integration()::equals)
                                                        .isPresent())
                                        .toList())),
                Operation.get("threads dump", "/system/threads/dump")
                        .role(Role.OPERATOR)
                        .summary("Shows what all threads do, the virtual ones included")
                        .takesNothing()
                        .answers(Dump.class)
                        .by((caller, nothing) -> dump()));
    }

    record Wanted(
            @Help("only threads that work for this instance: type~instance") @Nullable
            String integration,

            @Help(Part.LIMIT) @Nullable Integer limit,
            @Help(Part.CURSOR) @Nullable String cursor) {}

    /** What all threads do. */
    record Dump(@Help("as Java writes it") String text) {}

    private Dump dump() throws Refused {
        try {
            return new Dump(secrets.masked(Threads.dump()));
        } catch (IOException unwritten) {
            throw Refused.unavailable("the threads cannot be written down: " + unwritten.getMessage());
        }
    }
}
