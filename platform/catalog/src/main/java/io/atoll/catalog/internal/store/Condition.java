package io.atoll.catalog.internal.store;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A {@link Sieve} as a condition in SQL on the column {@code doc}, with its parameters in the order of their places. One that is too big for
 * a database lets everything through.
 */
final class Condition {

    private static final int MOST_PARAMETERS = 300;

    private final Dialect dialect;
    private final List<Object> parameters = new ArrayList<>();
    private final String sql;

    Condition(Sieve sieve, Dialect dialect) {
        this.dialect = dialect;
        var whole = sql(sieve);
        if (parameters.size() > MOST_PARAMETERS) {
            parameters.clear();
            whole = "true";
        }
        this.sql = whole;
    }

    List<Object> parameters() {
        return parameters;
    }

    @Override
    public String toString() {
        return sql;
    }

    private String sql(Sieve sieve) {
        return switch (sieve) {
            case Sieve.Holds holds -> {
                parameters.add(holds.part().getBytes(StandardCharsets.UTF_8));
                yield dialect.holds("doc");
            }
            case Sieve.Between between -> dialect.between(between, parameters);
            case Sieve.Present present -> dialect.present(present, parameters);
            case Sieve.All all -> joined(all.sieves(), " and ");
            case Sieve.Any any -> joined(any.sieves(), " or ");
        };
    }

    private String joined(List<Sieve> sieves, String word) {
        return sieves.stream().map(this::sql).collect(Collectors.joining(word, "(", ")"));
    }
}
