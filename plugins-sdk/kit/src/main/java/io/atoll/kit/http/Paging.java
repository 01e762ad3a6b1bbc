package io.atoll.kit.http;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How a list goes on, and how its end is known. Immutable: each method gives another one.
 *
 * {@snippet class="io.atoll.kit.example.ProjectResync" region="paging"}
 *
 * <p>What is declared is held against every page. These end the reading with an exception: a cursor that comes twice; a page that
 * repeats the one before it; a total that is not what was read; an end without the sign of one; a place for items that has none; more
 * pages than {@link #pages}. A page that is shorter than others is never taken for the last one by itself.
 *
 * <p>A numbered list that becomes shorter while it is read, by its total, may have moved an item to a page that was read before: it is read
 * again from its beginning, once.
 *
 * <p>Lists that are numbered (by page, offset or range) end where a {@link Sign} says so, or else with an empty page. Where the sign is a
 * total, and the last page is full, one more page is asked for, and has to be empty or refused as being beyond the end. Other lists end
 * where no cursor or address follows.
 *
 * @param style how the next page is asked for
 * @param size how many items a page is asked to have; {@code null} if that is left to the server
 * @param signs what tells whether there is more
 * @param most after how many items reading stops, on purpose
 * @param cap how many items the server gives at most; a list that is longer is an exception, as its rest cannot be read
 * @param pages how many pages a list has at most
 * @param resumable whether the server keeps its cursors and addresses valid for hours
 * @param expired with which statuses the server says that it no longer knows a cursor or address
 * @param gaps how many empty pages in a row are the end of a list by offsets without a sign
 */
public record Paging(
        Style style,
        @Nullable Size size,
        List<Sign> signs,
        long most,
        long cap,
        int pages,
        boolean resumable,
        Set<Integer> expired,
        int gaps) {

    private static final int USUAL_PAGES = 100_000;

    /** Copies the collections. */
    public Paging {
        signs = List.copyOf(signs);
        expired = Set.copyOf(expired);
    }

    /** Of which no cursor or address expires. */
    public Paging(
            Style style, @Nullable Size size, List<Sign> signs, long most, long cap, int pages, boolean resumable) {
        this(style, size, signs, most, cap, pages, resumable, Set.of());
    }

    /** Whose first empty page is the end. */
    public Paging(
            Style style,
            @Nullable Size size,
            List<Sign> signs,
            long most,
            long cap,
            int pages,
            boolean resumable,
            Set<Integer> expired) {
        this(style, size, signs, most, cap, pages, resumable, expired, 1);
    }

    private Paging(Style style) {
        this(style, null, List.of(), Long.MAX_VALUE, Long.MAX_VALUE, USUAL_PAGES, false);
    }

    /** The list comes in one answer. */
    public static Paging none() {
        return new Paging(new Style.Whole());
    }

    /** Pages have numbers, from 1; see {@link #from}. */
    public static Paging page(String parameter) {
        return new Paging(new Style.Numbered(parameter, 1));
    }

    /** Pages begin after so many items. */
    public static Paging offset(String parameter) {
        return new Paging(new Style.Offset(parameter, 0));
    }

    /**
     * A parameter has a range of items.
     *
     * @param template with {@code {from}}, {@code {to}} (exclusive) or {@code {last}} (inclusive), such as
     *     <code>jobs[name]{{from},{to}}</code>
     * @param size how many items a page has
     */
    public static Paging range(String parameter, String template, int size) {
        return new Paging(new Style.Range(parameter, template)).size(size);
    }

    /**
     * Each answer has a cursor for the next page, as text or number. None, an empty one or a negative number is the end; so is a missing
     * one if what would hold it is there.
     *
     * @param pointer JSON pointer to it
     */
    public static Paging cursor(String parameter, String pointer) {
        return new Paging(
                new Style.Cursor(new Style.InQuery(parameter, false), new Style.InBody(JsonPointer.compile(pointer))));
    }

    /**
     * Each answer has a cursor for the next page at the first of some places that holds one. The last page may lack all of them, and what
     * would hold them; but a first page that does, and is as full as it was asked to be, is an exception.
     *
     * @param pointers JSON pointers to it
     */
    public static Paging cursor(String parameter, List<String> pointers) {
        return new Paging(new Style.Cursor(new Style.InQuery(parameter, false), Style.FirstOf.at(pointers)));
    }

    /** Each answer has the cursor for the next page in a header; none is the end. */
    public static Paging headerCursor(String parameter, String header) {
        return new Paging(new Style.Cursor(new Style.InQuery(parameter, false), new Style.InHeader(header)));
    }

    /**
     * The next page is what follows the last item, in an order by its key. The end is an empty page, unless a {@link Sign} says more.
     * Reading can be gone on with.
     *
     * @param pointer JSON pointer to the key within an item
     */
    public static Paging after(String parameter, String pointer) {
        return new Paging(new Style.Cursor(
                        new Style.InQuery(parameter, false), new Style.OfLastItem(JsonPointer.compile(pointer))))
                .keepsCursors();
    }

    /** Each answer has the address of the next page, whole or relative; none is the end. */
    public static Paging nextUrl(String pointer) {
        return new Paging(new Style.Next(new Style.InBody(JsonPointer.compile(pointer))));
    }

    /**
     * Each answer has the address of the next page at the first of some places that holds one; none is the end, as for
     * {@link #cursor(String, List)}.
     */
    public static Paging nextUrl(List<String> pointers) {
        return new Paging(new Style.Next(Style.FirstOf.at(pointers)));
    }

    /** Each answer has the address of the next page in its header {@code Link} with {@code rel="next"}; none is the end. */
    public static Paging link() {
        return link("next");
    }

    /** Each answer has the address of the next page in its header {@code Link} with this relation; none is the end. */
    public static Paging link(String relation) {
        return new Paging(new Style.Next(new Style.InLink(relation, "", "")));
    }

    /**
     * A GraphQL connection with {@code pageInfo{hasNextPage endCursor}} and {@code nodes} or {@code edges{node}}, which are the items.
     *
     * @param connection JSON pointer to it, such as {@code /data/organization/repositories}
     * @param variable the variable of the query for {@code after}
     */
    public static Paging graphQl(String connection, String variable) {
        return new Paging(new Style.Cursor(
                        new Style.IntoBody(JsonPointer.compile("/variables/" + variable)),
                        new Style.InBody(JsonPointer.compile(connection + "/pageInfo/endCursor"))))
                .more(connection + "/pageInfo/hasNextPage");
    }

    /** The first page has this number, or the first offset is this one. */
    public Paging from(int first) {
        return switch (style) {
            case Style.Numbered numbered -> style(new Style.Numbered(numbered.parameter(), first));
            case Style.Offset offset -> style(new Style.Offset(offset.parameter(), first));
            case Style.Whole whole -> throw notFor("a first page", whole);
            case Style.Range range -> throw notFor("a first page", range);
            case Style.Cursor cursor -> throw notFor("a first page", cursor);
            case Style.Next next -> throw notFor("a first page", next);
        };
    }

    /** A page is asked to have so many items. */
    public Paging size(String parameter, int items) {
        return with(new Size(parameter, items));
    }

    /** A page has so many items, without being asked. */
    public Paging size(int items) {
        return with(new Size("", items));
    }

    /** The answer tells how many items the list has. */
    public Paging total(String pointer) {
        return sign(new Sign.Total(JsonPointer.compile(pointer)));
    }

    /** A header tells how many items the list has. */
    public Paging totalHeader(String name) {
        return sign(new Sign.TotalHeader(name));
    }

    /** The answer tells how many pages the list has. */
    public Paging pageCount(String pointer) {
        return sign(new Sign.PageCount(JsonPointer.compile(pointer), false));
    }

    /** The answer tells the number of the last page, by the numbers that are asked for; offsets and ranges count from 0. */
    public Paging lastPage(String pointer) {
        return sign(new Sign.PageCount(JsonPointer.compile(pointer), true));
    }

    /** The answer tells that there is more: {@code true}, or anything but {@code false}, 0, null and empty. */
    public Paging more(String pointer) {
        return sign(new Sign.More(JsonPointer.compile(pointer)));
    }

    /** A header tells that there is more, by {@code true}. */
    public Paging moreHeader(String name) {
        return sign(new Sign.MoreHeader(name));
    }

    /** The answer tells that this page is the last. */
    public Paging last(String pointer) {
        return sign(new Sign.Last(JsonPointer.compile(pointer)));
    }

    /** There is more if any of these signs says so, and not if none does. */
    public Paging anyOf(List<Sign> which) {
        return sign(new Sign.AnyOf(which));
    }

    /** What the first of these signs says that is there. */
    public Paging firstOf(List<Sign> which) {
        return sign(new Sign.FirstOf(which));
    }

    /** The cursor is sent alone, without any other parameter. */
    public Paging alone() {
        return style instanceof Style.Cursor cursor && cursor.target() instanceof Style.InQuery query
                ? style(new Style.Cursor(new Style.InQuery(query.parameter(), true), cursor.source()))
                : fail("alone");
    }

    /** The cursor is sent in the JSON body, at this pointer. */
    public Paging inBody(String pointer) {
        return style instanceof Style.Cursor cursor
                ? style(new Style.Cursor(new Style.IntoBody(JsonPointer.compile(pointer)), cursor.source()))
                : fail("in the body");
    }

    /** The link is followed only if it has this attribute, such as {@code results="true"}. */
    public Paging attribute(String name, String value) {
        return style instanceof Style.Next next && next.source() instanceof Style.InLink link
                ? style(new Style.Next(new Style.InLink(link.relation(), name, value)))
                : fail("an attribute");
    }

    /** Reading stops after so many items, and that is all that is wanted. */
    public Paging atMost(long items) {
        return new Paging(style, size, signs, items, cap, pages, resumable, expired, gaps);
    }

    /** The server gives so many items at most: a list that reaches that is not known to be whole. */
    public Paging cap(long items) {
        return new Paging(style, size, signs, most, items, pages, resumable, expired, gaps);
    }

    /** A list has so many pages at most. */
    public Paging pages(int limit) {
        return new Paging(style, size, signs, most, cap, limit, resumable, expired, gaps);
    }

    /** The server keeps its cursors and addresses valid for hours, so a run that was cut off can go on with them. */
    public Paging keepsCursors() {
        return switch (style) {
            case Style.Cursor cursor -> new Paging(cursor, size, signs, most, cap, pages, true, expired, gaps);
            case Style.Next next -> new Paging(next, size, signs, most, cap, pages, true, expired, gaps);
            case Style.Whole whole -> throw notFor("places", whole);
            case Style.Numbered numbered -> throw notFor("places", numbered);
            case Style.Offset offset -> throw notFor("places", offset);
            case Style.Range range -> throw notFor("places", range);
        };
    }

    /**
     * With these statuses the server says that it no longer knows a cursor or address, such as 410. The list is then read again from its
     * beginning, once: what was pushed before is pushed again, and nothing is left out.
     */
    public Paging expires(int... statuses) {
        if (!(style instanceof Style.Cursor || style instanceof Style.Next)) {
            throw notFor("an expiry", style);
        }
        Set<Integer> all = IntStream.of(statuses).boxed().collect(Collectors.toSet());
        return new Paging(style, size, signs, most, cap, pages, resumable, all, gaps);
    }

    /**
     * The server leaves items out of pages that it has cut before, such as what the caller may not see. An empty page is then passed over
     * by the size of a page, and only so many of them in a row are the end. What pages have in common may be pushed again.
     *
     * @throws IllegalArgumentException if pages have no offsets, or no size
     */
    public Paging gaps(int emptyPages) {
        if (size == null || !(style instanceof Style.Offset)) {
            throw notFor("gaps", style);
        }
        return new Paging(style, size, signs, most, cap, pages, resumable, expired, emptyPages);
    }

    private Paging style(Style other) {
        return new Paging(other, size, signs, most, cap, pages, resumable, expired, gaps);
    }

    private Paging with(Size other) {
        return new Paging(style, other, signs, most, cap, pages, resumable, expired, gaps);
    }

    private Paging sign(Sign sign) {
        var more = new ArrayList<>(signs);
        more.add(sign);
        return new Paging(style, size, more, most, cap, pages, resumable, expired, gaps);
    }

    private Paging fail(String what) {
        throw notFor(what, style);
    }

    private static IllegalArgumentException notFor(String what, Style style) {
        return new IllegalArgumentException(
                what + " is nothing for paging of style " + style.getClass().getSimpleName());
    }

    /**
     * How many items a page is asked to have.
     *
     * @param parameter the query parameter that asks; empty for none
     * @param items how many
     */
    public record Size(String parameter, int items) {}

    /** How the next page is asked for. */
    public sealed interface Style {

        /** There is none. */
        record Whole() implements Style {}

        /**
         * By its number.
         *
         * @param parameter of the query
         * @param first the number of the first page
         */
        record Numbered(String parameter, int first) implements Style {}

        /**
         * By the number of items before it.
         *
         * @param parameter of the query
         * @param first the first offset
         */
        record Offset(String parameter, int first) implements Style {}

        /**
         * By a range of items.
         *
         * @param parameter of the query
         * @param template of its value
         */
        record Range(String parameter, String template) implements Style {}

        /**
         * By a cursor.
         *
         * @param target where it is sent
         * @param source where it comes from
         */
        record Cursor(Target target, Source source) implements Style {}

        /**
         * By an address.
         *
         * @param source where it comes from
         */
        record Next(Source source) implements Style {}

        /** Where a cursor is sent. */
        sealed interface Target {}

        /**
         * In the query.
         *
         * @param parameter of the query
         * @param alone whether no other parameter is sent
         */
        record InQuery(String parameter, boolean alone) implements Target {}

        /**
         * In the JSON body.
         *
         * @param pointer where
         */
        record IntoBody(JsonPointer pointer) implements Target {}

        /** Where a cursor or address comes from. */
        sealed interface Source {}

        /**
         * From the answer.
         *
         * @param pointer where
         */
        record InBody(JsonPointer pointer) implements Source {}

        /**
         * From the first of some places that has one; they may all be missing where the list ends.
         *
         * @param places in order
         */
        record FirstOf(List<Source> places) implements Source {

            /** Copies the list. */
            public FirstOf {
                places = List.copyOf(places);
            }

            static FirstOf at(List<String> pointers) {
                return new FirstOf(pointers.stream()
                        .<Source>map(pointer -> new InBody(JsonPointer.compile(pointer)))
                        .toList());
            }
        }

        /**
         * From a header.
         *
         * @param name of the header
         */
        record InHeader(String name) implements Source {}

        /**
         * From the header {@code Link}.
         *
         * @param relation which link
         * @param attribute what it must have; empty for nothing
         * @param value the value of the attribute
         */
        record InLink(String relation, String attribute, String value) implements Source {}

        /**
         * From the last item of the page.
         *
         * @param pointer where
         */
        record OfLastItem(JsonPointer pointer) implements Source {}
    }

    /** What tells whether there is more. A sign that is not there tells nothing. */
    public sealed interface Sign {

        /**
         * How many items the list has.
         *
         * @param pointer where
         */
        record Total(JsonPointer pointer) implements Sign {}

        /**
         * How many items the list has.
         *
         * @param name of the header
         */
        record TotalHeader(String name) implements Sign {}

        /**
         * How many pages the list has, or the number of the last one.
         *
         * @param pointer where
         * @param last whether it is the number of the last one
         */
        record PageCount(JsonPointer pointer, boolean last) implements Sign {}

        /**
         * Whether there is more.
         *
         * @param pointer where
         */
        record More(JsonPointer pointer) implements Sign {}

        /**
         * Whether there is more.
         *
         * @param name of the header
         */
        record MoreHeader(String name) implements Sign {}

        /**
         * Whether there is no more.
         *
         * @param pointer where
         */
        record Last(JsonPointer pointer) implements Sign {}

        /**
         * More if any of these says so.
         *
         * @param signs that may all be missing
         */
        record AnyOf(List<Sign> signs) implements Sign {

            /** Copies the list. */
            public AnyOf {
                signs = List.copyOf(signs);
            }
        }

        /**
         * What the first of these says that is there.
         *
         * @param signs that may all be missing
         */
        record FirstOf(List<Sign> signs) implements Sign {

            /** Copies the list. */
            public FirstOf {
                signs = List.copyOf(signs);
            }
        }
    }
}
