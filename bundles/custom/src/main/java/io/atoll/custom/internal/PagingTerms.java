package io.atoll.custom.internal;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.kit.http.Paging;
import io.atoll.kit.http.Paging.Sign;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How the lists of an instance or of one resource go on, in the words of {@link CustomConfiguration}; what is absent is as usual for the
 * type.
 *
 * @param maxItems after how many items reading stops on purpose
 */
record PagingTerms(
        @Nullable PagingType paginationType,
        @Nullable Integer pageSize,
        @Nullable String paginationParam,
        @Nullable String sizeParam,
        @Nullable Integer startPage,
        @Nullable String cursorPath,
        @Nullable String cursorHeader,
        @Nullable String cursorIn,
        @Nullable String hasMorePath,
        @Nullable String hasMoreHeader,
        @Nullable String lastPagePath,
        @Nullable String nextLinkPath,
        @Nullable String headerLinkRel,
        @Nullable String headerLinkAttribute,
        @Nullable String totalPath,
        @Nullable String totalHeader,
        @Nullable String pageCountPath,
        @Nullable String rangeTemplate,
        @Nullable Long maxItems) {

    private static final List<String> CURSORS = List.of("next_cursor", "cursor", "meta.after_cursor", "links.next");
    private static final String NEXT = "@odata.nextLink";
    private static final List<String> MORE = List.of("has_more", "hasMore", "meta.has_more");
    private static final List<String> FOLLOWING = List.of("next_page", "next", "hasMore");

    /** Refuses values that mean nothing. */
    PagingTerms {
        requirePositive("pageSize", pageSize);
        requirePositive("maxItems", maxItems);
        if (cursorIn != null && !List.of("query", "alone", "body").contains(cursorIn)) {
            throw new IllegalArgumentException("cursorIn is one of query, alone, body, but here is '" + cursorIn + "'");
        }
        if (paginationType == PagingType.AFTER && cursorPath == null) {
            throw new IllegalArgumentException(
                    "paginationType after needs cursorPath: where an item has the key that the next page follows");
        }
        if (paginationType == PagingType.RANGE && paginationParam == null) {
            throw new IllegalArgumentException(
                    "paginationType range needs paginationParam: the parameter of the range");
        }
        if (headerLinkAttribute != null && headerLinkAttribute.indexOf('=') < 1) {
            throw new IllegalArgumentException(
                    "headerLinkAttribute is like results=true, but here is '" + headerLinkAttribute + "'");
        }
    }

    private static void requirePositive(String key, @Nullable Number value) {
        if (value != null && value.longValue() < 1) {
            throw new IllegalArgumentException(key + " is at least 1, but here is " + value);
        }
    }

    /** What an instance says. */
    static PagingTerms of(CustomConfiguration configuration) {
        return new PagingTerms(
                PagingType.of(configuration.paginationType()),
                configuration.pageSize(),
                text(configuration.paginationParam()),
                text(configuration.sizeParam()),
                configuration.startPage(),
                text(configuration.cursorPath()),
                text(configuration.cursorHeader()),
                text(configuration.cursorIn()),
                text(configuration.hasMorePath()),
                text(configuration.hasMoreHeader()),
                text(configuration.lastPagePath()),
                text(configuration.nextLinkPath()),
                text(configuration.headerLinkRel()),
                text(configuration.headerLinkAttribute()),
                text(configuration.totalPath()),
                text(configuration.totalHeader()),
                text(configuration.pageCountPath()),
                text(configuration.rangeTemplate()),
                null);
    }

    private static @Nullable String text(String value) {
        return value.isBlank() ? null : value.strip();
    }

    /** These, with what they leave out from others; those that name a type leave nothing out. */
    PagingTerms over(PagingTerms others) {
        if (paginationType != null) {
            return this;
        }
        return new PagingTerms(
                others.paginationType,
                or(pageSize, others.pageSize),
                or(paginationParam, others.paginationParam),
                or(sizeParam, others.sizeParam),
                or(startPage, others.startPage),
                or(cursorPath, others.cursorPath),
                or(cursorHeader, others.cursorHeader),
                or(cursorIn, others.cursorIn),
                or(hasMorePath, others.hasMorePath),
                or(hasMoreHeader, others.hasMoreHeader),
                or(lastPagePath, others.lastPagePath),
                or(nextLinkPath, others.nextLinkPath),
                or(headerLinkRel, others.headerLinkRel),
                or(headerLinkAttribute, others.headerLinkAttribute),
                or(totalPath, others.totalPath),
                or(totalHeader, others.totalHeader),
                or(pageCountPath, others.pageCountPath),
                or(rangeTemplate, others.rangeTemplate),
                or(maxItems, others.maxItems));
    }

    private static <T> @Nullable T or(@Nullable T one, @Nullable T other) {
        return one == null ? other : one;
    }

    private static <T> T orElse(@Nullable T one, T other) {
        return one == null ? other : one;
    }

    /** The type, {@code none} if none is named. */
    PagingType type() {
        return orElse(paginationType, PagingType.NONE);
    }

    /** The same for the kit. */
    Paging paging() {
        String size = sizeParameter();
        Paging paging = size.isEmpty() ? unsized() : unsized().size(size, orElse(pageSize, 100));
        return maxItems == null ? paging : paging.atMost(maxItems);
    }

    /** The same without a size of pages, except for ranges. */
    Paging unsized() {
        return counted(signed(
                switch (type()) {
                    case NONE -> Paging.none();
                    case PAGE -> Paging.page(orElse(paginationParam, "page")).from(orElse(startPage, 1));
                    case OFFSET -> Paging.offset(orElse(paginationParam, "offset"));
                    case CURSOR -> cursor();
                    case AFTER -> Paging.after(orElse(paginationParam, "after"), pointer(orElse(cursorPath, "")));
                    case NEXT_LINK -> Paging.nextUrl(pointers(List.of(orElse(nextLinkPath, NEXT))));
                    case HEADER_LINK -> link();
                    case RANGE ->
                        Paging.range(
                                orElse(paginationParam, ""),
                                orElse(rangeTemplate, "{from}-{last}"),
                                orElse(pageSize, 100));
                }));
    }

    /** The parameter that asks for a size of pages; empty if none does. */
    String sizeParameter() {
        return switch (type()) {
            case NONE, RANGE -> "";
            case PAGE -> orElse(sizeParam, "size");
            case OFFSET, CURSOR, AFTER -> orElse(sizeParam, "limit");
            case NEXT_LINK, HEADER_LINK -> orElse(sizeParam, "");
        };
    }

    /** Whether each page leads to the next: then one that does not is the last, if it would say so. */
    boolean leads() {
        return switch (type()) {
            case CURSOR, NEXT_LINK, HEADER_LINK -> maxItems == null;
            case NONE, OFFSET, PAGE, AFTER, RANGE -> false;
        };
    }

    /** Whether an answer tells how a list goes on or how long it is, be it that there is no more. */
    boolean told(JsonNode answer) {
        List<String> places = new ArrayList<>(Stream.of(hasMorePath, lastPagePath, totalPath, pageCountPath)
                .filter(Objects::nonNull)
                .toList());
        if (type() == PagingType.CURSOR) {
            places.addAll(MORE);
            places.addAll(cursorHeader == null ? cursorPlaces() : List.of());
        } else if (type() == PagingType.NEXT_LINK) {
            places.add(orElse(nextLinkPath, NEXT));
        }
        return hasMoreHeader != null
                || totalHeader != null
                || pointers(places).stream().anyMatch(place -> !answer.at(place).isMissingNode());
    }

    private List<String> cursorPlaces() {
        return cursorPath == null ? CURSORS : List.of(cursorPath);
    }

    private Paging cursor() {
        boolean inBody = "body".equals(cursorIn);
        String parameter = orElse(paginationParam, "cursor");
        Paging paging = cursorHeader == null
                ? Paging.cursor(parameter, pointers(cursorPlaces()))
                : Paging.headerCursor(parameter, cursorHeader);
        return inBody ? paging.inBody(pointer(parameter)) : "alone".equals(cursorIn) ? paging.alone() : paging;
    }

    private Paging link() {
        Paging paging = Paging.link(orElse(headerLinkRel, "next"));
        if (headerLinkAttribute == null) {
            return paging;
        }
        int equals = headerLinkAttribute.indexOf('=');
        return paging.attribute(headerLinkAttribute.substring(0, equals), headerLinkAttribute.substring(equals + 1));
    }

    /** With what tells whether there is more: first what is declared, then what is usual. */
    private Paging signed(Paging paging) {
        List<Sign> signs = new ArrayList<>();
        add(signs, hasMorePath, (path, found) -> new Sign.More(found));
        add(signs, lastPagePath, (path, found) -> new Sign.Last(found));
        switch (type()) {
            case PAGE -> signs.add(new Sign.AnyOf(flags(FOLLOWING)));
            case OFFSET, CURSOR -> signs.addAll(flags(MORE));
            case NONE, NEXT_LINK, HEADER_LINK, AFTER, RANGE -> {}
        }
        Paging told = signs.isEmpty() ? paging : paging.firstOf(signs);
        return hasMoreHeader == null ? told : told.moreHeader(hasMoreHeader);
    }

    private Paging counted(Paging paging) {
        Paging counted = totalPath == null ? paging : paging.total(pointer(totalPath));
        counted = totalHeader == null ? counted : counted.totalHeader(totalHeader);
        return pageCountPath == null ? counted : counted.pageCount(pointer(pageCountPath));
    }

    private static List<Sign> flags(List<String> paths) {
        return paths.stream()
                .<Sign>map(path -> new Sign.More(JsonPointer.compile(pointer(path))))
                .toList();
    }

    private static void add(List<Sign> signs, @Nullable String path, BiFunction<String, JsonPointer, Sign> sign) {
        if (path != null) {
            pointers(List.of(path)).forEach(pointer -> signs.add(sign.apply(path, JsonPointer.compile(pointer))));
        }
    }

    /** The places that paths with dots may mean: a key with dots in it, or keys below each other. */
    private static List<String> pointers(List<String> paths) {
        var pointers = new LinkedHashSet<String>();
        for (String path : paths) {
            pointers.add(JsonPointer.empty().appendProperty(path).toString());
            pointers.add(pointer(path));
        }
        return List.copyOf(pointers);
    }

    /** A JSON pointer to keys below each other, such as {@code meta.total}. */
    private static String pointer(String path) {
        JsonPointer pointer = JsonPointer.empty();
        for (String key : path.replaceFirst("^\\.", "").split("\\.", -1)) {
            pointer = pointer.appendProperty(key);
        }
        return pointer.toString();
    }
}
