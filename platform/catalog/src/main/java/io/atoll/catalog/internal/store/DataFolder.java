package io.atoll.catalog.internal.store;

import java.nio.file.Path;
import org.osgi.framework.BundleContext;

/** Where the catalog keeps its files. */
public final class DataFolder {

    private DataFolder() {}

    /** The folder {@code catalog} in the one that the framework property {@code atoll.data} names. */
    public static Path of(BundleContext context) {
        var data = context.getProperty("atoll.data");
        if (data == null) {
            throw new IllegalStateException("the framework property atoll.data, the data folder, is not set");
        }
        return Path.of(data).resolve("catalog");
    }
}
