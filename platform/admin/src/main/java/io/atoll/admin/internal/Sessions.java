package io.atoll.admin.internal;

import io.atoll.access.Visitor;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Who is signed in. Kept in memory: a restart signs everybody out.
 *
 * <p>An id is a random token of which only the digest is kept. If there are too many sessions, the one unused for longest ends.
 */
@Component(service = Sessions.class, configurationPid = "io.atoll.admin")
public final class Sessions {

    static final int MOST = 200;

    private final InstantSource clock;
    private final Duration idle;
    private final Duration absolute;
    private final Map<Digest, Session> sessions = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Digest, Session> eldest) {
            return size() > MOST;
        }
    };

    /** Takes the time-outs of the configuration. */
    @Activate
    public Sessions(AdminConfiguration configuration) {
        this(
                InstantSource.system(),
                Duration.ofMinutes(positive("session.idle.minutes", configuration.session_idle_minutes())),
                Duration.ofHours(positive("session.absolute.hours", configuration.session_absolute_hours())));
    }

    Sessions(InstantSource clock, Duration idle, Duration absolute) {
        this.clock = clock;
        this.idle = idle;
        this.absolute = absolute;
    }

    private static int positive(String key, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(key + " must be at least 1, but was " + value);
        }
        return value;
    }

    /** Begins a session and gives its id. */
    synchronized String open(String user) {
        Instant now = clock.instant();
        sessions.values().removeIf(session -> expired(session, now));
        String id = Secrets.token();
        sessions.put(Digest.of(id), new Session(new Visitor(user, Secrets.token()), now, now));
        return id;
    }

    /** Whose session it is, if there is such a session; counts as use of it. */
    synchronized Optional<Visitor> find(String id) {
        Digest key = Digest.of(id);
        Instant now = clock.instant();
        Session session = sessions.get(key);
        if (session == null) {
            return Optional.empty();
        }
        if (expired(session, now)) {
            sessions.remove(key);
            return Optional.empty();
        }
        sessions.put(key, new Session(session.visitor, session.openedAt, now));
        return Optional.of(session.visitor);
    }

    /** Ends a session, if there is such a session. */
    synchronized void close(String id) {
        sessions.remove(Digest.of(id));
    }

    /** Ends all sessions of a user. */
    public synchronized void closeAll(String user) {
        sessions.values().removeIf(session -> session.visitor.name().equals(user));
    }

    private boolean expired(Session session, Instant now) {
        return !now.isBefore(session.usedAt.plus(idle)) || !now.isBefore(session.openedAt.plus(absolute));
    }

    private record Session(Visitor visitor, Instant openedAt, Instant usedAt) {}
}
