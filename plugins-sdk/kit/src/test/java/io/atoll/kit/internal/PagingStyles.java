package io.atoll.kit.internal;

import static io.atoll.kit.FakeServer.Reply.json;

import io.atoll.kit.FakeServer;
import io.atoll.kit.FakeServer.Reply;
import io.atoll.kit.FakeServer.Request;
import io.atoll.kit.http.Call;
import io.atoll.kit.http.Paging;
import java.io.IOException;
import java.util.stream.IntStream;

/** The ways in which third parties turn pages: how each is declared, and a server that does it. Pages have ten items. */
enum PagingStyles {
    WHOLE("whole", Paging.none().total("/total")) {
        @Override
        Reply page(Request request, Listing listing) {
            return body(listing, 0, listing.visible(), "");
        }
    },
    PAGE_UNTIL_EMPTY("pages from 1 until one is empty", Paging.page("page").size("size", 10)) {
        @Override
        Reply page(Request request, Listing listing) {
            return body(listing, listing.start(request.number("page", 1) - 1), 10, "");
        }
    },
    PAGE_FROM_ZERO_WITH_FLAG(
            "pages from 0 with a flag",
            Paging.page("page").from(0).size("size", 10).last("/last")) {
        @Override
        Reply page(Request request, Listing listing) {
            int from = listing.start(request.number("page", 0));
            return body(listing, from, 10, ",\"last\":" + !listing.more(from));
        }
    },
    PAGE_WITH_COUNT(
            "pages with their count",
            Paging.page("page").size("size", 10).pageCount("/pages").total("/total")) {
        @Override
        Reply page(Request request, Listing listing) {
            return body(listing, listing.start(request.number("page", 1) - 1), 10, ",\"pages\":" + listing.pages());
        }
    },
    PAGE_WITH_HEADER("pages with a header", Paging.page("page").size("size", 10).moreHeader("X-Has-Next-Page")) {
        @Override
        Reply page(Request request, Listing listing) {
            int from = listing.start(request.number("page", 1) - 1);
            return body(listing, from, 10, "").with("X-Has-Next-Page", listing.more(from));
        }
    },
    OFFSET_WITH_TOTAL(
            "offsets with a total",
            Paging.offset("startAt").size("maxResults", 10).total("/total")) {
        @Override
        Reply page(Request request, Listing listing) {
            return body(listing, request.number("startAt", 0), 10, "");
        }
    },
    CURSOR_IN_QUERY(
            "cursors in the query", Paging.cursor("cursor", "/meta/next").more("/meta/more")) {
        @Override
        Reply page(Request request, Listing listing) {
            return cursor(listing, request.number("cursor", 0));
        }
    },
    CURSOR_ALONE(
            "cursors without company",
            Paging.cursor("cursor", "/meta/next").more("/meta/more").alone()) {
        @Override
        Reply page(Request request, Listing listing) {
            return request.query().containsKey("cursor") && request.query().size() > 1
                    ? Reply.of(400, "the cursor comes alone")
                    : cursor(listing, request.number("cursor", 0));
        }
    },
    CURSOR_IN_BODY(
            "cursors in the body",
            Paging.cursor("", "/meta/next").inBody("/from/cursor").total("/total")) {
        @Override
        Reply page(Request request, Listing listing) throws IOException {
            return cursor(
                    listing,
                    JsonBody.JSON.readTree(request.body()).at("/from/cursor").asInt(0));
        }

        @Override
        Call call() {
            return Call.post("list")
                    .json(JsonBody.JSON.createObjectNode())
                    .repeat()
                    .items("/items");
        }
    },
    NEXT_URL("addresses of the next page", Paging.nextUrl("/meta/next").total("/total")) {
        @Override
        Reply page(Request request, Listing listing) {
            int from = request.number("after", 0);
            return body(
                    listing,
                    from,
                    10,
                    ",\"meta\":{\"next\":" + quoted(listing.next(from) < 0 ? null : "/list?after=" + listing.next(from))
                            + "}");
        }
    },
    LINK("links", Paging.link().attribute("results", "true").totalHeader("X-Total")) {
        @Override
        Reply page(Request request, Listing listing) {
            int from = request.number("after", 0);
            int next = listing.next(from);
            return body(listing, from, 10, "")
                    .with("X-Total", listing.total())
                    .with(
                            "Link",
                            next == Listing.MISSING
                                    ? null
                                    : "</list?after=0>; rel=\"previous\"; results=\"false\", </list?after=" + next
                                            + ">; rel=\"next\"; results=\"" + (next >= 0) + "\"");
        }
    },
    HEADER_CURSOR(
            "cursors in a header", Paging.headerCursor("token", "X-Continue").total("/total")) {
        @Override
        Reply page(Request request, Listing listing) {
            int from = request.number("token", 0);
            return body(listing, from, 10, "").with("X-Continue", listing.next(from) < 0 ? null : listing.next(from));
        }
    },
    RANGE("ranges", Paging.range("tree", "items[id]{{from},{to}}", 10)) {
        @Override
        Reply page(Request request, Listing listing) {
            String range = request.query().getOrDefault("tree", "").replaceAll(".*\\{|\\}", "");
            return body(listing, Integer.parseInt(range.split(",", -1)[0]), 10, "");
        }
    },
    GRAPH_QL("connections of GraphQL", Paging.graphQl("/data/list", "after").total("/data/list/totalCount")) {
        @Override
        Reply page(Request request, Listing listing) throws IOException {
            int from = JsonBody.JSON
                    .readTree(request.body())
                    .at("/variables/after")
                    .asInt(0);
            int next = listing.next(from);
            return json("{\"data\":{\"list\":{\"totalCount\":" + listing.total() + ",\"nodes\":["
                    + listing.items(from, 10) + "],\"pageInfo\":{\"hasNextPage\":" + listing.more(from)
                    + (next == Listing.MISSING ? "" : ",\"endCursor\":" + quoted(next < 0 ? null : "" + next))
                    + "}}}}");
        }

        @Override
        Call call() {
            return Call.graphQl("graphql", "query($after:String){list}", JsonBody.JSON.createObjectNode())
                    .items("/data/list");
        }
    };

