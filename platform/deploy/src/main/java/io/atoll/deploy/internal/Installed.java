package io.atoll.deploy.internal;

import java.lang.ref.WeakReference;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleWiring;

/** A bundle that came out of the deploy folder, from its installation until it is gone. Used by one thread. */
final class Installed {

    final Bundle bundle;
    final Origin origin;
    final BundleName name;

    /** The call of its start; {@code null} before. */
    @Nullable
    Attempt<@Nullable Void> start;

    /** The call that stops and uninstalls it; {@code null} before. */
    @Nullable
    Attempt<@Nullable Void> end;

    /** Since when it has to go; {@code null} while it may stay. */
    @Nullable
    Instant leavingSince;

    /** Whether it was interrupted, or told to be stuck. */
    boolean urged;

    /** The class loader that should become garbage when it is gone; {@code null} if it has none yet. */
    @Nullable
    WeakReference<ClassLoader> loader;

    Installed(Bundle bundle, Origin origin) {
        this.bundle = bundle;
        this.origin = origin;
        this.name = new BundleName(bundle.getSymbolicName(), bundle.getVersion());
    }

    /** Whether it has to go. */
    boolean leaving() {
        return leavingSince != null;
    }

    /** Whether a thread is inside its code, longer than it may. */
    boolean hangs() {
        return (start != null && start.overdue()) || (end != null && end.overdue());
    }

    /** Whether a thread is inside its code, no longer than it may. */
    boolean busy() {
        return !hangs() && ((start != null && start.running()) || (end != null && end.running()));
    }

    /** Whether it may be waited for: nothing says yet that it will not go. */
    boolean mayStillGo() {
        return !hangs() && (end == null || end.running());
    }

    /** Whether both come from one file, or are versions of one bundle: only one of them may run. */
    boolean rivals(Installed other) {
        return this != other
                && (origin.file().equals(other.origin.file())
                        || name.symbolicName().equals(other.name.symbolicName()));
    }

    /** Remembers the class loader, before the framework forgets it. */
    void rememberLoader() {
        BundleWiring wiring = bundle.adapt(BundleWiring.class);
        if (wiring != null) {
            loader = new WeakReference<>(wiring.getClassLoader());
        }
    }

    @Override
    public String toString() {
        return name + " (" + origin.file() + ")";
    }
}
