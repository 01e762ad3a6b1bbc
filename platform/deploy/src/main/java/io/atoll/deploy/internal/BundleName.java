package io.atoll.deploy.internal;

import org.osgi.framework.Version;

/** What a bundle calls itself. */
record BundleName(String symbolicName, Version version) {

    @Override
    public String toString() {
        return symbolicName + " " + version;
    }
}
