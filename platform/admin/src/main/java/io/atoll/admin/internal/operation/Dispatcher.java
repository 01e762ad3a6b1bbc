package io.atoll.admin.internal.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.admin.internal.audit.AuditLog;
import io.atoll.admin.internal.audit.AuditLog.Asked;
import io.atoll.model.Masking;
import io.atoll.model.Spelling;
import io.atoll.operation.Caller;
import io.atoll.operation.Field;
import io.atoll.operation.Operation;
import io.atoll.operation.OperationGroup;
import io.atoll.operation.Operations;
import io.atoll.operation.Refused;
import io.atoll.operation.Refused.Kind;
import io.atoll.pipeline.Ledger.LedgerFailure;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * Performs the operations of all groups.
 *
 * <p>What is not safe is audited: a line before it is carried out, without which it is not, and one that says how it ended. Operations that
 * change a thing with versions are carried out one after another.
 */
@Component
public final class Dispatcher implements Operations {

    private static final String MASK = "[REDACTED]";

    private final AuditLog audit;
    private final ReentrantLock changing = new ReentrantLock();
    private volatile Index index = Index.of(List.of());

    /** Audits in this log. */
    @Activate
    public Dispatcher(@Reference AuditLog audit) {
        this.audit = audit;
    }

    /** Performs the operations of these groups. */
    public Dispatcher(AuditLog audit, List<OperationGroup> groups) {
        this(audit);
        groups.forEach(this::add);
    }

    /** Has the operations of a group. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    synchronized void add(OperationGroup group) {
        index = index.with(group);
    }

    /** Has the operations of a group no more. */
    synchronized void remove(OperationGroup group) {
        index = index.without(group);
    }

    @Override
    public List<Operation<?, ?>> all() {
        return index.sorted();
    }

    @Override
    public Optional<Operation<?, ?>> find(String name) {
        return Optional.ofNullable(index.byName().get(name));
    }

    @Override
    public Answer perform(Caller caller, String name, JsonNode input) throws Refused, InterruptedException {
        Operation<?, ?> operation = find(name)
                .orElseThrow(() -> Refused.unknown("there is no operation '" + name + "'"
                        + Spelling.hint(name, index.byName().keySet())));
        return answer(caller, operation, input);
    }

    private <I extends Record, O> Answer answer(Caller caller, Operation<I, O> operation, JsonNode input)
            throws Refused, InterruptedException {
        JsonNode body = Rendering.of(carryOut(caller, operation, input));
        boolean single = operation.method() == Operation.Method.GET && !operation.list();
        return new Answer(body, single ? Versions.of(body) : null);
    }

    @Override
    public <I extends Record, O> O perform(Caller caller, Operation<I, O> operation, I input)
            throws Refused, InterruptedException {
        if (!all().contains(operation)) {
            throw Refused.unavailable("the operation '" + operation.name() + "' is not there now");
        }
        return carryOut(caller, operation, Rendering.of(input));
    }

    private <I extends Record, O> O carryOut(Caller caller, Operation<I, O> operation, JsonNode sent)
            throws Refused, InterruptedException {
        I input;
        try {
            if (!caller.role().includes(operation.role())) {
                throw Refused.forbidden("'" + operation.name() + "' is for the role " + operation.role()
                        + " and those above it; you are " + caller.role());
            }
            input = Binder.bind(operation, sent);
        } catch (Refused refused) {
            if (!operation.safe()) {
                audit.refused(asked(caller, operation, sent), refused);
            }
            throw refused;
        }
        return operation.safe() ? guarded(caller, operation, input) : change(caller, operation, input, sent);
    }

    private <I extends Record, O> O change(Caller caller, Operation<I, O> operation, I input, JsonNode sent)
            throws Refused, InterruptedException {
        Asked asked = asked(caller, operation, sent);
        if (operation.resource().isEmpty()) {
            return audited(caller, operation, input, asked);
        }
        changing.lockInterruptibly();
        try {
            return audited(caller, operation, input, asked);
        } finally {
            changing.unlock();
        }
    }

