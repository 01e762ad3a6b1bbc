package io.atoll.custom.internal;

import io.atoll.tck.Request;
import io.atoll.tck.Response;
import org.jspecify.annotations.Nullable;

/** The ways in which APIs turn pages: what is configured for them, and a server that does it. */
enum Style {
    WHOLE("", "totalPath: total") {
        @Override
        Response page(Request request, Shelf shelf) {
            String items = shelf.fault() == Shelf.Fault.REPEATED ? shelf.items(0) : shelf.all();
            return Response.json("{\"total\":" + shelf.total() + ",\"items\":" + items + "}");
        }
    },
    PAGE_UNTIL_EMPTY("", "paginationType: page, pageSize: 10") {
        @Override
        Response page(Request request, Shelf shelf) {
            return body(shelf, shelf.start(request.number("page", 1) - 1), "");
        }
    },
    PAGE_FROM_ZERO("", "paginationType: page, pageSize: 10, startPage: 0, lastPagePath: info.last") {
        @Override
        Response page(Request request, Shelf shelf) {
            int from = shelf.start(request.number("page", 0));
            return body(shelf, from, ",\"info\":{\"last\":" + !shelf.more(from) + "}");
        }
    },
    PAGE_WITH_COUNT("", "paginationType: page, pageSize: 10, pageCountPath: info.pages, totalPath: total") {
        @Override
        Response page(Request request, Shelf shelf) {
            int from = shelf.start(request.number("page", 1) - 1);
            return body(shelf, from, ",\"info\":{\"pages\":" + shelf.pages() + "}");
        }
    },
    PAGE_WITH_HEADER("", "paginationType: page, pageSize: 10, hasMoreHeader: X-Next") {
        @Override
        Response page(Request request, Shelf shelf) {
            int from = shelf.start(request.number("page", 1) - 1);
            return body(shelf, from, "").header("X-Next", "" + shelf.more(from));
        }
    },
    OFFSET("", "paginationType: offset, pageSize: 10, paginationParam: startAt, sizeParam: max, totalPath: total") {
        @Override
        Response page(Request request, Shelf shelf) {
            return body(shelf, request.number("startAt", 0), "");
        }
    },
    CURSOR_IN_QUERY("", "paginationType: cursor, pageSize: 10, cursorPath: meta.next, hasMorePath: meta.more") {
        @Override
        Response page(Request request, Shelf shelf) {
            return cursor(shelf, request.number("cursor", 0));
        }
    },
    CURSOR_ALONE(
            "",
            "paginationType: cursor, cursorPath: meta.next, hasMorePath: meta.more, cursorIn: alone, pageSize: 10") {
        @Override
        Response page(Request request, Shelf shelf) {
            return request.query("cursor").isPresent() && request.query().size() > 1
                    ? Response.of(400)
                    : cursor(shelf, request.number("cursor", 0));
        }
    },
    CURSOR_IN_BODY(
            "method: POST, body: {wanted: all}",
            "paginationType: cursor, cursorPath: meta.next, cursorIn: body, paginationParam: from.cursor,"
                    + " totalPath: total, pageSize: 10") {
        @Override
        Response page(Request request, Shelf shelf) {
            return cursor(shelf, request.json().at("/from/cursor").asInt(0));
        }
    },
    NEXT_LINK("", "paginationType: next_link, nextLinkPath: meta.next, totalPath: total") {
        @Override
        Response page(Request request, Shelf shelf) {
            int from = request.number("after", 0);
            Integer next = shelf.next(from);
            return body(
                    shelf, from, ",\"meta\":{\"next\":" + (next == null ? null : "\"/list?after=" + next + "\"") + "}");
        }
    },
    HEADER_LINK("", "paginationType: header_link, totalHeader: X-Total") {
        @Override
        Response page(Request request, Shelf shelf) {
            int from = request.number("after", 0);
            Integer next = shelf.next(from);
            Response page = body(shelf, from, "").header("X-Total", "" + shelf.total());
            return next == null ? page : page.header("Link", "</list?after=" + next + ">; rel=\"next\"");
        }
    },
    HEADER_CURSOR("", "paginationType: cursor, cursorHeader: X-Continue, totalPath: total, pageSize: 10") {
        @Override
        Response page(Request request, Shelf shelf) {
            int from = request.number("cursor", 0);
            Integer next = shelf.next(from);
            Response page = body(shelf, from, "");
            return next == null ? page : page.header("X-Continue", "" + next);
        }
    },
    AFTER("", "paginationType: after, cursorPath: id, pageSize: 10") {
        @Override
        Response page(Request request, Shelf shelf) {
            return body(shelf, request.number("after", -1) + 1, "");
        }
    },
    RANGE("", "paginationType: range, paginationParam: range, pageSize: 10") {
        @Override
        Response page(Request request, Shelf shelf) {
            String range = request.query("range").orElseThrow();
            return body(shelf, Integer.parseInt(range.substring(0, range.indexOf('-'))), "");
        }
    },
    GRAPH_QL(
            "method: POST, body: {query: '{list}', variables: {}}, data_path: .data.list.nodes",
            "paginationType: cursor, cursorIn: body, paginationParam: variables.after,"
                    + " cursorPath: data.list.pageInfo.endCursor, hasMorePath: data.list.pageInfo.hasNextPage,"
                    + " totalPath: data.list.totalCount, pageSize: 10") {
        @Override
        Response page(Request request, Shelf shelf) {
            int from = request.json().at("/variables/after").asInt(0);
            return Response.json("{\"data\":{\"list\":{\"totalCount\":" + shelf.total() + ",\"nodes\":"
                    + shelf.items(from) + ",\"pageInfo\":{\"hasNextPage\":" + shelf.more(from) + ",\"endCursor\":"
                    + quoted(shelf.next(from)) + "}}}}");
        }
    };

    private final String request;
    private final String terms;

    Style(String request, String terms) {
        this.request = request;
        this.terms = terms;
    }

    /** Answers for a page. */
    abstract Response page(Request request, Shelf shelf);

    /**
     * The selector of a resource that is read so.
     *
     * @param counting with a total, if it has none by itself
     */
    String selector(boolean counting) {
        String data = request.contains("data_path") ? "" : ", data_path: .items";
        String total = counting && !counts() ? ", totalPath: total" : "";
        return "{" + (request.isEmpty() ? "" : request + ", ") + "pagination: {" + terms + total + "}" + data + "}";
    }

    /** Whether a total is held against what comes. */
    boolean counts() {
        return terms.contains("total");
    }

    /** Whether a fault makes a difference. */
    boolean concerns(Shelf.Fault fault, boolean counting) {
        return switch (fault) {
            case NONE -> false;
            case NO_NEXT -> (terms.contains("cursor") && this != AFTER) || terms.contains("_link");
            case SHORT_PAGE -> this != WHOLE;
            case TOTAL_TOO_SMALL -> counting;
            case TRUNCATED, REPEATED, TOTAL_TOO_LARGE -> true;
        };
    }

    private static Response body(Shelf shelf, int from, String more) {
        return Response.json("{\"total\":" + shelf.total() + ",\"items\":" + shelf.items(from) + more + "}");
    }

    private static Response cursor(Shelf shelf, int from) {
        return body(
                shelf, from, ",\"meta\":{\"more\":" + shelf.more(from) + ",\"next\":" + quoted(shelf.next(from)) + "}");
    }

    private static String quoted(@Nullable Integer value) {
        return value == null ? "null" : "\"" + value + "\"";
    }
}
