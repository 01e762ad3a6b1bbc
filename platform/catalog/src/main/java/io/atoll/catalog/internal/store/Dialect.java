package io.atoll.catalog.internal.store;

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
    };

    /** A statement that defines something: what stands in braces in the words of this database. */
    abstract String ddl(String statement);

    /** The condition that some bytes have the parameter in them. */
    abstract String holds(String bytes);
}
