package io.atoll.ledger.internal.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The row that a query stands at; columns count from 1. */
public final class Row {

    private final ResultSet rows;

    Row(ResultSet rows) {
        this.rows = rows;
    }

    /** A text. */
    public String text(int column) {
        try {
            return Text.restored(rows.getString(column));
        } catch (SQLException e) {
            throw new SqlFailure(e);
        }
    }

    /** A text, or null if there is none. */
    public @Nullable String optional(int column) {
        try {
            var text = rows.getString(column);
            return text == null ? null : Text.restored(text);
        } catch (SQLException e) {
            throw new SqlFailure(e);
        }
    }

    /** Bytes; none if there are none. */
    public byte[] bytes(int column) {
        try {
            var bytes = rows.getBytes(column);
            return bytes == null ? new byte[0] : bytes;
        } catch (SQLException e) {
            throw new SqlFailure(e);
        }
    }

    /** A whole number; 0 if there is none. */
    public long number(int column) {
        try {
            return rows.getLong(column);
        } catch (SQLException e) {
            throw new SqlFailure(e);
        }
    }

    /** Whether a number is there and not 0. */
    public boolean flag(int column) {
        return number(column) != 0;
    }
}
