package io.atoll.fetch.internal;

import io.atoll.pipeline.Fetcher.ProviderStatus;
import io.atoll.spi.Kind;
import io.atoll.spi.ResyncKinds;
import io.atoll.spi.ResyncProvider;
import java.util.List;
import org.osgi.framework.ServiceReference;

/** One registered provider. */
final class Provider extends Participant<ResyncProvider> {

    Provider(ServiceReference<ResyncProvider> reference) {
        super("provider", reference);
    }

    List<String> kinds() {
        return texts(property("atoll.resync.kinds"));
    }

    List<String> except() {
        return texts(property("atoll.resync.except"));
    }

    /** Whether it can tell what of a kind has changed since a moment. */
    boolean incremental(Kind kind) {
        List<String> declared = texts(property("atoll.resync.incremental"));
        return declared.contains(kind.name()) || declared.contains(ResyncKinds.ANY);
    }

    boolean reads(Kind kind) {
        return reads(kinds(), except(), kind);
    }

    /** Whether what a component declares matches a kind. */
    static boolean reads(ProviderStatus status, Kind kind) {
        return reads(status.kinds(), status.except(), kind);
    }

    private static boolean reads(List<String> kinds, List<String> except, Kind kind) {
        return kinds.contains(kind.name()) || (kinds.contains(ResyncKinds.ANY) && !except.contains(kind.name()));
    }
}