    private <I extends Record, O> O audited(Caller caller, Operation<I, O> operation, I input, Asked asked)
            throws Refused, InterruptedException {
        JsonNode before;
        try {
            before = shown(caller, operation, input);
            ensureSeen(asked, operation, before);
        } catch (Refused refused) {
            audit.refused(asked, refused);
            throw refused;
        }
        AuditLog.Open open = audit.begun(asked);
        boolean told = false;
        try {
            O output = guarded(caller, operation, input);
            open.done(Masking.of(Differences.between(before, afterwards(caller, operation, input))));
            told = true;
            return output;
        } catch (Refused refused) {
            open.refused(refused);
            told = true;
            throw refused;
        } finally {
            if (!told) {
                open.failed();
            }
        }
    }

    /** The thing that an operation changes, as it is now; a missing node if there is none. */
    private static <I extends Record> JsonNode shown(Caller caller, Operation<I, ?> operation, I input)
            throws Refused, InterruptedException {
        if (operation.resource().isEmpty()) {
            return Differences.nothing();
        }
        try {
            return Rendering.of(operation.resource().get().perform(caller, input));
        } catch (Refused refused) {
            if (refused.kind() == Kind.UNKNOWN) {
                return Differences.nothing();
            }
            throw refused;
        }
    }

    /** As {@link #shown}; what was done is done, even if it cannot be shown. */
    private static <I extends Record> JsonNode afterwards(Caller caller, Operation<I, ?> operation, I input)
            throws InterruptedException {
        try {
            return shown(caller, operation, input);
        } catch (Refused refused) {
            return Differences.nothing();
        }
    }

    private void ensureSeen(Asked asked, Operation<?, ?> operation, JsonNode now) throws Refused {
        Caller caller = asked.caller();
        if (caller.ifMatch().isEmpty()) {
            return;
        }
        if (operation.resource().isEmpty()) {
            throw Refused.invalid("If-Match", "'" + operation.name() + "' changes nothing that has a version");
        }
        if (now.isMissingNode() || !Versions.match(caller.ifMatch().get(), Versions.of(now))) {
            String who = audit.lastDone(operation.name(), input -> same(operation, input, asked.input()))
                    .map(entry -> " (last by " + entry.user() + " at " + entry.at() + ")")
                    .orElse("");
            throw Refused.stale("it was changed since you have looked" + who + "; look again, and then decide");
        }
    }

    /** Whether two inputs are about the same thing: they say the same in the path. */
    private static boolean same(Operation<?, ?> operation, JsonNode one, JsonNode other) {
        return operation.fields().stream()
                .filter(field -> field.place() == Field.Place.PATH)
                .map(Field::name)
                .allMatch(name -> one.path(name).equals(other.path(name)));
    }

    /** Failures of the store say what to do; everything else that is thrown is a defect. */
    private static <I extends Record, O> O guarded(Caller caller, Operation<I, O> operation, I input)
            throws Refused, InterruptedException {
        try {
            return operation.perform(caller, input);
        } catch (LedgerFailure e) {
            throw Refused.unavailable(e.getMessage());
        }
    }

    /** What was asked for, with secrets masked; also of what is no input at all, where a secret may stand under a wrong name. */
    private static Asked asked(Caller caller, Operation<?, ?> operation, JsonNode sent) {
        JsonNode masked = Masking.of(sent);
        if (masked instanceof ObjectNode object) {
            Set<String> shown = operation.fields().stream()
                    .filter(field -> !field.secret())
                    .map(Field::name)
                    .collect(Collectors.toSet());
            object.properties().forEach(entry -> {
                if (!shown.contains(entry.getKey())) {
                    entry.setValue(JsonNodeFactory.instance.textNode(MASK));
                }
            });
        }
        return new Asked(caller, operation.name(), masked);
    }
}
