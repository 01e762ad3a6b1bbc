package io.atoll.catalog.internal.store;

import java.util.Objects;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;

/** The catalog without the rest of the platform: started as {@code atoll catalog}. */
public final class Alone {

    private static final String UNUSABLE = "2";

    private Alone() {}

    /** Whether it runs alone. */
    public static boolean is(BundleContext context) {
        return Objects.requireNonNullElse(context.getProperty("atoll.arguments"), "")
                .lines()
                .findFirst()
                .equals(Optional.of("catalog"));
    }

    /** Ends the process as one that could not start: alone, a catalog that stays closed is of no use. */
    static void end(BundleContext context) {
        System.setProperty("atoll.exit.status", UNUSABLE);
        try {
            context.getBundle(Constants.SYSTEM_BUNDLE_ID).stop();
        } catch (BundleException e) {
            throw new IllegalStateException("the framework does not stop", e);
        }
    }
}
