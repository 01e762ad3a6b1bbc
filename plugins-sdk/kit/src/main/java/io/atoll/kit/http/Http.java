package io.atoll.kit.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.spi.IntegrationException;
import io.atoll.spi.RecordSink;
import io.atoll.spi.rate.RateBudget;
import java.net.URI;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A client of one {@link Server}.
 *
 * <p>Every method blocks, at most for the server's {@linkplain Server.Limits#patience() patience}, and ends at once when its thread is
 * interrupted. A request that failed is sent again if that may help and cannot harm. What is handed over was read from the network
 * before, so who takes it may take all the time it needs.
 */
@ProviderType
public interface Http extends AutoCloseable {

    /** Where the server is; holds no secret. */
    URI base();

    /**
     * Sends a call and reads the answer as JSON.
     *
     * @return the answer; a {@linkplain JsonNode#isMissingNode() missing node} if it was empty, or refused with a status that the call
     *     {@linkplain Call#skip(int...) skips}
     * @throws IntegrationException if there was no answer, or it is refused, or no JSON
     * @throws InterruptedException if the thread was interrupted
     */
    JsonNode json(Call call) throws IntegrationException, InterruptedException;

    /**
     * Sends a call and reads the answer as it is, up to the size of a page.
     *
     * @return the answer, also if it was refused with a status that the call skips
     * @throws IntegrationException if there was no answer, or it is refused
     * @throws InterruptedException if the thread was interrupted
     */
    Answer send(Call call) throws IntegrationException, InterruptedException;

    /**
     * Reads a list that comes in one answer, of any length: its items are read one by one, and pushed some hundred at a time. One that is
     * larger than the {@linkplain Server.Limits#item() limit} is reported as {@linkplain RecordSink#unreadable unreadable}, and the others
     * are read.
     *
     * @throws IntegrationException as {@link #read(Call, Paging, RecordSink)}
     * @throws InterruptedException as {@link #read(Call, Paging, RecordSink)}
     */
    default void read(Call call, RecordSink sink) throws IntegrationException, InterruptedException {
        read(call, Paging.none(), sink);
    }

    /**
     * Reads a list page by page and pushes its items.
     *
     * <p>If the paging is {@linkplain Paging#resumable() resumable}, reading begins where the sink says, and each page is pushed with the
     * place after it. A refusal that the call {@linkplain Call#protect(int...) protects} makes an incomplete part of the sink and is no
     * exception; one that it skips on the first page means that there is nothing.
     *
     * @throws IntegrationException if the list could not be read to its end, or did not end as the paging says
     * @throws InterruptedException if the run was cancelled
     */
    default void read(Call call, Paging paging, RecordSink sink) throws IntegrationException, InterruptedException {
        read(call, paging, page -> {}, sink);
    }

    /**
     * Reads a list as {@link #read(Call, Paging, RecordSink)} does, and completes the records of each page before they are pushed.
     *
     * @throws IntegrationException also if the records could not be completed
     * @throws InterruptedException as {@link #read(Call, Paging, RecordSink)}
     */
    void read(Call call, Paging paging, Enrichment enrichment, RecordSink sink)
            throws IntegrationException, InterruptedException;

    /**
     * Reads a list page by page, for those who want more of it than records: parents to fan out over, or values beside the items.
     *
     * @throws IntegrationException if the list could not be read to its end or did not end as the paging says, or from the reader
     * @throws InterruptedException if the thread was interrupted
     */
    void pages(Call call, Paging paging, PageReader reader) throws IntegrationException, InterruptedException;

    /** How much of the server's patience is used up, as far as this client has called it. */
    List<Quotas.Quota> quotas();

    /** The same, as {@link RateBudget} tells it to the platform. */
    default List<RateBudget.Allowance> allowances() {
        return quotas().stream().map(Quotas.Quota::allowance).toList();
    }

    /** Ends what is under way and closes all connections; called by the factory's component by itself. */
    @Override
    void close();

    /** Takes pages, one after another. */
    @ConsumerType
    @FunctionalInterface
    interface PageReader {

        /**
         * Takes a page.
         *
         * @throws IntegrationException to end the reading
         * @throws InterruptedException if the thread was interrupted
         */
        void read(Page page) throws IntegrationException, InterruptedException;
    }
}
