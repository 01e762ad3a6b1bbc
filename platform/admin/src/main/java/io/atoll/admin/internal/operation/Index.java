package io.atoll.admin.internal.operation;

import io.atoll.operation.Operation;
import io.atoll.operation.OperationGroup;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The operations of some groups. Of two with the same name, or the same method and path, the first counts.
 *
 * @param groups that brought them
 * @param byName sorted by name
 * @param sorted the same
 */
record Index(List<OperationGroup> groups, Map<String, Operation<?, ?>> byName, List<Operation<?, ?>> sorted) {

    private static final Logger log = LoggerFactory.getLogger(Index.class);

    static Index of(List<OperationGroup> groups) {
        var byName = new TreeMap<String, Operation<?, ?>>();
        var byPlace = new HashMap<String, Operation<?, ?>>();
        for (OperationGroup group : groups) {
            for (Operation<?, ?> operation : group.operations()) {
                String place = operation.method() + " " + operation.path().replaceAll("\\{[^}]*}", "{}");
                if (byName.containsKey(operation.name()) || byPlace.containsKey(place)) {
                    log.warn("the operation '{}' of {} is there already", operation.name(), group.getClass());
                } else {
                    byName.put(operation.name(), operation);
                    byPlace.put(place, operation);
                }
            }
        }
        return new Index(List.copyOf(groups), Collections.unmodifiableMap(byName), List.copyOf(byName.values()));
    }

    Index with(OperationGroup group) {
        var more = new ArrayList<>(groups);
        more.add(group);
        return of(more);
    }

    Index without(OperationGroup group) {
        var fewer = new ArrayList<>(groups);
        fewer.remove(group);
        return of(fewer);
    }
}
