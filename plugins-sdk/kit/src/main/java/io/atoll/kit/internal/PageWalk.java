package io.atoll.kit.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.kit.http.Call;
import io.atoll.kit.http.Page;
import io.atoll.kit.http.Paging;
import io.atoll.kit.http.Paging.Style;
import io.atoll.spi.IntegrationException;
import io.atoll.spi.IntegrationException.Unexpected;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One reading of a list, page by page, with what is declared of it held against every page. For one thread. */
final class PageWalk {

    private static final Set<Integer> BEYOND_THE_END = Set.of(400, 404, 416, 422);

    private final Fetching fetching;
    private final Call call;
    private final Paging paging;
    private final Steps steps;
    private final Set<String> seen = new HashSet<>();
    private long read;
    private int pages;
    private int fingerprint;
    private int empty;
    private long passed;
    private boolean leapt;
    private boolean mayBeOver;
    private boolean allCame;
    private long told = -1;
    private boolean again;
    private @Nullable Call last;

    PageWalk(Fetching fetching, Call call, Paging paging) {
        this.fetching = fetching;
        this.call = call;
        this.paging = paging;
        this.steps = new Steps(paging);
    }

    /** Gets the answer to the call of a page. */
    @FunctionalInterface
    interface Fetching {

        /**
         * Gets it.
         *
         * @param beyond statuses that mean here that there is no such page
         */
        Fetched fetch(Call call, Set<Integer> beyond) throws IntegrationException, InterruptedException;
    }

    /** Takes a page. */
    @FunctionalInterface
    interface Visitor {

        /**
         * Takes it.
         *
         * @param place where reading goes on after it; {@code null} if it cannot be said or this is the end
         */
        void visit(Page page, @Nullable Place place) throws IntegrationException, InterruptedException;

        /**
         * Takes word of an item that is there and cannot be read. Unless this is overridden, it ends the reading.
         *
         * @param known what is known of it
         * @param reason why it cannot be read
         */
        default void unreadable(JsonNode known, String reason) throws IntegrationException, InterruptedException {
            throw new Unexpected(reason);
        }
    }

    /** Reads the list from its beginning, or from a place. */
    void walk(@Nullable Place from, Visitor visitor) throws IntegrationException, InterruptedException {
        @Nullable String at = null;
        if (from != null) {
            at = from.at();
            read = from.read();
        }
        while (true) {
            Call asked = steps.call(call, at, pages, read + passed);
            Fetched fetched = fetching.fetch(asked, nothingThere(at));
            if (at != null && paging.expired().contains(fetched.status())) {
                begin(fetched, "the server no longer knows where the list goes on");
                at = null;
                continue;
            }
            if (fetched.status() != 200) {
                if (pages > 0 && !mayBeOver) {
                    throw unexpected(fetched, "page " + (pages + 1) + " does not exist, although the list goes on");
                }
                if (last != null && !allCame) {
                    requireEnd(fetched, asked, last);
                }
                return;
            }
            if (shorter(fetched)) {
                begin(fetched, "the list became shorter while it was read, so that items may have been passed over");
                continue;
            }
            List<JsonNode> items = items(fetched);
            pages++;
            last = asked;
            if (leaps(items)) {
                continue;
            }
            boolean proof = allCame;
            read += items.size();
            repeated(fetched, items);
            @Nullable String next = steps.next(fetched, items, at, pages, read);
            boolean over = over(fetched, items, at, next, proof);
            if (read >= paging.most()) {
                visitor.visit(
                        new Page(items.subList(0, items.size() - (int) (read - paging.most())), fetched.body()), null);
                return;
            }
            visitor.visit(
                    new Page(items, fetched.body()),
                    over || next == null || !paging.resumable() ? null : new Place(next, read));
            if (over) {
                return;
            }
            if (next != null && !seen.add(next)) {
                throw unexpected(
                        fetched,
                        "the page after page " + pages + " is one that was read before, so the list never ends");
            }
            if (pages >= paging.pages()) {
                throw unexpected(fetched, "the list has not ended after " + pages + " pages");
            }
            at = next;
        }
    }

    /** The statuses that do not fail for the next page. */
    private Set<Integer> nothingThere(@Nullable String at) {
        return mayBeOver ? BEYOND_THE_END : at == null ? Set.of() : paging.expired();
    }

    /** Whether something was taken out of a list that is read by numbers, where what follows then moves up. */
    private boolean shorter(Fetched fetched) {
        boolean numbered = switch (paging.style()) {
            case Style.Numbered by -> true;
            case Style.Offset by -> true;
            case Style.Range by -> true;
            case Style.Whole by -> false;
            case Style.Cursor by -> false;
            case Style.Next by -> false;
        };
        long before = told;
        told = steps.total(fetched).orElse(-1);
        return numbered && told >= 0 && told < before;
    }

    /** Begins again, but not twice. */
    private void begin(Fetched fetched, String why) throws Unexpected {
        if (again) {
            throw unexpected(fetched, why + ", and did so again when it was read a second time");
        }
        again = true;
        seen.clear();
        read = 0;
        pages = 0;
        fingerprint = 0;
        empty = 0;
        passed = 0;
        leapt = false;
        mayBeOver = false;
        allCame = false;
        told = -1;
        last = null;
    }

    /**
     * Makes sure of an end that nothing but a refusal tells: the list must be there still, and the page beyond it refused again. Where a
     * list has vanished, or is hidden from now on, its pages are refused too.
     */
    private void requireEnd(Fetched refused, Call beyond, Call before)
            throws IntegrationException, InterruptedException {
        boolean there = fetching.fetch(before, Set.of()).status() == 200;
        if (!there || fetching.fetch(beyond, BEYOND_THE_END).status() != refused.status()) {
            throw unexpected(
                    refused,
                    "page " + (pages + 1) + " was refused with " + refused.status() + ", but "
                            + (there ? "not when it was asked for again" : "so is page " + pages + " by now"));
        }
    }

