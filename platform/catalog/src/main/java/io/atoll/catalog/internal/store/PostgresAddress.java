package io.atoll.catalog.internal.store;

/**
 * Where a PostgreSQL database is and who uses it.
 *
 * @param url its JDBC address, without secrets: {@code jdbc:postgresql://host:port/database}
 * @param user the user, who may make tables
 * @param password the user's password
 */
public record PostgresAddress(String url, String user, String password) {

    private static final String SCHEME = "jdbc:postgresql:";

    /**
     * Checks the address.
     *
     * @throws UnusableStore if it is none, or has a secret in it
     */
    public static PostgresAddress of(String url, String user, String password) throws UnusableStore {
        if (!url.startsWith(SCHEME)) {
            throw new UnusableStore(
                    "conf/catalog.yaml: url must be the address of a PostgreSQL database, such as"
                            + " jdbc:postgresql://db.example.com:5432/atoll.",
                    null);
        }
        if (url.contains("password=") || url.contains("@")) {
            throw new UnusableStore(
                    "conf/catalog.yaml: url must not have a user or a password in it. Write them as user and password.",
                    null);
        }
        return new PostgresAddress(url, user, password);
    }

    /** The address without its parameters. */
    @Override
    public String toString() {
        var query = url.indexOf('?');
        return query < 0 ? url : url.substring(0, query);
    }
}
