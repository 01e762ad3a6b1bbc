package io.atoll.catalog.internal.store;

import io.atoll.catalog.internal.model.Refusal;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Says that the store could not do its work, for example because the disk is full. */
public class StoreFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final String TOO_LONG = "54000";

    StoreFailure(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** What a failure of the database means: this, {@link StoreUnavailable} or, where a name is too long for it, a refusal. */
    static RuntimeException of(SQLException e) {
        if (TOO_LONG.equals(e.getSQLState())) {
            return Refusal.invalid("a name in the request is too long for the database of this catalog");
        }
        if (StoreUnavailable.says(e)) {
            return new StoreUnavailable("the store cannot be reached: " + e.getMessage(), e);
        }
        return new StoreFailure("the store failed: " + e.getMessage(), e);
    }
}
