package io.atoll.settings.internal;

import org.osgi.framework.Bundle;

/**
 * An integration that is deployed.
 *
 * @param type what it integrates
 * @param pid the factory PID of its instances
 * @param title its name for people
 * @param version of its bundle, without qualifier
 * @param checkable whether it offers a check of its connection
 * @param updated when the bundle was last changed, in milliseconds since 1970
 */
record Offer(
        String type,
        String pid,
        String title,
        Bundle bundle,
        String version,
        boolean checkable,
        long updated,
        Wiring wiring) {

    /** Whether the bundle is still there. */
    boolean live() {
        return (bundle.getState() & (Bundle.ACTIVE | Bundle.STARTING)) != 0;
    }
}
