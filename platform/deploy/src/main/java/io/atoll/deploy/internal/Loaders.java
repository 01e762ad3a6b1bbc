package io.atoll.deploy.internal;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The class loaders of bundles that are gone. One that is never garbage is a leak: a thread, a timer or a static field elsewhere
 * still holds something of that bundle. Used by one thread.
 */
final class Loaders {

    /** So many gone loaders of one bundle are waited for until a garbage collection is asked for. */
    static final int SUSPICIOUS = 3;

    private static final Logger log = LoggerFactory.getLogger(Loaders.class);

    private final Map<String, List<WeakReference<ClassLoader>>> gone = new TreeMap<>();
    private final Map<String, Integer> reported = new TreeMap<>();

    /** Waits for a loader to become garbage, and warns if too many of that bundle do not. */
    void gone(String symbolicName, WeakReference<ClassLoader> loader) {
        List<WeakReference<ClassLoader>> loaders = gone.computeIfAbsent(symbolicName, name -> new ArrayList<>());
        loaders.add(loader);
        loaders.removeIf(reference -> reference.refersTo(null));
        int known = reported.getOrDefault(symbolicName, 0);
        if (loaders.size() - known < SUSPICIOUS || !collected()) {
            return;
        }
        loaders.removeIf(reference -> reference.refersTo(null));
        if (loaders.size() > 1) {
            reported.put(symbolicName, loaders.size());
            log.warn(
                    "{} class loaders of removed bundles {} are still held by a thread, a timer or another bundle; close what its"
                            + " activation opened, and restart the platform to be rid of them",
                    loaders.size(),
                    symbolicName);
        }
    }

    /** How many loaders of removed bundles are still there, by symbolic name; some may only wait for the garbage collector. */
    Map<String, Integer> survivors() {
        Map<String, Integer> survivors = new TreeMap<>();
        gone.forEach((name, loaders) -> {
            loaders.removeIf(reference -> reference.refersTo(null));
            if (!loaders.isEmpty()) {
                survivors.put(name, loaders.size());
            }
        });
        return survivors;
    }

    /** Asks for a garbage collection; false if none took place. */
    private static boolean collected() {
        WeakReference<Object> witness = new WeakReference<>(new Object());
        System.gc();
        return witness.refersTo(null);
    }
}
