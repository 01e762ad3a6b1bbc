package io.atoll.engine.internal;

import io.atoll.engine.internal.Work.Means;
import io.atoll.model.Resource;
import io.atoll.model.Resource.Template;
import io.atoll.pipeline.Ledger.Fenced;
import io.atoll.pipeline.Ledger.Produced;
import io.atoll.pipeline.Reconciler.Reconciliation;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Tells the comparison of a run that goes on what it has produced before it was cut off, so that the first of two records that contradict
 * each other is still the first.
 *
 * <p>An entity has the fields that its resource maps, without those to which an earlier one had given another value; their values are what
 * the catalog holds by now. What the catalog refused it does not hold: that is judged once more.
 */
final class Replay {

    private Replay() {}

    static void of(Means means, Reconciliation reconciliation) throws Fenced {
        Map<String, Resource> resources = new HashMap<>();
        Map<String, Set<String>> fields = new HashMap<>();
        for (Tally tally : means.tallies()) {
            resources.put(tally.resource().label(), tally.resource());
            fields.put(tally.resource().label(), fields(tally.resource().template()));
        }
        means.journal().searched().forEach(reconciliation::searched);
        means.journal().refused(refused -> {
            Resource resource = resources.get(refused.label());
            if (resource != null) {
                reconciliation.judge(reconciliation.examine(refused.entity()), resource.index());
            }
        });
        means.journal()
                .produced((label, produced) ->
                        reconciliation.produced(produced.ref(), kept(fields.getOrDefault(label, Set.of()), produced)));
    }

    private static Set<String> kept(Set<String> fields, Produced produced) {
        if (produced.conflicts().isEmpty()) {
            return fields;
        }
        var kept = new HashSet<>(fields);
        produced.conflicts().forEach(kept::remove);
        return kept;
    }

    /** The paths of the fields that a template maps. */
    private static Set<String> fields(Template template) {
        var fields = new HashSet<String>();
        if (template.title() != null) {
            fields.add("title");
        }
        if (template.icon() != null) {
            fields.add("icon");
        }
        if (template.team() != null) {
            fields.add("team");
        }
        template.properties().keySet().forEach(name -> fields.add("properties." + name));
        template.relations().keySet().forEach(name -> fields.add("relations." + name));
        return fields;
    }
}
