package io.atoll.catalog.internal.store;

import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says that the store cannot be reached now, and that it is worth asking again later. */
public final class StoreUnavailable extends StoreFailure {

    private static final long serialVersionUID = 1L;

    /** Connections that fail or are refused, a server that starts or stops, and who may no longer come in. */
    private static final List<String> STATES = List.of("08", "57P", "53300", "28");

    StoreUnavailable(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    static boolean says(SQLException e) {
        var state = e.getSQLState();
        return state != null && STATES.stream().anyMatch(state::startsWith);
    }
}
