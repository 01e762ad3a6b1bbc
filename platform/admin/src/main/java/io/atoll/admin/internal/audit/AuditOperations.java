package io.atoll.admin.internal.audit;

import io.atoll.admin.internal.operation.Paging;
import io.atoll.operation.Help;
import io.atoll.operation.Operation;
import io.atoll.operation.OperationGroup;
import io.atoll.operation.Role;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code audit}. */
@Component
public final class AuditOperations implements OperationGroup {

    private final AuditLog log;

    /** Reads this log. */
    @Activate
    public AuditOperations(@Reference AuditLog log) {
        this.log = log;
    }

    @Override
    public List<Operation<?, ?>> operations() {
        return List.of(Operation.get("audit", "/audit")
                .role(Role.ADMIN)
                .summary(
                        "Lists what was asked for that changes something, by whom and with what outcome, the newest first")
                .takes(Part.class)
                .lists(AuditEntry.class)
                .by((caller, part) -> log.entries(Paging.limit(part.limit()), Optional.ofNullable(part.cursor()))));
    }

    record Part(
            @Help(Paging.LIMIT) @Nullable Integer limit,
            @Help(Paging.CURSOR) @Nullable String cursor) {}
}
