package io.atoll.deploy.internal;

import static io.atoll.pipeline.Deployments.State.ARRIVING;
import static io.atoll.pipeline.Deployments.State.STARTING;

import io.atoll.deploy.internal.Attempt.Outcome.Returned;
import io.atoll.deploy.internal.Attempt.Outcome.Threw;
import io.atoll.deploy.internal.Entry.Candidate;
import io.atoll.deploy.internal.Entry.Examination;
import io.atoll.deploy.internal.Entry.Suspicion;
import io.atoll.deploy.internal.Folder.Sighting;
import io.atoll.deploy.internal.Verdict.Refused;
import io.atoll.deploy.internal.Verdict.Sound;
import io.atoll.pipeline.Deployments.Deployment;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes files up: looks at the folder, has stable files copied and verified, and hands what is sound to the {@link Choice}. Its
 * steps are taken by one thread; what it tells may be read by any.
 */
final class Intake {

    /** How long a file that looks like half a copy may stay as it is, before it is called broken. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    /** How long an examination may take; it is bounded by the limits on size, and never given up. */
    private static final Duration EXAMINATION = Duration.ofDays(1);

    private static final Logger log = LoggerFactory.getLogger(Intake.class);

    private final DeployConfiguration.Values values;
    private final Folder folder;
    private final Staging staging;
    private final Verification verification;
    private final Container container;
    private final Archive archive;
    private final Choice choice;
    private final Runnable news;
    private final SortedMap<String, Entry> entries = new TreeMap<>();

    private long nextLook = System.nanoTime();
    private String trouble = "";
    private @Nullable Set<String> awaited;
    private volatile boolean settled;
    private volatile List<Deployment> told = List.of();

    /**
     * Takes over what an earlier life left installed; does not look yet.
     *
     * @param news called on a foreign thread when a step is due before the next look
     */
    Intake(
            DeployConfiguration.Values values,
            Folder folder,
            Staging staging,
            Verification verification,
            Container container,
            Components components,
            Archive archive,
            Runnable news) {
        this.archive = archive;
        this.values = values;
        this.folder = folder;
        this.staging = staging;
        this.verification = verification;
        this.container = container;
        this.news = news;
        Population population = new Population(container, values.startTimeout(), values.parallel(), news);
        this.choice = new Choice(entries, population, container, components);
        for (Installed leftover : container.leftovers()) {
            population.add(leftover);
            Entry entry = entries.computeIfAbsent(leftover.origin.file(), Entry::new);
            if (entry.installed != null) {
                population.end(entry.installed);
            }
            entry.installed = leftover;
        }
    }

    /** What lies in the folder, as of the last step. */
    List<Deployment> all() {
        return told;
    }

    /** Whether what lay in the folder at the first look has been dealt with; {@link #all} tells so before. */
    boolean settled() {
        return settled;
    }

    /** Does what is due now. Never waits for a bundle. */
    void step() {
        if (!container.ready()) {
            return;
        }
        if (System.nanoTime() - nextLook >= 0) {
            nextLook = System.nanoTime() + values.poll().toNanos();
            look();
        }
        entries.values().forEach(this::conclude);
        entries.values().forEach(this::take);
        if (settled || !examining()) {
            choice.step();
        }
        told = Stream.concat(entries.values().stream().map(Entry::told), choice.hanging().stream())
                .sorted(Comparator.comparing(Deployment::file))
                .toList();
        settle();
    }

    /** Ends the examinations; bundles stay as they are. */
    void close() {
        for (Entry entry : entries.values()) {
            if (entry.examination != null) {
                entry.examination.interrupt();
            }
        }
    }

    private void look() {
        SortedMap<String, Sighting> sightings;
        try {
            if (awaited == null) {
                folder.create();
            }
            sightings = folder.look();
        } catch (IOException e) {
            complain(
                    "the deploy folder %s cannot be read (%s); what was deployed from it goes on; make it a folder that the platform may read"
                            .formatted(folder.path(), e));
            return;
        }
        if (!trouble.isEmpty()) {
            trouble = "";
            log.info("the deploy folder {} can be read again", folder.path());
        }
        if (awaited == null) {
            awaited = new HashSet<>(sightings.keySet());
        }
        for (String gone : Set.copyOf(entries.keySet())) {
            if (!sightings.containsKey(gone)) {
                remove(gone);
            }
        }
        sightings.forEach((file, sighting) -> consider(entries.computeIfAbsent(file, Entry::new), sighting));
    }

