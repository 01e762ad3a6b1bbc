package io.atoll.explain.internal;

import io.atoll.explain.internal.Tape.Shelf;
import io.atoll.model.Entity.Ref;
import io.atoll.pipeline.Catalog;
import io.atoll.pipeline.Catalog.CatalogException;
import io.atoll.pipeline.Catalog.Installation;
import io.atoll.pipeline.Explanations;
import io.atoll.pipeline.Integrations;
import io.atoll.pipeline.Ledger;
import io.atoll.pipeline.Mapper;
import io.atoll.pipeline.Records;
import io.atoll.pipeline.Records.Recording;
import io.atoll.pipeline.Records.Unreadable;
import io.atoll.spi.IntegrationId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Explains by mapping the kept records again. Where an entity is known to have come from is looked at first; if it is not made of that,
 * everything is.
 */
@Component
public final class RecordExplanations implements Explanations {

    private final Integrations integrations;
    private final Catalog catalog;
    private final Mapper mapper;
    private final Ledger ledger;
    private final Records records;

    /** Binds what it asks. */
    @Activate
    public RecordExplanations(
            @Reference Integrations integrations,
            @Reference Catalog catalog,
            @Reference Mapper mapper,
            @Reference Ledger ledger,
            @Reference Records records) {
        this.integrations = integrations;
        this.catalog = catalog;
        this.mapper = mapper;
        this.ledger = ledger;
        this.records = records;
    }

    @Override
    public Explanation explain(IntegrationId integration, Ref entity, Watch watch)
            throws Unanswered, InterruptedException {
        var inForce = InForce.of(integrations, catalog, mapper, integration);
        var shelf = Tape.of(records, mapper, integration, inForce.mapping());
        var evidence = new Evidence(entity);
        List<Looked> looked;
        try (var scan = new Scan(records, watch, shelf.records(), evidence)) {
            looked = indexed(shelf, inForce) ? known(scan, shelf, entity) : new ArrayList<>();
            if (!evidence.made()) {
                looked = all(scan, shelf);
            }
            if (!evidence.any()) {
                looked.addAll(all(scan, shelf.newer()));
            }
        }
        return new Explanation(
                integration,
                entity,
                evidence.answer(),
                held(inForce.installation(), entity),
                new Decisions(ledger).about(integration, entity),
                looked,
                notes(inForce, shelf, entity));
    }

    @Override
    public Findings search(IntegrationId integration, String part, int limit, Watch watch)
            throws Unanswered, InterruptedException {
        if (part.isBlank() || limit < 1) {
            throw new Unanswered("say a part of the identifier or of the title, and how many are wanted", null);
        }
        var inForce = InForce.of(integrations, catalog, mapper, integration);
        var shelf = Tape.of(records, mapper, integration, inForce.mapping());
        var matches = new Matches(part.strip(), limit);
        try (var scan = new Scan(records, watch, shelf.records(), matches)) {
            var looked = all(scan, shelf);
            return new Findings(matches.found(), matches.more(), looked);
        }
    }

    /** Whether it is known of all recordings from which of their pages an entity would come. */
    private static boolean indexed(Shelf shelf, InForce inForce) {
        return shelf.tapes().stream()
                .allMatch(tape -> tape.readers().size() == 1
                        && tape.recording().mapping().equals(inForce.mapping().hash()));
    }

    /** Looks at the pages that an entity is known to have come from. */
    private List<Looked> known(Scan scan, Shelf shelf, Ref entity) throws InterruptedException {
        var looked = new ArrayList<Looked>();
        for (Tape tape : shelf.tapes()) {
            try {
                Set<Integer> pages = records.pagesOf(tape.recording(), entity);
                scan.through(tape, pages::contains);
                looked.addAll(looked(tape, tape.recording().records(), ""));
            } catch (Unreadable unreadable) {
                looked.addAll(looked(tape, 0, unreadable.getMessage()));
            }
        }
        return looked;
    }

    private List<Looked> all(Scan scan, Shelf shelf) throws InterruptedException {
        var looked = new ArrayList<Looked>();
        for (Tape tape : shelf.tapes()) {
            try {
                looked.addAll(looked(tape, scan.through(tape, any -> true), ""));
            } catch (Unreadable unreadable) {
                looked.addAll(looked(tape, 0, unreadable.getMessage()));
            }
        }
        shelf.missing()
                .forEach(resource -> looked.add(new Looked(
                        resource.label(),
                        Optional.empty(),
                        0,
                        "no records of this kind and selector are kept: run or plan the integration, and see keep in"
                                + " conf/records.yaml")));
        return looked;
    }

    private static List<Looked> looked(Tape tape, long count, String failure) {
        Recording recording = tape.recording();
        String reason = !failure.isEmpty()
                ? failure
                : count < recording.records()
                        ? "the search ended after %,d of %,d records".formatted(count, recording.records())
                        : recording.reason();
        return tape.readers().stream()
                .map(reader -> new Looked(reader.resource().label(), Optional.of(recording), count, reason))
                .toList();
    }

    private static Held held(Optional<Installation> installation, Ref entity) throws InterruptedException {
        if (installation.isEmpty()) {
            return new Held(Held.State.ABSENT, null, "");
        }
        try {
            var owned = installation.get().owned(List.of(entity));
            return owned.isEmpty()
                    ? new Held(Held.State.ABSENT, null, "")
                    : new Held(Held.State.HELD, owned.getFirst(), "");
        } catch (CatalogException away) {
            return new Held(Held.State.UNKNOWN, null, String.valueOf(away.getMessage()));
        }
    }

    private List<String> notes(InForce inForce, Shelf shelf, Ref entity) {
        var notes = new ArrayList<String>();
        for (Tape tape : shelf.tapes()) {
            Recording recording = tape.recording();
            String kind = recording.kind();
            if (!recording.mapping().equals(inForce.mapping().hash())) {
                notes.add("the mapping was changed since run " + recording.run() + " read " + kind
                        + ": this is what the present one makes of it");
            }
            tape.newer()
                    .ifPresent(newer -> notes.add("the reading of " + kind + " by run " + newer.run()
                            + " is newer, but not whole: " + newer.reason()));
            if (!ledger.touchedSince(recording.run(), List.of(entity)).isEmpty()) {
                notes.add("it was written by an event or by the integration itself since run " + recording.run()
                        + " read " + kind);
            }
        }
        return notes;
    }
}
