package io.atoll.admin.internal.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.atoll.admin.internal.audit.AuditLog.Asked;
import io.atoll.operation.Caller;
import io.atoll.operation.Caller.Means;
import io.atoll.operation.Refused;
import io.atoll.operation.Role;
import io.atoll.operation.Slice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AuditLogTest {

    private final Refused no = Refused.forbidden("no");

    @TempDir
    private Path data;

    private AuditLog open() {
        return new AuditLog(data, 2_000, InstantSource.system());
    }

    private static Asked asked(String operation) {
        return new Asked(new Caller("ada", Role.ADMIN, Means.SHELL), operation, JsonNodeFactory.instance.objectNode());
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(data.resolve("audit"))) {
            return files.sorted().toList();
        }
    }

    private static List<AuditEntry> all(AuditLog log) throws Refused {
        List<AuditEntry> all = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            Slice<AuditEntry> part = log.entries(7, cursor);
            all.addAll(part.items());
            cursor = part.next();
        } while (cursor.isPresent());
        return all;
    }

    @Test
    void listsTheNewestFirstPageByPageOverSeveralFiles() throws Exception {
        AuditLog log = open();
        for (int i = 1; i <= 30; i++) {
            log.refused(asked("op " + i), no);
        }

        assertThat(files()).hasSizeGreaterThan(2);
        assertThat(all(log))
                .extracting(AuditEntry::number)
                .startsWith(30L, 29L)
                .endsWith(2L, 1L)
                .hasSize(30);
        assertThat(all(log)).allMatch(AuditEntry::intact);
    }

    @Test
    void goesOnWhereItWasAfterARestart() throws Exception {
        open().refused(asked("one"), no);
        open().refused(asked("two"), no);

        assertThat(all(open())).extracting(AuditEntry::number).containsExactly(2L, 1L);
        assertThat(all(open())).allMatch(AuditEntry::intact);
    }

    @Test
    void tellsALineThatWasChanged() throws Exception {
        AuditLog log = open();
        for (int i = 1; i <= 5; i++) {
            log.refused(asked("op " + i), no);
        }
        Path file = files().getFirst();
        Files.writeString(file, Files.readString(file).replace("op 3", "op 7"));

        List<AuditEntry> entries = all(log);

        assertThat(entries).extracting(AuditEntry::intact).containsExactly(true, false, false, true, true);
        assertThat(entries.get(2).reason()).contains("this line was changed after it was written");
        assertThat(entries.get(2).operation()).isEmpty();
    }

    @Test
    void tellsWhereALineWasTakenOut() throws Exception {
        AuditLog log = open();
        for (int i = 1; i <= 4; i++) {
            log.refused(asked("op " + i), no);
        }
        Path file = files().getFirst();
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        lines.remove(1);
        Files.write(file, lines);

        assertThat(all(log))
                .extracting(AuditEntry::operation, AuditEntry::intact)
                .map(Object::toString)
                .containsExactly("(\"op 4\", true)", "(\"op 3\", false)", "(\"op 1\", true)");
    }

    @Test
    void forgetsALineThatWasNotWrittenToItsEnd() throws Exception {
        open().refused(asked("one"), no);
        Files.writeString(files().getFirst(), "{\"previous\":\"12", StandardOpenOption.APPEND);

        open().refused(asked("two"), no);

        assertThat(all(open())).extracting(AuditEntry::operation).containsExactly("two", "one");
        assertThat(all(open())).allMatch(AuditEntry::intact);
    }

    @Test
    void letsNobodyElseReadIt() throws Exception {
        open().refused(asked("one"), no);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(files().getFirst())))
                .isEqualTo("rw-------");
    }

    @Test
    void refusesACursorThatItHasNotGiven() {
        assertThatThrownBy(() -> open().entries(5, Optional.of("../x")))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("cursor");
    }
}
