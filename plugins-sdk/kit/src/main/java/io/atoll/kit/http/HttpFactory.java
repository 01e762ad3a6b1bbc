package io.atoll.kit.http;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Opens clients. Refer to it with {@code scope = ReferenceScope.PROTOTYPE_REQUIRED}: what a component opened with its own factory is closed
 * when the component goes, along with connections, threads and files.
 *
 * {@snippet class="io.atoll.kit.example.Acme" region="client"}
 *
 * <p>All factories of a platform share the budgets of their calls, see {@link RateLimit}.
 */
@ProviderType
public interface HttpFactory {

    /**
     * Opens a client. Nothing is connected yet.
     *
     * @throws IllegalArgumentException if the server's certificates or key cannot be read; the message names the file
     */
    Http open(Server server);
}
