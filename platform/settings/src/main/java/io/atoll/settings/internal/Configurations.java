package io.atoll.settings.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/**
 * The configurations in Config Admin that files ask for; each names its file in the property {@value #SOURCE}.
 *
 * <p>Every reading of the files is one round: what was neither put nor kept in it is deleted at its end.
 */
final class Configurations {

    /** The property with the file that a configuration comes from. */
    static final String SOURCE = "atoll.source";

    private static final String PASSING = "atoll.passing";

    private static final String ANY_BUNDLE = "?";

    private final ConfigurationAdmin admin;
    /** What files ask for, by persistent id. */
    private final Map<String, Wanted> wanted = new HashMap<>();

    Configurations(ConfigurationAdmin admin) {
        this.admin = admin;
    }

    /**
     * What a file asks for.
     *
     * @param properties those that the configuration is to have; empty if it is to stay as it is
     */
    record Wanted(String source, Map<String, Object> properties) {

        static final Wanted AS_IT_IS = new Wanted("", Map.of());
    }

    /** Begins a round. */
    void begin() {
        wanted.clear();
    }

    /** The configuration of an instance; created by the first {@link #put}. */
    Configuration instance(String factoryPid, String name) throws IOException {
        return admin.getFactoryConfiguration(factoryPid, name, ANY_BUNDLE);
    }

    /** The configuration of a stage; created by the first {@link #put}. */
    Configuration singleton(String pid) throws IOException {
        return admin.getConfiguration(pid, ANY_BUNDLE);
    }

    /**
     * Gives a configuration its properties.
     *
     * @return whether it had others
     */
    boolean put(Configuration configuration, String source, Map<String, Object> properties) throws IOException {
        wanted.put(configuration.getPid(), new Wanted(source, Map.copyOf(properties)));
        var marked = new HashMap<String, Object>(properties);
        marked.put(SOURCE, source);
        return configuration.updateIfDifferent(FrameworkUtil.asDictionary(marked));
    }

    /** Leaves a configuration as it is, also if there is none. */
    void keep(Configuration configuration) {
        wanted.putIfAbsent(configuration.getPid(), Wanted.AS_IT_IS);
    }

    /**
     * Ends a round.
     *
     * @return the files of the deleted configurations
     */
    Set<String> deleteOthers() throws IOException {
        var deleted = new HashSet<String>();
        for (Configuration configuration : all()) {
            if (!wanted.containsKey(configuration.getPid())) {
                Dictionary<String, Object> properties = configuration.getProperties();
                deleted.add(String.valueOf(properties == null ? null : properties.get(SOURCE)));
                configuration.delete();
            }
        }
        return deleted;
    }

    /** What files ask for since the last round, by persistent id. */
    Map<String, Wanted> wanted() {
        return Map.copyOf(wanted);
    }

    /** A configuration that no file asks for, and that is gone with the next start at the latest. */
    Configuration passing(String factoryPid, Map<String, Object> properties) throws IOException {
        Configuration configuration = admin.createFactoryConfiguration(factoryPid, ANY_BUNDLE);
        var marked = new HashMap<String, Object>(properties);
        marked.put(PASSING, true);
        configuration.update(FrameworkUtil.asDictionary(marked));
        return configuration;
    }

    /** Takes away what an earlier life has left behind. */
    void deletePassing() throws IOException {
        for (Configuration configuration : list("(" + PASSING + "=*)")) {
            configuration.delete();
        }
    }

    /** All that there are in the container, by persistent id, but those that pass. */
    Map<String, Map<String, Object>> running() {
        try {
            return read();
        } catch (IOException e) {
            throw new UncheckedIOException("Config Admin cannot be read", e);
        }
    }

    private Map<String, Map<String, Object>> read() throws IOException {
        var running = new TreeMap<String, Map<String, Object>>();
        for (Configuration configuration : list("(!(" + PASSING + "=*))")) {
            var properties = new TreeMap<String, Object>();
            Dictionary<String, Object> found = configuration.getProperties();
            if (found != null) {
                found.keys().asIterator().forEachRemaining(key -> properties.put(key, found.get(key)));
            }
            running.put(configuration.getPid(), properties);
        }
        return running;
    }

    private Configuration[] all() throws IOException {
        return list("(" + SOURCE + "=*)");
    }

    private Configuration[] list(String filter) throws IOException {
        try {
            Configuration[] found = admin.listConfigurations(filter);
            return found == null ? new Configuration[0] : found;
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A text that is equal for equal properties; empty if there are none. Tells nothing about the values. */
    static String hash(Configuration configuration) {
        Dictionary<String, Object> properties = configuration.getProperties();
        if (properties == null) {
            return "";
        }
        var sorted = new TreeMap<String, Object>();
        for (String key : Collections.list(properties.keys())) {
            sorted.put(key, properties.get(key));
        }
        MessageDigest digest = sha256();
        sorted.forEach((key, value) -> {
            update(digest, key);
            if (value instanceof Object[] values) {
                update(digest, values.getClass().getSimpleName() + values.length);
                for (Object element : values) {
                    update(digest, String.valueOf(element));
                }
            } else {
                update(digest, value.getClass().getSimpleName());
                update(digest, String.valueOf(value));
            }
        });
        return HexFormat.of().formatHex(digest.digest(), 0, 16);
    }

    private static void update(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
