package io.atoll.redis.internal;

import java.net.URI;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.util.JedisURIHelper;

/**
 * A Redis server, and who reads from it.
 *
 * @param url its address, without user and password
 * @param user empty for the usual one
 * @param password empty for none
 */
record Server(URI url, String user, String password) {

    private static final int PATIENCE_MILLIS = 10_000;

    /** A new connection. */
    Jedis connect() {
        var config = DefaultJedisClientConfig.builder()
                .ssl(JedisURIHelper.isRedisSSLScheme(url))
                .database(JedisURIHelper.getDBIndex(url))
                .connectionTimeoutMillis(PATIENCE_MILLIS)
                .socketTimeoutMillis(PATIENCE_MILLIS)
                .clientName("atoll");
        if (!user.isEmpty()) {
            config.user(user);
        }
        if (!password.isEmpty()) {
            config.password(password);
        }
        return new Jedis(new HostAndPort(url.getHost(), url.getPort() < 0 ? 6379 : url.getPort()), config.build());
    }

    @Override
    public String toString() {
        return url.getHost() + ":" + url.getPort();
    }
}
