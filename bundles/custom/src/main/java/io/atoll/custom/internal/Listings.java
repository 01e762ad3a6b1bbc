package io.atoll.custom.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.atoll.jq.EvaluationException;
import io.atoll.jq.HaltException;
import io.atoll.jq.LimitException;
import io.atoll.kit.Memo;
import io.atoll.kit.http.Http;
import io.atoll.spi.IntegrationException;
import io.atoll.spi.IntegrationException.Misconfigured;
import io.atoll.spi.IntegrationException.Unexpected;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/**
 * Reads lists; a list without parameters in its path is read once in a run, however many resources and path parameters refer to it, and
 * kept in a file meanwhile. Thread-safe.
 */
final class Listings {

    private static final int MOST_LISTS = 1000;

    private final Http http;
    private final Path folder;
    private final long most;
    private final Memo<Listing, KeptItems> kept = new Memo<>(MOST_LISTS);
    private final Leads leads;
    private final Queue<KeptItems> files = new ConcurrentLinkedQueue<>();
    private volatile boolean inRun;

    /**
     * Makes one.
     *
     * @param folder where lists are kept; made when it is needed, and emptied at once
     * @param most bytes of a list that is kept
     */
    Listings(Http http, Path folder, long most) throws IOException {
        this.http = http;
        this.folder = folder;
        this.most = most;
        this.leads = new Leads(http);
        if (Files.isDirectory(folder)) {
            try (Stream<Path> left = Files.list(folder)) {
                for (Path file : (Iterable<Path>) left::iterator) {
                    Files.delete(file);
                }
            }
        }
    }

    /** Takes pages of items. */
    @FunctionalInterface
    interface Reader {

        /**
         * Takes a page.
         *
         * @throws IntegrationException to end the reading
         * @throws InterruptedException if the thread was interrupted
         */
        void read(List<? extends JsonNode> page) throws IntegrationException, InterruptedException;
    }

    /** Reads a list that others may want too, and gives its pages out as they come. */
    void shared(Listing listing, Reader reader) throws IntegrationException, InterruptedException {
        if (!inRun) {
            read(listing, reader);
            return;
        }
        var mine = new boolean[1];
        Optional<KeptItems> found = find(listing, wanted -> {
            mine[0] = true;
            return keep(wanted, reader);
        });
        if (!mine[0]) {
            give(listing, found, reader);
        }
    }

    /** Reads a list that others may want too to its end, and gives it out then: those who wait for it do not wait for this reader. */
    void whole(Listing listing, Reader reader) throws IntegrationException, InterruptedException {
        if (!inRun) {
            read(listing, reader);
            return;
        }
        give(listing, find(listing, wanted -> keep(wanted, page -> {})), reader);
    }

    /** Finds a list; none if somebody else failed to read it, as that may not concern this reader. */
    private Optional<KeptItems> find(Listing listing, Memo.Loading<Listing, KeptItems> loading)
            throws IntegrationException, InterruptedException {
        var mine = new boolean[1];
        try {
            return Optional.of(kept.get(listing, wanted -> {
                mine[0] = true;
                return loading.load(wanted);
            }));
        } catch (IntegrationException e) {
            if (mine[0]) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private void give(Listing listing, Optional<KeptItems> found, Reader reader)
            throws IntegrationException, InterruptedException {
        if (found.isPresent() && found.get().whole()) {
            found.get().read(reader);
        } else {
            read(listing, reader);
        }
    }

    private KeptItems keep(Listing listing, Reader reader) throws IntegrationException, InterruptedException {
        try {
            var items = new KeptItems(folder, most);
            files.add(items);
            try (items) {
                read(listing, page -> {
                    try {
                        items.add(page);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                    reader.read(page);
                });
            }
            return items;
        } catch (IOException | UncheckedIOException e) {
            throw new Unexpected(listing + ": the list cannot be kept in " + folder + ": " + e.getMessage(), e);
        }
    }

    /** Reads a list. */
    void read(Listing listing, Reader reader) throws IntegrationException, InterruptedException {
        DataPath records = DataPath.of("data_path", listing.data());
        var last = new Object() {
            JsonNode body = MissingNode.getInstance();
            int pages;
            int items;
        };
        try {
            http.pages(listing.call(records), paging(listing), page -> {
                last.body = page.body();
                last.pages++;
                last.items += page.items().size();
                reader.read(records.records(page));
            });
        } catch (EvaluationException | LimitException | HaltException e) {
            throw new Unexpected(
                    listing + ": data_path '" + records + "' cannot be applied to the answer: " + e.getMessage(), e);
        }
        PagingTerms terms = listing.paging();
        if (terms.maxItems() == null && (last.pages == 1 || terms.type() == PagingType.NONE)) {
            requireWhole(listing, last.body);
        }
        if (terms.leads() && last.pages > 1) {
            leads.proven(listing);
        } else if (terms.leads() && last.items > 1 && !terms.told(last.body)) {
            leads.require(listing, records);
        }
    }

    private static io.atoll.kit.http.Paging paging(Listing listing) throws Misconfigured {
        try {
            return listing.paging().paging();
        } catch (IllegalArgumentException e) {
            throw new Misconfigured("paging of " + listing + ": " + e.getMessage(), e);
        }
    }

    private static void requireWhole(Listing listing, JsonNode body) throws Unexpected {
        Optional<String> trace = Traces.of(body);
        if (trace.isPresent()) {
            throw new Unexpected(listing + ": the answer tells at '" + trace.get()
                    + "' that there is another page, but paginationType "
                    + listing.paging().type()
                    + " as it is set found none. The list was not read whole, so nothing is taken as gone; set the paging,"
                    + " or maxItems if no more is wanted");
        }
    }

    /** Begins a run: what others want too is kept from now on. */
    void begin() throws IOException {
        end();
        inRun = true;
    }

    /** Ends a run: forgets all lists, and keeps none until the next one begins. */
    void end() throws IOException {
        inRun = false;
        kept.clear();
        leads.clear();
        for (KeptItems items = files.poll(); items != null; items = files.poll()) {
            items.remove();
        }
    }
}
