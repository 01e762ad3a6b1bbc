package io.atoll.spi.trace;

import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Is told of requests to third parties while they are under way. A service of the platform that is there only if somebody wants traces:
 * who sends requests refers to it as optional, and does the same without it. The HTTP clients of the kit do so; who sends requests by
 * other means may.
 *
 * <p>What a request is part of, the thread tells that sends it: it is called on that of the provider, or on one that was started by it. It
 * never holds up a request. Thread-safe.
 */
@ProviderType
public interface RequestTracer {

    /**
     * A request is sent.
     *
     * @param method such as {@code GET}
     * @param host that it is sent to
     * @param path of the address, without query; with {@code *} in the place of what differs from thing to thing
     * @param attempt 1 for the first time that it is sent
     * @return to be closed when the answer is there whole, or there is none
     */
    Attempt begin(String method, String host, String path, int attempt);

    /** A request that is under way. */
    @ProviderType
    interface Attempt extends AutoCloseable {

        /** One of which nobody is told. */
        Attempt UNTOLD = new Attempt() {
            @Override
            public Map<String, String> headers() {
                return Map.of();
            }

            @Override
            public void answered(int status) {}

            @Override
            public void failed(String reason) {}

            @Override
            public void close() {}
        };

        /** Headers that are to be sent along, by name; none unless the person who runs the platform wants third parties to know. */
        Map<String, String> headers();

        /** It was answered, with a status of HTTP. */
        void answered(int status);

        /** It was not answered; the reason holds no secret and no query. */
        void failed(String reason);

        /** It is over. */
        @Override
        void close();
    }
}
