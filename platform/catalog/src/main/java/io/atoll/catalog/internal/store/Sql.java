package io.atoll.catalog.internal.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Statements on one connection, each prepared once; parameters are texts, whole numbers and bytes. */
final class Sql implements AutoCloseable {

    private final Connection connection;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();

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
            throw failure(e);
        }
    }

    /** Changes rows and says how many. */
    int run(String statement, @Nullable Object... parameters) {
        try {
            return bound(statement, parameters).executeUpdate();
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    @Override
    public void close() {
        try {
            for (var statement : prepared.values()) {
                statement.close();
            }
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    private PreparedStatement bound(String statement, @Nullable Object... parameters) throws SQLException {
        var known = prepared.get(statement);
        if (known == null) {
            known = connection.prepareStatement(statement);
            prepared.put(statement, known);
        }
        for (var i = 0; i < parameters.length; i++) {
            known.setObject(i + 1, parameters[i]);
        }
        return known;
    }

    private static StoreFailure failure(SQLException e) {
        return new StoreFailure("the store failed: " + e.getMessage(), e);
    }

    /** The row that a query stands at; columns count from 1. */
    record Row(ResultSet rows) {

        String text(int column) {
            try {
                return rows.getString(column);
            } catch (SQLException e) {
                throw failure(e);
            }
        }

        /** A text, or null if there is none. */
        @Nullable
        String optional(int column) {
            try {
                return rows.getString(column);
            } catch (SQLException e) {
                throw failure(e);
            }
        }

        long number(int column) {
            try {
                return rows.getLong(column);
            } catch (SQLException e) {
                throw failure(e);
            }
        }

        byte[] bytes(int column) {
            try {
                return rows.getBytes(column);
            } catch (SQLException e) {
                throw failure(e);
            }
        }
    }
}
