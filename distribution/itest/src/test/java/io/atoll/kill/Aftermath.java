package io.atoll.kill;

import io.atoll.test.ledger.CertificateChecker;
import io.atoll.test.port.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What stands in the ledger of a process that has ended, read from its tables without the product. */
final class Aftermath implements AutoCloseable {

    private static final CertificateChecker CHECKER = new CertificateChecker(Scenario.BUDGET, 10, 1.0);

    private final Connection ledger;

    private Aftermath(Connection ledger) {
        this.ledger = ledger;
    }

    /** Looks at it as it is now, whatever a successor does; at a copy of a file, so that a successor finds that as it was left. */
    static Aftermath of(Child.Start start) throws IOException, SQLException {
        if (start.database().isPresent()) {
            var connection = start.database().get().connect();
            connection.setSchema("atoll_ledger");
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setAutoCommit(false);
            var aftermath = new Aftermath(connection);
            aftermath.texts("select name from run"); // from here on it does not see what others write
            return aftermath;
        }
        Path copy = Files.createTempDirectory(start.folder(), "copy-");
        try (var files = Files.newDirectoryStream(start.folder().resolve("ledger"), "ledger.db*")) {
            for (Path file : files) {
                if (!file.toString().endsWith("-shm")) {
                    Files.copy(file, copy.resolve(file.getFileName()));
                }
            }
        }
        return new Aftermath(DriverManager.getConnection("jdbc:sqlite:" + copy.resolve("ledger.db")));
    }

    /** The name of the newest run, if it was not ended. */
    Optional<String> unfinished() throws SQLException {
        return texts("select name from run where ended is null and id = (select max(id) from run)").stream()
                .findFirst();
    }

    /** Whether the newest run has a certificate that was not refused. */
    boolean certified() throws SQLException {
        return !texts("select certificate from run where id = (select max(id) from run)"
                        + " and certificate is not null and certificate not like '%refusal%'")
                .isEmpty();
    }

    /** The entities whose deletion is decided or done in the newest run, as {@code blueprint/identifier}. */
    Set<String> deletions() throws SQLException {
        return Set.copyOf(texts("select blueprint || '/' || replace(identifier, '\"', '') from change"
                + " where action = 'DELETE' and state in ('PLANNED', 'DONE') and run = (select max(id) from run)"));
    }

    /** Whether a resource, or a partition of it, need not be read again in the newest run. */
    boolean complete(String label, String partition) throws SQLException {
        return !texts(
                                "select label from resource where run = (select max(id) from run) and gaps is not null and label = '"
                                        + label + "'")
                        .isEmpty()
                || (!partition.isEmpty()
                        && !texts("select name from part where rewound = 0 and ended = 1 and gap is null"
                                        + of(label, partition))
                                .isEmpty());
    }

    /** Where reading goes on in the newest run; empty if at the beginning. */
    String resumeAt(String label, String partition) throws SQLException {
        return texts("select resume_at from part where rewound = 0 and resume_at is not null" + of(label, partition))
                .stream()
                .findFirst()
                .orElse("");
    }

    /** What is wrong with the deletions of all runs. */
    List<String> unjustified() throws SQLException, IOException {
        return CHECKER.verify(ledger);
    }

    private static String of(String label, String partition) {
        return " and run = (select max(id) from run) and label = '" + label + "' and name = '" + partition + "'";
    }

    private List<String> texts(String query) throws SQLException {
        var texts = new ArrayList<String>();
        try (var statement = ledger.createStatement();
                var rows = statement.executeQuery(query)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }

    @Override
    public void close() throws SQLException {
        ledger.close();
    }
}
