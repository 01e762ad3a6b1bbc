package io.atoll.sync.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.atoll.model.Entity;
import io.atoll.model.Entity.Ref;
import io.atoll.pipeline.Reconciler;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Compares in memory, by the rules of the contract. */
final class FakeReconciler implements Reconciler {

    private final AtomicInteger open = new AtomicInteger();

    /** How many comparisons are not closed. */
    int open() {
        return open.get();
    }

    @Override
    public Reconciliation begin(boolean differences) {
        open.incrementAndGet();
        return new Comparison();
    }

    private final class Comparison implements Reconciliation {

        private final Map<Ref, Map<String, JsonNode>> held = new HashMap<>();
        private final Map<Ref, Map<String, JsonNode>> produced = new HashMap<>();
        private final Set<String> searched = new HashSet<>();
        private boolean judged;

        @Override
        public void held(Entity entity) {
            if (judged) {
                throw new IllegalStateException("judged already");
            }
            held.put(entity.ref(), fields(entity));
        }

        @Override
        public long heldCount() {
            return held.size();
        }

        @Override
        public long heldCount(String blueprint) {
            return held.keySet().stream()
                    .filter(ref -> ref.blueprint().equals(blueprint))
                    .count();
        }

        @Override
        public String digest() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Examined examine(Entity entity) {
            return new Examination(entity);
        }

        @Override
        public Judgement judge(Examined examined, int resource) {
            judged = true;
            Entity entity = examined.entity();
            if (entity.searched()) {
                searched.add(entity.blueprint());
                return new Judgement(Verdict.SEARCHED, entity, List.of(), List.of());
            }
            var known = new HashMap<>(held.getOrDefault(entity.ref(), Map.of()));
            boolean unknown = !held.containsKey(entity.ref()) && !produced.containsKey(entity.ref());
            var before = produced.computeIfAbsent(entity.ref(), ref -> new HashMap<>());
            var conflicts = new ArrayList<String>();
            boolean changed = false;
            for (var field : fields(entity).entrySet()) {
                JsonNode earlier = before.putIfAbsent(field.getKey(), field.getValue());
                if (earlier == null) {
                    changed |= !known.getOrDefault(field.getKey(), NullNode.getInstance())
                            .equals(field.getValue());
                } else if (!earlier.equals(field.getValue())) {
                    conflicts.add(field.getKey());
                }
            }
            Verdict verdict = unknown ? Verdict.NEW : changed ? Verdict.CHANGED : Verdict.UNCHANGED;
            return new Judgement(verdict, entity, List.of(), conflicts);
        }

        @Override
        public void produced(Ref ref, Collection<String> fields) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void searched(String blueprint) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void stale(Consumer<Ref> consumer) {
            judged = true;
            held.keySet().stream()
                    .filter(ref -> !produced.containsKey(ref) && !searched.contains(ref.blueprint()))
                    .sorted((one, other) -> one.toString().compareTo(other.toString()))
                    .forEach(consumer);
        }

        @Override
        public void close() {
            open.decrementAndGet();
        }
    }

    private static Map<String, JsonNode> fields(Entity entity) {
        var fields = new TreeMap<String, JsonNode>();
        if (entity.title() != null) {
            fields.put("title", entity.title());
        }
        entity.properties().properties().forEach(each -> fields.put("properties." + each.getKey(), each.getValue()));
        entity.relations().properties().forEach(each -> fields.put("relations." + each.getKey(), each.getValue()));
        return fields;
    }

    private record Examination(Entity entity) implements Reconciler.Examined {

        @Override
        public long content() {
            throw new UnsupportedOperationException();
        }
    }
}
