package io.atoll.ledger.internal.sql;

import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Reads long tables by their keys, some rows in one transaction at a time: the consumer is called outside of any, and may write.
 *
 * @param database to read from
 * @param statement gives rows with the key first, and has {@code id > ?} and {@code id < ?} as its first parameters, {@code order by} the
 *     key and {@code limit ?} as its last
 * @param rows how many are read at a time
 */
public record Scan(Database database, String statement, int rows) {

    /** Gives each row of a span. */
    public <T> void each(Span span, Function<Row, T> reader, Consumer<T> consumer) {
        var after = span.after();
        while (true) {
            var from = after;
            var page = database.read(session -> session.all(
                    statement, row -> new Keyed<>(row.number(1), reader.apply(row)), from, span.before(), rows));
            page.forEach(row -> consumer.accept(row.value()));
            if (page.size() < rows) {
                return;
            }
            after = page.getLast().key();
        }
    }

    private record Keyed<T>(long key, T value) {}
}
