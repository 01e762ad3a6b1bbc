package io.atoll.runner.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import io.atoll.model.Mapping;
import io.atoll.model.Resource;
import io.atoll.model.Resource.Template;
import io.atoll.pipeline.Fetcher;
import io.atoll.pipeline.Fetcher.Fetched;
import io.atoll.pipeline.Integrations.Integration;
import io.atoll.pipeline.Mapper;
import io.atoll.pipeline.Mapper.MalformedMapping;
import io.atoll.runner.internal.LastRun.Comparison;
import io.atoll.runner.internal.Session.Act;
import io.atoll.runner.internal.View.KindChanges;
import io.atoll.runner.internal.View.ResourceView;
import io.atoll.runner.internal.View.Status;
import io.atoll.spi.ConnectionCheck.Outcome;
import io.atoll.spi.ConnectionCheck.Step;
import io.atoll.spi.IntegrationId;
import io.atoll.spi.Kind;
import io.atoll.spi.ResyncKinds;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A run without a catalog: check, fetch, map, diff, by the platform's own stages. For one thread. */
final class Rehearsal {

    private final Fetcher fetcher;
    private final Mapper mapper;
    private final Records records;
    private final LastRun lastRun;
    private final Registry registry;
    private final Components components;
    private final Options options;
    private String played = "";

    Rehearsal(
            Fetcher fetcher,
            Mapper mapper,
            Records records,
            LastRun lastRun,
            Registry registry,
            Components components,
            Options options) {
        this.fetcher = fetcher;
        this.mapper = mapper;
        this.records = records;
        this.lastRun = lastRun;
        this.registry = registry;
        this.components = components;
        this.options = options;
    }

