package io.atoll.deploy.internal;

import io.atoll.deploy.internal.Attempt.Outcome.Threw;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The installed bundles of the deploy folder, and the calls into them that are under way. A bundle that hangs takes no place of
 * the few that may start or stop at the same time. Used by one thread.
 */
final class Population {

    private static final Logger log = LoggerFactory.getLogger(Population.class);

    private final Container container;
    private final Duration limit;
    private final int parallel;
    private final Runnable ended;
    private final Loaders loaders = new Loaders();
    private final List<Installed> members = new ArrayList<>();

    /**
     * An empty one.
     *
     * @param limit after which a call counts as hanging
     * @param parallel how many calls may be under way
     * @param ended called on a foreign thread when a call ended
     */
    Population(Container container, Duration limit, int parallel, Runnable ended) {
        this.container = container;
        this.limit = limit;
        this.parallel = parallel;
        this.ended = ended;
    }

    void add(Installed installed) {
        members.add(installed);
    }

    List<Installed> all() {
        return List.copyOf(members);
    }

    /** Those that must be gone before this one starts, or that go when it is accepted. */
    List<Installed> rivals(Installed installed) {
        return members.stream().filter(installed::rivals).toList();
    }

    /** The bundles that will provide nothing to this one when it starts. */
    Set<Bundle> leaving(Installed installed) {
        return members.stream()
                .filter(member -> member.leaving() || installed.rivals(member))
                .map(member -> member.bundle)
                .collect(Collectors.toSet());
    }

    /** Starts it, if there is a place and no rival is about to go; one that hangs or cannot be uninstalled is not waited for. */
    void start(Installed installed) {
        boolean free = rivals(installed).stream().noneMatch(Installed::mayStillGo);
        if (free && place()) {
            installed.start = Attempt.begin(
                    "atoll-deploy-start-" + installed.name.symbolicName(),
                    limit,
                    Container.starting(installed.bundle),
                    ended);
        }
    }

    /** Has it stopped and uninstalled, as soon as there is a place. */
    void end(Installed installed) {
        if (!installed.leaving()) {
            installed.leavingSince = Instant.now();
        }
    }

    /** Has all stopped and uninstalled that fit. */
    void end(Predicate<Installed> which) {
        members.stream().filter(which).forEach(this::end);
    }

    /**
     * Goes on with those that have to go.
     *
     * @return those that are gone now
     */
    List<Installed> advance() {
        List<Installed> gone = new ArrayList<>();
        for (Iterator<Installed> all = members.iterator(); all.hasNext(); ) {
            Installed member = all.next();
            if (member.leaving() && member.end == null && place()) {
                member.rememberLoader();
                member.end = Attempt.begin(
                        "atoll-deploy-stop-" + member.name.symbolicName(), limit, Container.ending(member), ended);
            }
            if (isGone(member)) {
                all.remove();
                gone.add(member);
                if (member.loader != null) {
                    loaders.gone(member.name.symbolicName(), member.loader);
                }
            }
            urge(member);
        }
        return gone;
    }

    /** Those that use packages of one that is gone. They keep it half alive until they are gone too. */
    List<Installed> usersOf(Installed gone) {
        Set<Bundle> users = container.users(gone);
        List<Installed> found =
                members.stream().filter(member -> users.remove(member.bundle)).toList();
        if (!users.isEmpty()) {
            log.warn("{} is removed, but {} use its packages; restart the platform to be rid of it", gone, users);
        }
        return found;
    }

    private static boolean isGone(Installed member) {
        if (member.end == null || member.end.outcome().isEmpty()) {
            return false;
        }
        if (member.bundle.getState() == Bundle.UNINSTALLED) {
            return true;
        }
        if (member.end.outcome().get() instanceof Threw<?> threw && !member.urged) {
            member.urged = true;
            log.warn(
                    "{} cannot be uninstalled: {}; restart the platform to be rid of it",
                    member,
                    RootCause.of(threw.cause()));
        }
        return false;
    }

    /** Interrupts, once, what has to go and takes too long. */
    private static void urge(Installed member) {
        if (!member.leaving() || member.urged || !member.hangs()) {
            return;
        }
        member.urged = true;
        if (member.start != null && member.start.running()) {
            member.start.interrupt();
        } else if (member.end != null) {
            log.warn(
                    "{} does not stop: it is at {} since {} s; it is interrupted, and stays until it returns or the platform restarts",
                    member,
                    member.end.place(),
                    member.end.elapsed().toSeconds());
            member.end.interrupt();
        }
    }

    private boolean place() {
        return members.stream().filter(Installed::busy).count() < parallel;
    }
}
