package io.atoll.settings.internal;

import io.atoll.pipeline.Integrations.Defaults;
import java.io.InputStream;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;

/** Reads what the bundle of an integration brings for its first installation. */
final class BundleDefaults {

    private static final String FOLDER = ".port/resources/";

    private BundleDefaults() {}

    /**
     * Reads it.
     *
     * @throws IllegalStateException if something of it cannot be read; the message names each file, line and column
     */
    static Defaults of(Bundle bundle) {
        var faults = new Faults();
        var files = new DefaultFiles(faults);
        @Nullable Enumeration<URL> found = bundle.findEntries(FOLDER, "*", false);
        for (URL entry : found == null ? Collections.<URL>emptyList() : Collections.list(found)) {
            String path = entry.getPath();
            if (!path.endsWith("/")) {
                files.add(bundle.getSymbolicName() + "/" + FOLDER, path.substring(path.lastIndexOf('/') + 1), () -> {
                    try (InputStream in = entry.openStream()) {
                        return in.readAllBytes();
                    }
                });
            }
        }
        Defaults defaults = files.read();
        if (!faults.isEmpty()) {
            throw new IllegalStateException(faults.toString());
        }
        return defaults;
    }
}