    private void complain(String what) {
        if (!what.equals(trouble)) {
            trouble = what;
            log.error(what);
        }
    }

    private void remove(String file) {
        Entry entry = entries.remove(file);
        if (entry == null) {
            return;
        }
        if (entry.examination != null) {
            entry.examination.interrupt();
        }
        entry.take(null);
        choice.removed(file);
    }

    private void consider(Entry entry, Sighting sighting) {
        Fingerprint now = sighting.fingerprint();
        if (now.equals(entry.taken)) {
            entry.ready = null;
            return;
        }
        entry.suspicion = null;
        if (entry.installed == null) {
            entry.become(ARRIVING, "");
        }
        entry.ready = sighting.stable() ? now : null;
    }

    private void take(Entry entry) {
        Fingerprint ready = entry.ready;
        if (ready != null && entry.examination == null && examinations() < values.parallel()) {
            entry.ready = null;
            entry.taken = ready;
            entry.examination = Attempt.begin(
                    "atoll-deploy-examine-" + entry.file, EXAMINATION, () -> examine(entry.file, ready), news);
        }
    }

    /** Runs on a thread of its own. */
    private Examination examine(String file, Fingerprint before) throws IOException {
        Staging.Copy copy = staging.copy(folder.file(file), values.limits().fileSize());
        try {
            boolean unchanged =
                    Fingerprint.of(folder.file(file)).filter(before::equals).isPresent();
            Verdict verdict = unchanged
                    ? verification.verify(copy.path())
                    : new Refused(null, "it changed while it was copied; wait, or copy it again", true);
            if (verdict instanceof Sound sound) {
                archive.keep(sound.name(), copy);
            }
            if (Thread.currentThread().isInterrupted()) {
                throw new IOException("interrupted");
            }
            return new Examination(copy, verdict);
        } catch (IOException | RuntimeException | Error e) {
            copy.discard();
            throw e;
        }
    }

    private void conclude(Entry entry) {
        if (entry.examination != null && !entry.examination.running()) {
            var outcome = entry.examination.outcome().orElseThrow();
            entry.examination = null;
            switch (outcome) {
                case Returned<Examination> returned -> judge(entry, returned.value());
                case Threw<Examination> threw ->
                    refuse(
                            entry,
                            new Refused(
                                    null,
                                    "it cannot be copied and read (%s); make it readable for the platform, and touch it"
                                            .formatted(threw.cause()),
                                    false));
            }
        }
        if (entry.suspicion != null && Instant.now().isAfter(entry.suspicion.until())) {
            refuse(entry, entry.suspicion.refused());
        }
    }

    private void judge(Entry entry, Examination examination) {
        switch (examination.verdict()) {
            case Sound sound -> accept(entry, new Candidate(sound.name(), examination.copy()));
            case Refused refused -> {
                examination.copy().discard();
                suspect(entry, refused);
            }
        }
    }

    private void accept(Entry entry, Candidate candidate) {
        boolean known = entry.runs(candidate.copy());
        entry.take(candidate);
        entry.call(candidate.name());
        if (!known) {
            choice.offered(entry);
        }
    }

    private void suspect(Entry entry, Refused refused) {
        if (refused.unfinished()) {
            entry.suspicion = new Suspicion(refused, Instant.now().plus(GRACE));
        } else {
            refuse(entry, refused);
        }
    }

    private void refuse(Entry entry, Refused refused) {
        entry.suspicion = null;
        entry.take(null);
        entry.call(refused.name());
        choice.refuse(entry, refused.reason());
    }

    private boolean examining() {
        return examinations() > 0;
    }

    private long examinations() {
        return entries.values().stream()
                .filter(entry -> entry.examination != null)
                .count();
    }

    private void settle() {
        if (settled || awaited == null) {
            return;
        }
        awaited.removeIf(file -> {
            Entry entry = entries.get(file);
            return entry == null || (entry.state() != ARRIVING && entry.state() != STARTING);
        });
        settled = awaited.isEmpty();
    }
}
