package io.atoll.health.internal.inside;

import io.atoll.operation.Operation;
import io.atoll.operation.OperationGroup;
import io.atoll.operation.Role;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code memory}: how much there is, and what can honestly be said of who takes it. */
@Component
public final class MemoryOperations implements OperationGroup {

    private final Threads threads;

    /** Attributes by these. */
    @Activate
    public MemoryOperations(@Reference Threads threads) {
        this.threads = threads;
    }

    @Override
    public List<Operation<?, ?>> operations() {
        return List.of(Operation.get("memory", "/system/memory")
                .role(Role.VIEWER)
                .summary(
                        "Shows how much memory the platform takes, and how much the threads of each integration have allocated")
                .takesNothing()
                .answers(MemoryView.class)
                .by((caller, nothing) -> MemoryView.now(threads.all())));
    }
}
