package io.atoll.spi;

import java.time.Instant;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** What one call of a {@link ResyncProvider} has to read. */
@ProviderType
public interface ResyncRequest {

    /** The configured integration for which records are read. */
    IntegrationId integration();

    /** The kind to read: one that the provider declared, or any other if it declared {@link ResyncKinds#ANY}. */
    Kind kind();

    /**
     * Gives the selector of the mapping's resource as a record of the integration.
     *
     * <p>Each component of the record is one key of the selector, by its name; {@code query}, the filter that the platform applies
     * itself, need not be among them. An absent key is {@code null}, an empty {@link Optional} or an empty list, for the compact
     * constructor to replace by a default. What the constructor refuses with an {@link IllegalArgumentException} becomes
     * {@link IntegrationException.Misconfigured}.
     *
     * {@snippet class="io.atoll.spi.example.SpaceResync" region="selector"}
     *
     * @throws IntegrationException.Misconfigured if the selector has a key that the record has not (the message names the nearest
     *     one that it has), or a value of another type
     */
    <S extends Record> S selector(Class<S> type) throws IntegrationException.Misconfigured;

    /**
     * In an incremental run, the moment since which changes are wanted; empty in a full run. A provider that cannot tell may ignore
     * it and read everything. Incremental runs never delete.
     */
    Optional<Instant> changedSince();
}
