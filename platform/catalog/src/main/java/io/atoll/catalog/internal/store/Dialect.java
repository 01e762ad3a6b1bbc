package io.atoll.catalog.internal.store;

import java.util.List;

/** Where the SQL of one database differs from that of the other. */
enum Dialect {
    SQLITE {
        @Override
        String ddl(String statement) {
            return statement
                    .replace("{number}", "integer")
                    .replace("{text}", "text")
                    .replace("{bytes}", "blob")
                    .replace("{counter}", "integer primary key autoincrement")
                    .replace("{by key}", "without rowid");
        }

        @Override
        String holds(String bytes) {
            return "instr(" + bytes + ", ?) > 0";
        }

        @Override
        String between(Sieve.Between between, List<Object> parameters) {
            var path = path(between.property());
            parameters.addAll(List.of(path, between.least(), between.most()));
            if (!between.lists()) {
                return readable("json_extract(" + TEXT + ", ?) between ? and ?");
            }
            parameters.add(path);
            return readable("json_extract(" + TEXT + ", ?) between ? and ? or json_type(" + TEXT + ", ?) = 'array'");
        }

        @Override
        String present(Sieve.Present present, List<Object> parameters) {
            parameters.add(path(present.property()));
            return readable(
                    "coalesce(json_type(" + TEXT + ", ?), 'null') " + (present.present() ? "<>" : "=") + " 'null'");
        }

        // what is nested deeper than this database reads is not passed over
        private String readable(String condition) {
            return "iif(json_valid(" + TEXT + "), " + condition + ", true)";
        }

        private String path(String property) {
            return "$.properties.\"" + property + "\"";
        }
    },

    /** Texts are ordered by code points, as in the other database, whatever the language of the server. */
    POSTGRESQL {
        @Override
        String ddl(String statement) {
            return statement
                    .replace("{number}", "bigint")
                    .replace("{text}", "text collate \"C\"")
                    .replace("{bytes}", "bytea")
                    .replace("{counter}", "bigint generated always as identity primary key")
                    .replace("{by key}", "");
        }

        @Override
        String holds(String bytes) {
            return "position(? in " + bytes + ") > 0";
        }

        // the JSON functions of this database refuse documents with U+0000 in them, so nothing is passed over
        @Override
        String between(Sieve.Between between, List<Object> parameters) {
            return "true";
        }

        @Override
        String present(Sieve.Present present, List<Object> parameters) {
            return "true";
        }
    };

    private static final String TEXT = "cast(doc as text)";

    /** A statement that defines something: what stands in braces in the words of this database. */
    abstract String ddl(String statement);

    /** The condition that some bytes have the parameter in them. */
    abstract String holds(String bytes);

    /** The condition that a property in {@code doc} is such a number; adds its parameters. */
    abstract String between(Sieve.Between between, List<Object> parameters);

    /** The condition that a property in {@code doc} is there, or is not; adds its parameters. */
    abstract String present(Sieve.Present present, List<Object> parameters);
}
