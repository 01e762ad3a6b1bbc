package io.atoll.admin.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class TicketsTest {

    private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);

    private final FakeClock clock = new FakeClock();
    private final Tickets tickets = new Tickets(clock, URI.create("http://127.0.0.1:8710"));

    private String issue() {
        String link = tickets.issue(FIVE_MINUTES).toString();
        assertThat(link).startsWith("http://127.0.0.1:8710/login?ticket=");
        return link.substring(link.indexOf('=') + 1);
    }

    @Test
    void redeemsATicketOnce() {
        String ticket = issue();

        assertThat(tickets.redeem(ticket)).isTrue();
        assertThat(tickets.redeem(ticket)).isFalse();
    }

    @Test
    void redeemsNoTicketThatItDidNotIssue() {
        issue();

        assertThat(tickets.redeem("")).isFalse();
        assertThat(tickets.redeem(Secrets.token())).isFalse();
    }

    @Test
    void redeemsNoTicketThatIsTooOld() {
        String ticket = issue();

        clock.advance(FIVE_MINUTES);

        assertThat(tickets.redeem(ticket)).isFalse();
    }

    @Test
    void forgetsTheOldestOfTooManyTickets() {
        String oldest = issue();
        String second = issue();
        for (int i = 0; i < Tickets.MOST - 1; i++) {
            issue();
        }

        assertThat(tickets.redeem(oldest)).isFalse();
        assertThat(tickets.redeem(second)).isTrue();
    }

    @Test
    void refusesValiditiesThatMakeNoSense() {
        for (Duration validity : new Duration[] {Duration.ZERO, Duration.ofSeconds(-1), Duration.ofMinutes(61)}) {
            assertThatIllegalArgumentException().isThrownBy(() -> tickets.issue(validity));
        }
    }
}
