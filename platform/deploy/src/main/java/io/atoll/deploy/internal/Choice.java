package io.atoll.deploy.internal;

import static io.atoll.pipeline.Deployments.State.ARRIVING;
import static io.atoll.pipeline.Deployments.State.BLOCKED;
import static io.atoll.pipeline.Deployments.State.FAILED;
import static io.atoll.pipeline.Deployments.State.LIVE;
import static io.atoll.pipeline.Deployments.State.REFUSED;
import static io.atoll.pipeline.Deployments.State.STARTING;
import static io.atoll.pipeline.Deployments.State.SUPERSEDED;
import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;
import static java.util.stream.Collectors.groupingBy;

import io.atoll.deploy.internal.Attempt.Outcome.Threw;
import io.atoll.deploy.internal.Entry.Candidate;
import io.atoll.pipeline.Deployments.Deployment;
import io.atoll.pipeline.Deployments.State;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chooses what runs: of each bundle the highest version that works, and of two equal ones that of the first file name. A running
 * bundle goes only when what replaces it was found to resolve. Used by one thread, which never waits for a bundle.
 */
final class Choice {

    private static final Duration WATCH = Duration.ofSeconds(1);

    /** Of many instances the watch takes long: it then pauses so many times as long. */
    private static final int PAUSE = 50;

    private static final Logger log = LoggerFactory.getLogger(Choice.class);

    /** The best first. */
    private static final Comparator<Entry> BEST = Comparator.comparing(
                    (Entry entry) -> requireNonNull(entry.standsFor()).version(), Comparator.reverseOrder())
            .thenComparing(entry -> entry.file);

    private final SortedMap<String, Entry> entries;
    private final Population population;
    private final Container container;
    private final Components components;
    private boolean supplied;
    private long nextWatch = System.nanoTime();

    /**
     * Begins with what is there.
     *
     * @param entries of the files in the folder, kept by the intake
     */
    Choice(SortedMap<String, Entry> entries, Population population, Container container, Components components) {
        this.entries = entries;
        this.population = population;
        this.container = container;
        this.components = components;
    }

    /** Takes notice of an entry's new candidate. What runs of the entry goes on until that is found to resolve. */
    void offered(Entry entry) {
        if (entry.installed != null && entry.state() == FAILED) {
            release(entry);
        }
        entry.become(ARRIVING, "");
        supplied = true;
    }

    /** Takes notice of a file that is gone. */
    void removed(String file) {
        population.end(installed -> installed.origin.file().equals(file));
    }

    /** Tells why an entry's content is not installed. Content that ran before goes on. */
    void refuse(Entry entry, String reason) {
        if (entry.installed != null && entry.installed.start == null) {
            release(entry);
        }
        String rest = entry.installed == null
                ? ""
                : " (until the platform restarts, %s from before goes on)".formatted(entry.installed.name);
        if (entry.become(REFUSED, reason + rest)) {
            log.warn("{} {}: {}", entry.file, REFUSED, entry.reason());
        }
    }

    /** What became of removed files whose bundle hangs. */
    List<Deployment> hanging() {
        return population.all().stream()
                .filter(Installed::hangs)
                .filter(installed -> !entries.containsKey(installed.origin.file()))
                .map(installed -> new Deployment(
                        installed.origin.file(),
                        installed.name.symbolicName(),
                        installed.name.version().toString(),
                        BLOCKED,
                        "the file is gone, but its bundle does not return; it goes when it does, or when the platform restarts",
                        requireNonNullElse(installed.leavingSince, Instant.EPOCH)))
                .toList();
    }

    /** Does what is due now. */
    void step() {
        choose();
        for (Installed gone : population.advance()) {
            log.info("{} is removed", gone);
            supplied = true;
            population.usersOf(gone).forEach(user -> redeploy(user, gone));
        }
        long began = System.nanoTime();
        boolean watch = began - nextWatch >= 0;
        for (Entry entry : entries.values()) {
            if (entry.installed != null) {
                attend(entry, entry.installed, watch);
            }
        }
        if (watch) {
            long now = System.nanoTime();
            nextWatch = now + Math.max(WATCH.toNanos(), (now - began) * PAUSE);
        }
        if (supplied) {
            choose();
        }
    }

    private void choose() {
        boolean retry = supplied;
        supplied = false;
        entries.values().forEach(entry -> entry.retry = retry && entry.unresolved);
        Map<String, List<Entry>> bundles = entries.values().stream()
                .filter(entry -> entry.standsFor() != null)
                .collect(groupingBy(entry -> requireNonNull(entry.standsFor()).symbolicName()));
        Map<Entry, Installed> trial = new LinkedHashMap<>();
        for (List<Entry> versions : bundles.values()) {
            versions.sort(BEST);
            Entry best = versions.getFirst();
            versions.stream().skip(1).forEach(other -> supersede(other, best));
            if (best.pending()) {
                install(best, requireNonNull(best.candidate)).ifPresent(installed -> trial.put(best, installed));
            }
        }
        entries.values().forEach(entry -> entry.retry = false);
        resolve(trial);
    }