    private final String title;

    @SuppressWarnings("ImmutableEnumChecker") // it is immutable, but cannot say so
    private final Paging paging;

    PagingStyles(String title, Paging paging) {
        this.title = title;
        this.paging = paging;
    }

    /** Answers for a page. */
    abstract Reply page(Request request, Listing listing) throws IOException;

    Paging paging() {
        return paging;
    }

    Call call() {
        return Call.get("list").query("sort", "id").items("/items");
    }

    FakeServer server(Listing listing) {
        return FakeServer.answering(request -> {
            if (listing.fault() == Fault.WEB_PAGE && listing.turn()) {
                return Reply.of(200, "<html>please log in</html>").with("Content-Type", "text/html");
            }
            Reply reply = page(request, listing);
            if (listing.fault() == Fault.CUT && listing.turn()) {
                return reply.cut();
            }
            return reply;
        });
    }

    @Override
    public String toString() {
        return title;
    }

    private static Reply body(Listing listing, int from, int size, String more) {
        return json("{\"total\":" + listing.total() + ",\"items\":[" + listing.items(from, size) + "]" + more + "}");
    }

    private static Reply cursor(Listing listing, int from) {
        int next = listing.next(from);
        return body(
                listing,
                from,
                10,
                ",\"meta\":{\"more\":" + listing.more(from)
                        + (next == Listing.MISSING ? "" : ",\"next\":" + quoted(next < 0 ? null : "" + next)) + "}");
    }

    private static String quoted(@org.jspecify.annotations.Nullable String text) {
        return text == null ? "null" : "\"" + text + "\"";
    }

    /** What goes wrong. */
    enum Fault {
        NONE,
        /** Bodies are cut in the middle, always at the same page. */
        CUT,
        /** What leads to the next page is missing in the middle. */
        NO_NEXT,
        /** The same page comes again and again. */
        REPEATED,
        /** A page in the middle has fewer items than it could have, and none of them is lost. */
        SHORT_PAGE,
        /** The list has more items than its total says. */
        TOTAL_TOO_SMALL,
        /** The list has fewer items than its total says, as its end was lost. */
        TOTAL_TOO_LARGE,
        /** A page for people comes in the middle. */
        WEB_PAGE,
        /** There is always another page with other items. */
        ENDLESS
    }

    /** The items of a list, and what is wrong with how they are told. */
    static final class Listing {

        static final int END = -1;
        static final int MISSING = -2;

        private final int length;
        private final Fault fault;
        private int turns;

        Listing(int length, Fault fault) {
            this.length = length;
            this.fault = fault;
        }

        Fault fault() {
            return fault;
        }

        /** Whether this request is one of those in the middle that go wrong. */
        boolean turn() {
            return ++turns >= 2 || length <= 10;
        }

        int total() {
            return switch (fault) {
                case TOTAL_TOO_SMALL -> Math.max(0, length - 10);
                default -> length;
            };
        }

        /** How many of them can be had. */
        int visible() {
            return switch (fault) {
                case TOTAL_TOO_LARGE -> Math.max(0, length - 7);
                case ENDLESS -> Integer.MAX_VALUE;
                default -> length;
            };
        }

        String items(int from, int size) {
            if (fault == Fault.REPEATED) {
                return FakeServer.items(0, Math.min(10, length));
            }
            return FakeServer.items(from, from + count(from, size));
        }

        private int count(int from, int size) {
            int most = fault == Fault.SHORT_PAGE && from == 10 ? 6 : size;
            return Math.max(0, (int) Math.min((long) most, (long) visible() - from));
        }

        /** The first item of a page with this number, from 0. */
        int start(int page) {
            return fault == Fault.SHORT_PAGE && page > 1 ? page * 10 - 4 : page * 10;
        }

        int pages() {
            return (int) IntStream.range(0, 1000)
                    .takeWhile(page -> start(page) < visible())
                    .count();
        }

        boolean more(int from) {
            return fault == Fault.REPEATED || from + count(from, 10) < visible();
        }

        /** The cursor after a page. */
        int next(int from) {
            if (fault == Fault.REPEATED) {
                return 10;
            }
            if (fault == Fault.NO_NEXT && from >= 10) {
                return MISSING;
            }
            return more(from) ? from + count(from, 10) : END;
        }
    }
}
