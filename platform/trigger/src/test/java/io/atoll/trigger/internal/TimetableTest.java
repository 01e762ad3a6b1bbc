package io.atoll.trigger.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimetableTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    0 4 * * *         | 2026-03-01T03:59:59Z | 2026-03-01T04:00:00Z
                    0 4 * * *         | 2026-03-01T04:00:00Z | 2026-03-02T04:00:00Z
                    */15 * * * *      | 2026-03-01T00:01:00Z | 2026-03-01T00:15:00Z
                    5/20 8-9 * * *    | 2026-03-01T08:05:00Z | 2026-03-01T08:25:00Z
                    30 6 * * MON-FRI  | 2026-02-27T07:00:00Z | 2026-03-02T06:30:00Z
                    0 0 1,15 * *      | 2026-03-02T00:00:00Z | 2026-03-15T00:00:00Z
                    0 0 29 FEB *      | 2026-03-01T00:00:00Z | 2028-02-29T00:00:00Z
                    0 0 13 * fri      | 2026-03-01T00:00:00Z | 2026-03-06T00:00:00Z
                    0 0 * * 7         | 2026-03-02T00:00:00Z | 2026-03-08T00:00:00Z
                    """)
    void readsCronExpressions(String expression, Instant last, Instant next) {
        assertThat(at(expression, ZoneId.of("UTC")).after(last)).contains(next);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    0 4 * *       | has 4 fields
                    60 4 * * *    | the minute '60' is not between 0 and 59
                    0 4 * * FOO   | the day of week 'FOO' is not between 0 and 7 or one of SUN
                    0 5-4 * * *   | the hour '5-4' goes backwards
                    0 4 */0 * *   | the day of month '0' is not between 1 and 31
                    0 4 30 2 *    | never comes
                    """)
    void refusesWhatIsNoCronExpression(String expression, String reason) {
        assertThatThrownBy(() -> Cron.parse(expression)).hasMessageContaining(reason);
    }

    @Test
    void neitherSkipsNorDoublesWhenTheClocksChange() {
        var nightly = at("30 2 * * *", BERLIN);

        assertThat(nightly.after(Instant.parse("2026-03-28T12:00:00Z")))
                .contains(Instant.parse("2026-03-29T01:30:00Z"));
        assertThat(nightly.after(Instant.parse("2026-03-29T01:30:00Z")))
                .contains(Instant.parse("2026-03-30T00:30:00Z"));
        assertThat(nightly.after(Instant.parse("2026-10-24T12:00:00Z")))
                .contains(Instant.parse("2026-10-25T00:30:00Z"));
        assertThat(nightly.after(Instant.parse("2026-10-25T00:30:00Z")))
                .contains(Instant.parse("2026-10-26T01:30:00Z"));
        assertThat(nightly.after(Instant.parse("2026-10-25T01:10:00Z")))
                .contains(Instant.parse("2026-10-26T01:30:00Z"));
    }

    @Test
    void spreadsInstancesAndNeverChangesItsMind() {
        var last = Instant.parse("2026-03-01T00:00:00Z");
        var most = Duration.ofMinutes(10);
        var begins = new HashSet<Instant>();
        for (int instance = 0; instance < 20; instance++) {
            var table = new Timetable.Late(new Timetable.Every(Duration.ofHours(1)), most, instance);
            Instant begin = begin(table, last);
            assertThat(begin).isEqualTo(begin(table, last));
            assertThat(Duration.between(last, begin))
                    .isBetween(Duration.ofHours(1), Duration.ofHours(1).plus(most));
            begins.add(begin);
        }
        assertThat(begins).hasSizeGreaterThan(10);
    }

    @Test
    void namesTheLastOfSeveralThatWereMissed() {
        var hourly = at("0 * * * *", BERLIN);
        var last = Instant.parse("2026-03-01T00:00:00Z");

        assertThat(hourly.due(last, last.plusSeconds(3599))).isEmpty();
        assertThat(hourly.due(last, last.plus(Duration.ofHours(7).plusMinutes(3))))
                .contains(last.plus(Duration.ofHours(7)));
    }

    private static Timetable at(String expression, ZoneId zone) {
        return new Timetable.At(Cron.parse(expression), zone);
    }

    /** When it is due, to the second. */
    private static Instant begin(Timetable table, Instant last) {
        Instant now = last;
        while (table.due(last, now).equals(Optional.empty())) {
            now = now.plusSeconds(1);
        }
        return now;
    }
}
