package io.atoll.custom.internal;

import io.atoll.kit.Memo;
import io.atoll.kit.http.Call;
import io.atoll.kit.http.Http;
import io.atoll.spi.IntegrationException;
import io.atoll.spi.IntegrationException.Unexpected;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Whether what is set for a resource leads from page to page. A list that comes in one page may leave out what would tell of another, so
 * that a wrong setting looks the same as the end. Then a page of one item is asked for, which has to lead to a second; that is found out
 * once for all lists of a resource. Thread-safe.
 */
final class Leads {

    private static final int MOST_RESOURCES = 1000;
    private static final int[] REFUSED = {400, 404, 416, 422};

    private final Http http;
    private final Memo<Resource, Boolean> found = new Memo<>(MOST_RESOURCES);

    Leads(Http http) {
        this.http = http;
    }

    /** What leads are the same for. */
    private record Resource(Method method, String path, PagingTerms paging) {

        static Resource of(Listing listing) {
            return new Resource(listing.method(), listing.resource(), listing.paging());
        }
    }

    /** A list came in several pages. */
    void proven(Listing listing) throws IntegrationException, InterruptedException {
        found.get(Resource.of(listing), resource -> true);
    }

    /** Refuses a list of several items that came in one page without a word of another, if that means nothing. */
    void require(Listing listing, DataPath records) throws IntegrationException, InterruptedException {
        String size = listing.paging().sizeParameter();
        if (!size.isEmpty() && !found.get(Resource.of(listing), resource -> leads(listing, records, size))) {
            throw new Unexpected(listing
                    + ": the list came as one page that tells nothing of another, and so does a page"
                    + " that '" + size + "' asks to have one item, so paginationType "
                    + listing.paging().type() + " as it is set does not fit. The list was not read whole, so nothing is"
                    + " taken as gone; correct " + key(listing.paging())
                    + ", or set paginationType none for this resource"
                    + " if it has no pages");
        }
    }

    /** Also if that cannot be seen, as the server does not give pages of one item. */
    private boolean leads(Listing listing, DataPath records, String size)
            throws IntegrationException, InterruptedException {
        var items = new AtomicInteger();
        Call call = listing.call(records).replace(size, 1).skip(REFUSED);
        http.pages(
                call,
                listing.paging().unsized().atMost(2),
                page -> items.addAndGet(page.items().size()));
        return items.get() != 1;
    }

    private static String key(PagingTerms paging) {
        return switch (paging.type()) {
            case NEXT_LINK -> "nextLinkPath";
            case HEADER_LINK -> "headerLinkRel and headerLinkAttribute";
            case CURSOR -> paging.cursorHeader() == null ? "cursorPath" : "cursorHeader";
            case NONE, OFFSET, PAGE, AFTER, RANGE -> "it";
        };
    }

    /** Forgets what was found. */
    void clear() {
        found.clear();
    }
}
