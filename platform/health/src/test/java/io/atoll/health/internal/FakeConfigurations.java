package io.atoll.health.internal;

import java.util.Dictionary;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** Configurations in memory, by their persistent ids. */
public final class FakeConfigurations implements ConfigurationAdmin {

    private final Map<String, One> all = new LinkedHashMap<>();

    /** Adds a configuration. */
    public FakeConfigurations with(String pid, Map<String, Object> values) {
        getConfiguration(pid, "?").update(FrameworkUtil.asDictionary(values));
        return this;
    }

    /** A value; {@code null} if there is none. */
    public @Nullable Object value(String pid, String key) {
        One one = all.get(pid);
        return one == null || one.properties == null ? null : one.properties.get(key);
    }

    @Override
    public One getConfiguration(String pid, @Nullable String location) {
        return all.computeIfAbsent(pid, One::new);
    }

    @Override
    public One getConfiguration(String pid) {
        return getConfiguration(pid, null);
    }

    @Override
    public Configuration @Nullable [] listConfigurations(@Nullable String filter) {
        return all.values().stream().filter(one -> one.properties != null).toArray(Configuration[]::new);
    }

    @Override
    public Configuration createFactoryConfiguration(String factoryPid) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Configuration createFactoryConfiguration(String factoryPid, @Nullable String location) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Configuration getFactoryConfiguration(String factoryPid, String name, @Nullable String location) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Configuration getFactoryConfiguration(String factoryPid, String name) {
        throw new UnsupportedOperationException();
    }

    /** One configuration. */
    public final class One implements Configuration {

        private final String pid;
        private @Nullable Dictionary<String, Object> properties;

        private One(String pid) {
            this.pid = pid;
        }

        @Override
        public String getPid() {
            return pid;
        }

        @Override
        public @Nullable Dictionary<String, Object> getProperties() {
            return properties;
        }

        @Override
        public @Nullable Dictionary<String, Object> getProcessedProperties(ServiceReference<?> reference) {
            return properties;
        }

        @Override
        @SuppressWarnings("unchecked")
        public void update(Dictionary<String, ?> values) {
            properties = (Dictionary<String, Object>) values;
        }

        @Override
        public void delete() {
            all.remove(pid);
        }

        @Override
        public @Nullable String getFactoryPid() {
            return null;
        }

        @Override
        public void update() {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean updateIfDifferent(Dictionary<String, ?> values) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void setBundleLocation(@Nullable String location) {
            throw new UnsupportedOperationException();
        }

        @Override
        public String getBundleLocation() {
            return "?";
        }

        @Override
        public long getChangeCount() {
            return 0;
        }

        @Override
        public void addAttributes(ConfigurationAttribute... attributes) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Set<ConfigurationAttribute> getAttributes() {
            return Set.of();
        }

        @Override
        public void removeAttributes(ConfigurationAttribute... attributes) {
            throw new UnsupportedOperationException();
        }
    }
}
