package io.atoll.fetch.internal;

import io.atoll.fetch.internal.Call.Revocation;
import io.atoll.spi.IntegrationId;
import io.atoll.spi.Kind;
import io.atoll.spi.ResyncKinds;
import io.atoll.spi.ResyncProvider;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;

/** One registered provider and the calls of it that are under way. Safe for use by several threads. */
final class Provider {

    private final ServiceReference<ResyncProvider> reference;
    private final String bundle;
    private final Set<Call> calls = new HashSet<>();
    private boolean gone;

    Provider(ServiceReference<ResyncProvider> reference) {
        this.reference = reference;
        this.bundle = name(reference.getBundle());
    }

    /** Symbolic name and version. */
    static String name(@Nullable Bundle bundle) {
        return bundle == null ? "" : bundle.getSymbolicName() + " " + bundle.getVersion();
    }

    ServiceReference<ResyncProvider> reference() {
        return reference;
    }

    String bundle() {
        return bundle;
    }

    /** The name of its component; of its bundle if it is none. */
    String component() {
        String name = text(reference.getProperty("component.name"));
        return name.isEmpty() ? bundle : name;
    }

    /** The instance that it belongs to, as {@code type~instance}; empty if it does not say. */
    String integration() {
        String type = text(reference.getProperty("atoll.integration"));
        String instance = text(reference.getProperty("atoll.instance"));
        return type.isEmpty() || instance.isEmpty() ? "" : type + "~" + instance;
    }

    List<String> kinds() {
        return texts(reference.getProperty("atoll.resync.kinds"));
    }

    List<String> except() {
        return texts(reference.getProperty("atoll.resync.except"));
    }

    boolean belongsTo(IntegrationId id) {
        return integration().equals(id.toString());
    }

    boolean reads(Kind kind) {
        return kinds().contains(kind.name()) || (kinds().contains(ResyncKinds.ANY) && !except().contains(kind.name()));
    }

    /** Enters a call, so that it is revoked if the provider leaves; false if it has left. */
    synchronized boolean begin(Call call) {
        return !gone && calls.add(call);
    }

    synchronized void end(Call call) {
        calls.remove(call);
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

    private static String text(@Nullable Object property) {
        return property == null ? "" : property.toString();
    }
}