    /** Plays it. The third party is asked if bundle or configuration are new; otherwise kept records take its place. */
    View play(Act act) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        Integration integration = act.integration();
        IntegrationId id = integration.id();
        Secrets secrets = registry.secrets(act.made().pid(), id);
        String basis = act.made().version() + " " + integration.configuration();
        boolean again = !basis.equals(played);
        played = again ? "" : basis; // until it was played to its end
        var problems = new ArrayList<Problem>();
        List<Step> check = List.of();
        List<Problem> notes = List.of();
        if (again) {
            records.forget();
            notes = components.settle(act.made(), id);
            check = registry.check(id).stream().map(secrets::mask).toList();
            Fetched started = fetcher.starting(id);
            started.gaps().forEach(gap -> problems.add(new Problem("start", gap.reason())));
            if (started.fatal()) {
                played = basis;
                return new View(
                        id.toString(),
                        Status.INCOMPLETE,
                        problems,
                        notes,
                        act.work(),
                        check,
                        List.of(),
                        List.of(),
                        since(begun));
            }
        }
        Optional<Mapping> mapping = mapping(integration.mapping(), problems);
        List<ResourceView> resources = new ArrayList<>();
        List<KindChanges> changes = new ArrayList<>();
        boolean fatal = mapping.isPresent()
                ? map(id, wanted(mapping.get().resources()), secrets, resources, changes)
                : show(id, secrets, resources);
        if (again && !fatal && resources.stream().allMatch(ResourceView::complete)) {
            fetcher.completed(id).gaps().forEach(gap -> problems.add(new Problem("completion", gap.reason())));
        }
        boolean sound = resources.stream().allMatch(ResourceView::complete)
                && check.stream().noneMatch(step -> step.outcome() == Outcome.FAILED);
        Status status =
                mapping.isEmpty() ? Status.UNUSABLE : sound && problems.isEmpty() ? Status.COMPLETE : Status.INCOMPLETE;
        played = basis;
        return new View(id.toString(), status, problems, notes, act.work(), check, resources, changes, since(begun));
    }

    private static long since(long begun) {
        return Duration.ofNanos(System.nanoTime() - begun).toMillis();
    }

    private Optional<Mapping> mapping(@Nullable JsonNode document, List<Problem> problems) {
        if (document == null) {
            problems.add(
                    new Problem(
                            "mapping",
                            "there is none, so this shows raw records only; write src/main/resources/.port/resources/port-app-config.yaml"));
            return Optional.empty();
        }
        try {
            return Optional.of(mapper.read(document));
        } catch (MalformedMapping e) {
            e.getMessage().lines().forEach(line -> problems.add(new Problem("mapping", line)));
            return Optional.empty();
        }
    }

    private List<Resource> wanted(List<Resource> resources) {
        return resources.stream()
                .filter(resource -> options.kind().isEmpty()
                        || options.kind().get().equals(resource.kind().name()))
                .toList();
    }

    /** Maps resource by resource, and compares kind by kind; tells whether it had to end early. */
    private boolean map(
            IntegrationId id,
            List<Resource> resources,
            Secrets secrets,
            List<ResourceView> views,
            List<KindChanges> changes)
            throws IOException, InterruptedException {
        var kinds = new LinkedHashMap<String, List<Resource>>();
        for (Resource resource : resources) {
            kinds.computeIfAbsent(resource.kind().name(), kind -> new ArrayList<>())
                    .add(resource);
        }
        if (options.kind().isEmpty()) {
            lastRun.kinds().forEach(kind -> kinds.putIfAbsent(kind, List.of()));
        } else {
            kinds.putIfAbsent(options.kind().get(), List.of());
        }
        for (Map.Entry<String, List<Resource>> kind : kinds.entrySet()) {
            if (map(id, kind.getKey(), kind.getValue(), secrets, views, changes)) {
                return true;
            }
        }
        return false;
    }

    private boolean map(
            IntegrationId id,
            String kind,
            List<Resource> resources,
            Secrets secrets,
            List<ResourceView> views,
            List<KindChanges> changes)
            throws IOException, InterruptedException {
        boolean complete = true;
        try (Comparison comparison = lastRun.compare(kind, secrets)) {
            for (Resource resource : resources) {
                Optional<Kept> known = records.known(resource);
                Kept kept = known.isPresent() ? known.get() : records.read(id, resource);
                var trial = new Trial(resource, secrets, options.limit());
                ResourceView view = trial.map(
                        mapper, id, kept, known.isEmpty(), entity -> comparison.take(entity, resource.index()));
                views.add(view);
                complete &= view.complete();
                if (kept.fatal()) {
                    return true;
                }
            }
            changes.add(
                    comparison.end(complete ? "" : "the kind is not complete, so what is missing may still be there"));
            return false;
        }
    }

    /** Shows the records of what the providers read by themselves. */
    private boolean show(IntegrationId id, Secrets secrets, List<ResourceView> views)
            throws IOException, InterruptedException {
        int index = 0;
        for (String kind : kinds(id)) {
            Resource resource = plain(index++, kind);
            Optional<Kept> known = records.known(resource);
            Kept kept = known.isPresent() ? known.get() : records.read(id, resource);
            views.add(Trial.raw(resource, kept, known.isEmpty(), secrets, options.limit()));
            if (kept.fatal()) {
                return true;
            }
        }
        return false;
    }

    private Set<String> kinds(IntegrationId id) {
        var kinds = new TreeSet<String>();
        fetcher.providers().stream()
                .filter(provider -> provider.integration().equals(id.toString()))
                .forEach(provider -> kinds.addAll(provider.kinds()));
        kinds.remove(ResyncKinds.ANY);
        return options.kind().map(Set::of).orElse(kinds);
    }

    /** A resource that makes nothing of its records. */
    private static Resource plain(int index, String kind) {
        var nothing = new Template(TextNode.valueOf("null"), "null", null, null, null, Map.of(), Map.of());
        return new Resource(index, new Kind(kind), JsonNodeFactory.instance.objectNode(), "true", null, nothing);
    }
}