    private void supersede(Entry other, Entry best) {
        if (other.installed != null) {
            boolean bestIsComing = best.pending()
                    && other.installed
                            .name
                            .symbolicName()
                            .equals(requireNonNull(best.standsFor()).symbolicName());
            if (bestIsComing) {
                return;
            }
            release(other);
        }
        BundleName name = requireNonNull(best.standsFor());
        boolean same = name.equals(requireNonNull(other.standsFor()));
        other.unresolved = false;
        other.become(
                SUPERSEDED,
                same
                        ? "%s holds the same version %s of it; remove one of the two"
                                .formatted(best.file, name.version())
                        : "%s holds its version %s, which is higher; remove that file to come back to this one"
                                .formatted(best.file, name.version()));
    }

    private Optional<Installed> install(Entry entry, Candidate candidate) {
        try {
            return Optional.of(container.install(candidate.copy(), entry.file));
        } catch (BundleException | IOException | IllegalStateException e) {
            if (container.goingDown()) {
                return Optional.empty();
            }
            refuse(
                    entry,
                    "the framework does not install it (%s); mend it and copy it again".formatted(RootCause.of(e)));
            return Optional.empty();
        }
    }

    /** Takes back what does not resolve, until all that is left does; what needs one another may so come together. */
    private void resolve(Map<Entry, Installed> trial) {
        boolean refused;
        do {
            refused = trial.entrySet().removeIf(each -> !resolves(each.getKey(), each.getValue()));
        } while (refused);
        trial.forEach(this::accept);
    }

    private boolean resolves(Entry entry, Installed installed) {
        List<String> problems = container.problems(installed, population.leaving(installed));
        if (!problems.isEmpty()) {
            if (!Container.takeBack(installed)) {
                population.add(installed);
                population.end(installed);
            }
            entry.unresolved = true;
            refuse(entry, String.join("; ", problems));
        }
        return problems.isEmpty();
    }

    private void accept(Entry entry, Installed installed) {
        entry.unresolved = false;
        for (Installed rival : population.rivals(installed)) {
            owner(rival).ifPresent(owner -> owner.installed = null);
            population.end(rival);
        }
        population.add(installed);
        entry.installed = installed;
        entry.become(STARTING, "");
    }

    private void attend(Entry entry, Installed installed, boolean watch) {
        Attempt<?> start = installed.start;
        if (start == null) {
            if (entry.upToDate()) {
                entry.become(STARTING, "");
                population.start(installed);
            }
        } else if (start.overdue()) {
            block(entry, start);
        } else if (start.outcome().orElse(null) instanceof Threw<?> threw) {
            become(
                    entry,
                    FAILED,
                    "its start threw %s; mend it and copy it again, or touch the file to try again"
                            .formatted(RootCause.of(threw.cause())));
            release(entry);
        } else if (!start.running()
                && entry.upToDate()
                && entry.state() != REFUSED
                && (watch || entry.state() != LIVE)) {
            judge(entry, installed.bundle);
        }
    }

    private void judge(Entry entry, Bundle bundle) {
        Optional<String> failure = bundle.getState() == Bundle.ACTIVE
                ? components
                        .failure(bundle)
                        .map("%s; mend it or its configuration, and touch the file to try again"::formatted)
                : Optional.of(
                        "its bundle was stopped by other means than this folder; touch the file to deploy it again");
        become(entry, failure.isPresent() ? FAILED : LIVE, failure.orElse(""));
    }

    private void block(Entry entry, Attempt<?> start) {
        become(
                entry,
                BLOCKED,
                "its start did not return within %d s, it is at %s; it was interrupted and is removed when it returns; mend it and copy it again, or touch the file to try again"
                        .formatted(start.limit().toSeconds(), start.place()));
        release(entry);
    }

    private void become(Entry entry, State state, String reason) {
        if (!entry.become(state, reason)) {
            return;
        }
        if (state == LIVE) {
            log.info(
                    "{} {}: {}",
                    entry.file,
                    LIVE,
                    entry.told().bundle() + " " + entry.told().version());
            supplied = true;
        } else {
            log.warn("{} {}: {}", entry.file, state, reason);
        }
    }

    private void redeploy(Installed user, Installed gone) {
        owner(user).filter(Entry::upToDate).ifPresent(owner -> {
            log.info("{} used packages of {} and is deployed anew", user, gone);
            release(owner);
            owner.become(ARRIVING, "");
        });
    }

    /** Lets go what runs of an entry. */
    private void release(Entry entry) {
        if (entry.installed != null) {
            population.end(entry.installed);
            entry.installed = null;
        }
    }

    private Optional<Entry> owner(Installed installed) {
        return entries.values().stream()
                .filter(entry -> entry.installed == installed)
                .findFirst();
    }
}
