package io.atoll.git.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.eclipse.jgit.lib.PersonIdent;
import org.junit.jupiter.api.Test;

class MailmapTest {

    private static final Mailmap MAP = new Mailmap("""
            # people
            Proper Name <proper@example.com>
            <new@example.com> <Old@example.com>
            Both Names <both@example.com> <other@example.com> # a note
            Build Robot <robot@example.com> root <root@localhost>
            not a line
            """);

    private static String person(String name, String email) {
        Person person = MAP.person(new PersonIdent(name, email, Instant.EPOCH, java.time.ZoneOffset.UTC));
        return person.name() + " <" + person.email() + ">";
    }

    @Test
    void knowsTheFourFormsOfALine() {
        assertThat(person("p", "PROPER@example.com")).isEqualTo("Proper Name <proper@example.com>");
        assertThat(person("Old", "old@example.com")).isEqualTo("Old <new@example.com>");
        assertThat(person("b", "other@example.com")).isEqualTo("Both Names <both@example.com>");
        assertThat(person("Root", "root@localhost")).isEqualTo("Build Robot <robot@example.com>");
        assertThat(person("someone", "root@localhost")).isEqualTo("someone <root@localhost>");
    }

    @Test
    void leavesOthersAsTheyAre() {
        assertThat(person("Eve", "Eve@Example.com")).isEqualTo("Eve <eve@example.com>");
        assertThat(MAP.person(null).key()).isEqualTo("unknown");
    }
}
