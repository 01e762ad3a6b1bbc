package io.atoll.fetch.internal;

import io.atoll.fetch.internal.Call.End;
import io.atoll.fetch.internal.Call.Revocation;
import io.atoll.spi.IntegrationException;
import io.atoll.spi.IntegrationId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/**
 * One registered service that takes part in the runs of an instance, and the calls of it that are under way. Safe for use by several
 * threads.
 *
 * @param <S> the type of the service
 */
class Participant<S> implements Comparable<Participant<?>> {

    private final String role;
    private final ServiceReference<S> reference;
    private final String bundle;
    private final Set<Call> calls = new HashSet<>();
    private boolean gone;

    /**
     * Begins with no call.
     *
     * @param role what people call such a service
     */
    Participant(String role, ServiceReference<S> reference) {
        this.role = role;
        this.reference = reference;
        this.bundle = name(reference.getBundle());
    }

    /** Symbolic name and version. */
    static String name(@Nullable Bundle bundle) {
        return bundle == null ? "" : bundle.getSymbolicName() + " " + bundle.getVersion();
    }

    String bundle() {
        return bundle;
    }

    /** The name of its component; of its bundle if it is none. */
    String component() {
        String name = text("component.name");
        return name.isEmpty() ? bundle : name;
    }

    /** The id of its component configuration; {@code null} if it is none. */
    @Nullable
    Object componentId() {
        return property("component.id");
    }

    /** The instance that it belongs to, as {@code type~instance}; empty if it does not say. */
    String integration() {
        String type = text("atoll.integration");
        String instance = text("atoll.instance");
        return type.isEmpty() || instance.isEmpty() ? "" : type + "~" + instance;
    }

    boolean belongsTo(IntegrationId id) {
        return integration().equals(id.toString());
    }

    @Nullable
    Object property(String name) {
        return reference.getProperty(name);
    }

    private String text(String property) {
        Object value = property(property);
        return value == null ? "" : value.toString();
    }

    /** By service ranking, the highest first, then in the order of their registration. */
    @Override
    public int compareTo(Participant<?> other) {
        return other.reference.compareTo(reference);
    }

    /**
     * Calls the service on a thread of its own and waits for the end of the call.
     *
     * @param context of the caller, which holds the service during the call
     * @param thread the name of the thread
     * @throws InterruptedException if the waiting thread was interrupted
     */
    End call(BundleContext context, String thread, Use<S> use) throws InterruptedException {
        var call = new Call(thread, current -> use(context, use, current));
        synchronized (this) {
            if (gone) {
                return new End.Left(true);
            }
            calls.add(call);
        }
        try {
            return call.await();
        } finally {
            synchronized (this) {
                calls.remove(call);
            }
        }
    }

    private void use(BundleContext context, Use<S> use, Call call) throws Exception {
        S service = context.getService(reference);
        if (service == null) {
            throw new NotObtained();
        }
        try {
            use.with(service, call);
        } finally {
            context.ungetService(reference);
        }
    }

    /** Revokes all calls, and waits a bounded time for them to end. */
    void leave() {
        List<Call> open;
        synchronized (this) {
            gone = true;
            open = List.copyOf(calls);
        }
        open.forEach(call -> call.revoke(Revocation.LEFT));
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(Call.DRAIN_MILLIS);
        open.forEach(call -> call.drain(deadline));
    }

    /** What is missing after it left. */
    String left(End.Left end) {
        return role + " left: bundle " + bundle + " was stopped, updated or reconfigured while " + component()
                + " was at work"
                + (end.obeyed() ? "" : "; it did not stop when it was interrupted, and what it gives now is dropped");
    }

    /** Notes why a call failed. */
    void threw(Throwable failure, Gaps gaps, ComponentStates states) {
        switch (failure) {
            case IntegrationException known -> gaps.add("", known);
            case NotObtained none ->
                gaps.add("", role + " " + component() + " could not be started: " + states.failure(this));
            case InterruptedException own ->
                gaps.add("", role + " " + component() + " stopped as if interrupted, but nobody cancelled the run");
            default -> gaps.addDefect("", failure);
        }
    }

    /** The texts of a property that holds one or several of them. */
    static List<String> texts(@Nullable Object property) {
        return switch (property) {
            case null -> List.of();
            case String[] texts -> List.of(texts);
            case Collection<?> texts ->
                new ArrayList<>(texts).stream().map(String::valueOf).toList();
            default -> List.of(property.toString());
        };
    }

    /** Uses the service during a call. */
    interface Use<S> {
        void with(S service, Call call) throws Exception;
    }

    /** Says that the service could not be had. */
    private static final class NotObtained extends Exception {

        private static final long serialVersionUID = 1L;
    }
}
