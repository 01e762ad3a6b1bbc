package io.atoll.ledger.internal.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Statements on one connection, each prepared once.
 *
 * <p>Statements may contain the words of {@link Dialect}. Parameters are texts, whole numbers, bytes and nulls. For one thread at a time.
 */
public final class Session implements AutoCloseable {

    private final Connection connection;
    private final Dialect dialect;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();

    Session(Connection connection, Dialect dialect) {
        this.connection = connection;
        this.dialect = dialect;
    }

    /** All rows. */
    public <T> List<T> all(String statement, Function<Row, T> reader, @Nullable Object... parameters) {
        try (var rows = bound(statement, parameters).executeQuery()) {
            var read = new ArrayList<T>();
            var row = new Row(rows);
            while (rows.next()) {
                read.add(reader.apply(row));
            }
            return read;
        } catch (SQLException e) {
            throw new SqlFailure(e);
        }
    }

    /** The first row, if there is one. */
    public <T> Optional<T> first(String statement, Function<Row, T> reader, @Nullable Object... parameters) {
        return all(statement, reader, parameters).stream().findFirst();
    }

    /** The number in the first column of the first row; 0 if there is none. */
    public long number(String statement, @Nullable Object... parameters) {
        return first(statement, row -> row.number(1), parameters).orElse(0L);
    }

    /** Changes rows and says how many. */
    public long run(String statement, @Nullable Object... parameters) {
        try {
            return bound(statement, parameters).executeLargeUpdate();
        } catch (SQLException e) {
            throw new SqlFailure(e);
        }
    }

    /** Carries out a statement once for each list of parameters. */
    public void batch(String statement, Iterable<@Nullable Object[]> parameters) {
        try {
            var batch = bound(statement);
            for (var each : parameters) {
                bind(batch, each);
                batch.addBatch();
            }
            batch.executeBatch();
        } catch (SQLException e) {
            throw new SqlFailure(e);
        }
    }

    /** Carries out a statement without parameters that is not worth remembering. */
    public void execute(String statement) {
        try (var once = connection.createStatement()) {
            once.execute(dialect.spoken(statement));
        } catch (SQLException e) {
            throw new SqlFailure(e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            // what was committed is on the disk, and the rest is void
        }
    }

    private PreparedStatement bound(String statement, @Nullable Object... parameters) throws SQLException {
        var known = prepared.get(statement);
        if (known == null) {
            known = connection.prepareStatement(dialect.spoken(statement));
            prepared.put(statement, known);
        }
        bind(known, parameters);
        return known;
    }

    private static void bind(PreparedStatement statement, @Nullable Object... parameters) throws SQLException {
        for (var i = 0; i < parameters.length; i++) {
            var parameter = parameters[i];
            if (parameter instanceof String text) {
                statement.setString(i + 1, Text.stored(text));
            } else {
                statement.setObject(i + 1, parameter);
            }
        }
    }
}
