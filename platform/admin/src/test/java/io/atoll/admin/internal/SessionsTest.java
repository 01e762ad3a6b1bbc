package io.atoll.admin.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.atoll.access.Visitor;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class SessionsTest {

    private static final Duration IDLE = Duration.ofMinutes(60);
    private static final Duration ABSOLUTE = Duration.ofHours(12);

    private final FakeClock clock = new FakeClock();
    private final Sessions sessions = new Sessions(clock, IDLE, ABSOLUTE);

    @Test
    void findsWhomItOpenedASessionFor() {
        String id = sessions.open("admin");

        assertThat(sessions.find(id).map(Visitor::name)).contains("admin");
        assertThat(sessions.find(id + "x")).isEmpty();
        assertThat(sessions.find("")).isEmpty();
    }

    @Test
    void givesEverySessionItsOwnIdAndFormToken() {
        Set<String> secrets = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            String id = sessions.open("admin");
            secrets.add(id);
            secrets.add(sessions.find(id).orElseThrow().formToken());
        }

        assertThat(secrets).hasSize(200).allSatisfy(secret -> assertThat(secret).hasSize(43));
    }

    @Test
    void endsASessionThatIsIdle() {
        String id = sessions.open("admin");
        clock.advance(IDLE.minusSeconds(1));
        assertThat(sessions.find(id)).isPresent();
        clock.advance(IDLE.minusSeconds(1));
        assertThat(sessions.find(id)).isPresent();

        clock.advance(IDLE);

        assertThat(sessions.find(id)).isEmpty();
    }

    @Test
    void endsASessionThatIsOldHoweverBusy() {
        String id = sessions.open("admin");
        Duration step = Duration.ofMinutes(30);
        for (Duration age = step; age.compareTo(ABSOLUTE) < 0; age = age.plus(step)) {
            clock.advance(step);
            assertThat(sessions.find(id)).isPresent();
        }

        clock.advance(step);

        assertThat(sessions.find(id)).isEmpty();
    }

    @Test
    void endsTheSessionUnusedForLongestIfThereAreTooMany() {
        String busy = sessions.open("admin");
        String unused = sessions.open("admin");
        for (int i = 0; i < Sessions.MOST - 1; i++) {
            sessions.find(busy);
            sessions.open("admin");
        }

        assertThat(sessions.find(busy)).isPresent();
        assertThat(sessions.find(unused)).isEmpty();
    }

    @Test
    void closesASession() {
        String id = sessions.open("admin");

        sessions.close(id);

        assertThat(sessions.find(id)).isEmpty();
    }
}
