package io.atoll.test.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.postgresql.Driver;

/**
 * A database of a {@link PostgresServer}.
 *
 * @param url its JDBC address, without user and password
 * @param user a user who may do everything in it
 * @param password the password of that user
 */
public record Database(String url, String user, String password) {

    /** A new connection, with auto-commit. */
    public Connection connect() throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        var connection = new Driver().connect(url, properties);
        if (connection == null) {
            throw new SQLException("not an address of PostgreSQL: " + url);
        }
        return connection;
    }

    @Override
    public String toString() {
        return url;
    }
}
