package io.atoll.catalog.internal.store;

import io.atoll.catalog.internal.model.Refusal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Statements on one connection; those used last stay prepared. Parameters are texts without U+0000, whole numbers and bytes.
 *
 * <p>Whatever the database refuses comes as a {@link StoreFailure}.
 */
final class Sql {

    private static final int PREPARED = 100;

    /** So many rows travel at once where the database is elsewhere. */
    private static final int ROWS = 100;

    private final Connection connection;
    private final Map<String, PreparedStatement> prepared = new LinkedHashMap<>(16, 0.75f, true);

    Sql(Connection connection) {
        this.connection = connection;
    }

    /** The first row, if there is one. */
    <T> Optional<T> first(String statement, Function<Row, T> reader, @Nullable Object... parameters) {
        return some(statement, reader, () -> false, parameters).stream().findFirst();
    }

    /** All rows. */
    <T> List<T> all(String statement, Function<Row, T> reader, @Nullable Object... parameters) {
        return some(statement, reader, () -> true, parameters);
    }

    /** Each row in turn. */
    void each(String statement, Consumer<Row> reader, @Nullable Object... parameters) {
        all(
                statement,
                row -> {
                    reader.accept(row);
                    return true;
                },
                parameters);
    }

    /** Rows as long as the caller wants more. */
    <T> List<T> some(String statement, Function<Row, T> reader, BooleanSupplier more, @Nullable Object... parameters) {
        try (var rows = bound(statement, parameters).executeQuery()) {
            var read = new ArrayList<T>();
            while (rows.next()) {
                read.add(reader.apply(new Row(rows)));
                if (!more.getAsBoolean()) {
                    break;
                }
            }
            return read;
        } catch (SQLException e) {
            throw StoreFailure.of(e);
        }
    }

    /** Changes rows and says how many. */
    int run(String statement, @Nullable Object... parameters) {
        try {
            return bound(statement, parameters).executeUpdate();
        } catch (SQLException e) {
            throw StoreFailure.of(e);
        }
    }

    private PreparedStatement bound(String statement, @Nullable Object... parameters) throws SQLException {
        var known = prepared.get(statement);
        if (known == null) {
            forgetEldest();
            known = connection.prepareStatement(statement);
            known.setFetchSize(ROWS);
            prepared.put(statement, known);
        }
        for (var i = 0; i < parameters.length; i++) {
            known.setObject(i + 1, kept(parameters[i]));
        }
        return known;
    }

    private void forgetEldest() throws SQLException {
        if (prepared.size() >= PREPARED) {
            var eldest = prepared.entrySet().iterator();
            eldest.next().getValue().close();
            eldest.remove();
        }
    }

    /** PostgreSQL has no U+0000 in texts; so that both stores do the same, neither has. */
    private static @Nullable Object kept(@Nullable Object parameter) {
        if (parameter instanceof String text && text.indexOf('\0') >= 0) {
            throw Refusal.invalid("a name cannot have the character U+0000 in it");
        }
        return parameter;
    }

    /** The row that a query stands at; columns count from 1. */
    record Row(ResultSet rows) {

        String text(int column) {
            try {
                return rows.getString(column);
            } catch (SQLException e) {
                throw StoreFailure.of(e);
            }
        }

        /** A text, or null if there is none. */
        @Nullable
        String optional(int column) {
            try {
                return rows.getString(column);
            } catch (SQLException e) {
                throw StoreFailure.of(e);
            }
        }

        long number(int column) {
            try {
                return rows.getLong(column);
            } catch (SQLException e) {
                throw StoreFailure.of(e);
            }
        }

        byte[] bytes(int column) {
            try {
                return rows.getBytes(column);
            } catch (SQLException e) {
                throw StoreFailure.of(e);
            }
        }
    }
}