    private boolean over(
            Fetched fetched, List<JsonNode> items, @Nullable String at, @Nullable String next, boolean proof)
            throws Unexpected {
        if (proof && !items.isEmpty()) {
            throw unexpected(
                    fetched,
                    "there are more items than the " + (read - items.size()) + " that the list is said to have");
        }
        boolean over = ended(fetched, items, at, next);
        if (over && read < paging.most()) {
            OptionalLong total = steps.total(fetched);
            if (total.isPresent() && total.getAsLong() != read) {
                throw unexpected(
                        fetched, "the list is said to have " + total.getAsLong() + " items, but " + read + " came");
            }
        }
        if (read >= paging.cap() && read < paging.most()) {
            throw unexpected(
                    fetched,
                    "the list has reached the " + paging.cap()
                            + " items that the server gives at most, so its rest cannot be read: narrow the selector");
        }
        return over;
    }

    private boolean ended(Fetched fetched, List<JsonNode> items, @Nullable String at, @Nullable String next)
            throws Unexpected {
        Boolean more = steps.more(fetched, items, pages);
        return switch (paging.style()) {
            case Style.Whole whole -> {
                if (read < paging.most()) {
                    Link.requireNoOther(fetched.received(), fetched.what());
                }
                yield true;
            }
            case Style.Cursor cursor -> follows(fetched, items, at, next, more);
            case Style.Next address -> follows(fetched, items, at, next, more);
            case Style.Numbered numbered -> counted(fetched, items, more);
            case Style.Offset offset -> counted(fetched, items, more);
            case Style.Range range -> counted(fetched, items, more);
        };
    }

    /** Whether a list with cursors or addresses is over; an empty page that leads to itself is an end, too. */
    private boolean follows(
            Fetched fetched, List<JsonNode> items, @Nullable String at, @Nullable String next, @Nullable Boolean more)
            throws Unexpected {
        if (Boolean.TRUE.equals(more) && next == null) {
            throw unexpected(fetched, "there is said to be more after page " + pages + ", but not where");
        }
        Paging.Size size = paging.size();
        if (pages == 1
                && more == null
                && size != null
                && items.size() >= size.items()
                && steps.silent(fetched)
                && steps.total(fetched).isEmpty()) {
            throw unexpected(
                    fetched,
                    "the page is full, and tells nothing of the next one where it is looked for: "
                            + Fetched.shape(fetched.body()));
        }
        return next == null
                || Boolean.FALSE.equals(more)
                || (items.isEmpty() && (steps.ofLastItem() || next.equals(at)));
    }

    /** Whether a list with numbers is over. */
    private boolean counted(Fetched fetched, List<JsonNode> items, @Nullable Boolean more) throws Unexpected {
        mayBeOver = false;
        allCame = false;
        if (more != null) {
            return !more;
        }
        OptionalLong total = steps.total(fetched);
        Paging.Size size = paging.size();
        boolean full = size == null || items.size() >= size.items();
        if (total.isPresent()) {
            boolean all = read >= total.getAsLong();
            allCame = all && full && !items.isEmpty();
            mayBeOver = allCame;
            return (all && !allCame) || items.isEmpty();
        }
        mayBeOver = size != null && !full && paging.gaps() == 1;
        empty = items.isEmpty() ? empty + 1 : 0;
        passed += items.isEmpty() && size != null ? size.items() : 0;
        return empty >= paging.gaps();
    }

    private List<JsonNode> items(Fetched fetched) throws Unexpected {
        JsonNode found = switch (call.items()) {
            case Call.Items.At at -> {
                JsonNode there = fetched.body().at(at.pointer());
                yield call.body() instanceof Call.Body.GraphQl ? steps.connection(there) : there;
            }
            case Call.Items.By by -> by.found().apply(fetched.body());
        };
        if (found.isObject() && call.items() instanceof Call.Items.At at && at.orOne()) {
            return List.of(found);
        }
        if (found.isNull()) {
            return List.of();
        }
        if (!found.isArray()) {
            String where = call.items() instanceof Call.Items.At at
                            && !at.pointer().toString().isEmpty()
                    ? " at " + at.pointer()
                    : "";
            throw unexpected(
                    fetched, "the answer has no array of items" + where + ": " + Fetched.shape(fetched.body()));
        }
        List<JsonNode> items = new ArrayList<>(found.size());
        for (JsonNode item : found) {
            items.add(item);
        }
        return items;
    }

    /**
     * Passes over a page that is the same as the one before it, once: where items are left out, the next offset may lead to the same few
     * items again.
     */
    private boolean leaps(List<JsonNode> items) {
        Paging.Size size = paging.size();
        leapt = size != null
                && paging.gaps() > 1
                && !leapt
                && pages > 1
                && !items.isEmpty()
                && items.hashCode() == fingerprint;
        passed += leapt && size != null ? size.items() : 0;
        return leapt;
    }

    private void repeated(Fetched fetched, List<JsonNode> items) throws Unexpected {
        int hash = items.hashCode();
        if (pages > 1 && !items.isEmpty() && hash == fingerprint) {
            throw unexpected(
                    fetched,
                    "page " + pages
                            + " is the same as the page before it: the server does not know how to turn pages, or not by these parameters");
        }
        fingerprint = hash;
    }

    private static Unexpected unexpected(Fetched fetched, String what) {
        return new Unexpected(
                fetched.what() + ": " + what + ". The list was not read whole, so nothing is taken as gone");
    }
}
