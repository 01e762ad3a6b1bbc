package io.atoll.console.web.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.operation.Caller;
import io.atoll.operation.Operation;
import io.atoll.operation.Operations;
import io.atoll.operation.Refused;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Operations that remember which of them were asked for. */
final class Asked implements Operations {

    private final Operations operations;
    private final Set<String> names = new TreeSet<>();

    Asked(Operations operations) {
        this.operations = operations;
    }

    Set<String> names() {
        return names;
    }

    @Override
    public List<Operation<?, ?>> all() {
        return operations.all();
    }

    @Override
    public Optional<Operation<?, ?>> find(String name) {
        return operations.find(name);
    }

    @Override
    public Answer perform(Caller caller, String name, JsonNode input) throws Refused, InterruptedException {
        names.add(name);
        return operations.perform(caller, name, input);
    }

    @Override
    public <I extends Record, O> O perform(Caller caller, Operation<I, O> operation, I input)
            throws Refused, InterruptedException {
        names.add(operation.name());
        return operations.perform(caller, operation, input);
    }
}
