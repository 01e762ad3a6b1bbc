package io.atoll.kit.internal;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.kit.http.Call;
import io.atoll.kit.http.Paging;
import io.atoll.kit.http.Paging.Sign;
import io.atoll.kit.http.Paging.Style;
import io.atoll.spi.IntegrationException.Unexpected;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** How a paging asks for a page, and what it reads in one. */
final class Steps {

    private final Paging paging;

    Steps(Paging paging) {
        this.paging = paging;
    }

    /**
     * The call of a page.
     *
     * @param at what the page before said; {@code null} for the first
     * @param pages how many pages come before it
     * @param read how many items come before it
     */
    Call call(Call first, @Nullable String at, int pages, long read) {
        Paging.Size size = paging.size();
        Call sized = size == null || size.parameter().isEmpty() ? first : first.replace(size.parameter(), size.items());
        return switch (paging.style()) {
            case Style.Whole whole -> first;
            case Style.Numbered numbered -> sized.replace(numbered.parameter(), numbered.first() + pages);
            case Style.Offset offset -> sized.replace(offset.parameter(), offset.first() + read);
            case Style.Range range -> {
                long to = read + (size == null ? 0 : size.items());
                yield first.replace(
                        range.parameter(),
                        range.template()
                                .replace("{from}", Long.toString(read))
                                .replace("{to}", Long.toString(to))
                                .replace("{last}", Long.toString(to - 1)));
            }
            case Style.Next next -> at == null ? sized : first.at(at);
            case Style.Cursor cursor -> at == null ? sized : with(sized, cursor.target(), at);
        };
    }

    private static Call with(Call call, Style.Target target, String cursor) {
        return switch (target) {
            case Style.InQuery query ->
                (query.alone() ? call.query(List.of()) : call).replace(query.parameter(), cursor);
            case Style.IntoBody body ->
                call.body() instanceof Call.Body.GraphQl graph
                        ? call.body(new Call.Body.GraphQl(put(graph.value(), body.pointer(), cursor)))
                        : call.json(put(
                                call.body() instanceof Call.Body.Json json
                                        ? json.value()
                                        : JsonNodeFactory.instance.objectNode(),
                                body.pointer(),
                                cursor));
        };
    }

    private static JsonNode put(JsonNode body, JsonPointer pointer, String cursor) {
        ObjectNode copy = body instanceof ObjectNode object ? object.deepCopy() : JsonNodeFactory.instance.objectNode();
        ObjectNode parent = pointer.head() == null || pointer.head().matches() ? copy : copy.withObject(pointer.head());
        parent.put(pointer.last().getMatchingProperty(), cursor);
        return copy;
    }

    /** What leads to the next page; {@code null} if nothing does. Always something for lists with numbers. */
    @Nullable
    String next(Fetched page, List<JsonNode> items, @Nullable String at, int pages, long read) throws Unexpected {
        return switch (paging.style()) {
            case Style.Whole whole -> null;
            case Style.Numbered numbered -> null;
            case Style.Offset offset -> null;
            case Style.Range range -> null;
            case Style.Cursor cursor -> source(page, items, cursor.source());
            case Style.Next next -> {
                String address = source(page, items, next.source());
                yield address == null ? null : absolute(page, address);
            }
        };
    }

    private static String absolute(Fetched page, String address) throws Unexpected {
        try {
            return page.address().resolve(Origins.escaped(address)).toString();
        } catch (IllegalArgumentException e) {
            throw new Unexpected(page.what() + ": the address of the next page is none", e);
        }
    }

    private @Nullable String source(Fetched page, List<JsonNode> items, Style.Source source) throws Unexpected {
        return switch (source) {
            case Style.InBody body -> {
                JsonNode value = page.body().at(body.pointer());
                if (value.isMissingNode() && !holder(page, body.pointer())) {
                    throw missing(page, body.pointer());
                }
                yield cursor(value);
            }
            case Style.FirstOf first -> {
                for (Style.Source place : first.places()) {
                    if (!(place instanceof Style.InBody body) || !missing(page, body)) {
                        @Nullable String found = source(page, items, place);
                        if (found != null) {
                            yield found;
                        }
                    }
                }
                yield null;
            }
            case Style.InHeader header ->
                page.received()
                        .header(header.name())
                        .map(String::strip)
                        .filter(text -> !text.isEmpty())
                        .orElse(null);
            case Style.InLink link ->
                Link.find(page.received().all("link"), link.relation(), link.attribute(), link.value());
            case Style.OfLastItem last -> {
                if (items.isEmpty()) {
                    yield null;
                }
                String key = cursor(items.getLast().at(last.pointer()));
                if (key == null) {
                    throw new Unexpected(page.what() + ": the last item has nothing at " + last.pointer()
                            + ", so the page after it cannot be asked for");
                }
                yield key;
            }
        };
    }

    /** Whether an answer tells nothing of the next page at all, not even that there is none. */
    boolean silent(Fetched page) {
        Style.@Nullable Source source = switch (paging.style()) {
            case Style.Cursor cursor -> cursor.source();
            case Style.Next next -> next.source();
            case Style.Whole none -> null;
            case Style.Numbered none -> null;
            case Style.Offset none -> null;
            case Style.Range none -> null;
        };
        return source instanceof Style.FirstOf first
                && first.places().stream().allMatch(place -> place instanceof Style.InBody body && missing(page, body));
    }

    private static boolean missing(Fetched page, Style.InBody body) {
        return page.body().at(body.pointer()).isMissingNode();
    }

    private static boolean holder(Fetched page, JsonPointer pointer) {
        JsonPointer head = pointer.head();
        return head == null ? page.body().isObject() : page.body().at(head).isObject();
    }

    private static Unexpected missing(Fetched page, JsonPointer pointer) {
        return new Unexpected(page.what() + ": the answer has nothing at " + pointer
                + ", where the next page is told: " + Fetched.shape(page.body())
                + ". The list was not read whole, so nothing is taken as gone");
    }

    private static @Nullable String cursor(JsonNode value) {
        if (value.isNumber()) {
            return value.decimalValue().signum() < 0 ? null : value.asText();
        }
        return value.isTextual() && !value.asText().isBlank() ? value.asText() : null;
    }

    /** Whether there is more, by the signs that say yes or no; {@code null} if none of them is there. No is stronger. */
    @Nullable
    Boolean more(Fetched page, List<JsonNode> items, int pages) {
        @Nullable Boolean more = null;
        for (Sign sign : paging.signs()) {
            @Nullable Boolean says = says(sign, page, pages);
            if (says != null) {
                more = more == null ? says : more && says;
            }
        }
        return more;
    }

    private @Nullable Boolean says(Sign sign, Fetched page, int pages) {
        return switch (sign) {
            case Sign.More flag -> flag(page.body().at(flag.pointer()));
            case Sign.Last flag -> not(flag(page.body().at(flag.pointer())));
            case Sign.MoreHeader header ->
                page.received()
                        .header(header.name())
                        .map(text -> text.strip().equalsIgnoreCase("true"))
                        .orElse(null);
            case Sign.PageCount count -> pagesLeft(page.body().at(count.pointer()), count.last(), pages);
            case Sign.Total total -> null;
            case Sign.TotalHeader total -> null;
            case Sign.AnyOf any -> {
                List<Boolean> told = told(any.signs(), page, pages);
                yield told.isEmpty() ? null : Boolean.valueOf(told.contains(true));
            }
            case Sign.FirstOf first -> {
                List<Boolean> told = told(first.signs(), page, pages);
                yield told.isEmpty() ? null : told.getFirst();
            }
        };
    }

    private List<Boolean> told(List<Sign> signs, Fetched page, int pages) {
        List<Boolean> told = new ArrayList<>();
        for (Sign sign : signs) {
            @Nullable Boolean says = says(sign, page, pages);
            if (says != null) {
                told.add(says);
            }
        }
        return told;
    }

    private @Nullable Boolean pagesLeft(JsonNode count, boolean last, int pages) {
        if (!count.canConvertToLong()) {
            return null;
        }
        int first = paging.style() instanceof Style.Numbered numbered ? numbered.first() : 0;
        return pages < count.asLong() + (last ? 1 - first : 0);
    }

    private static @Nullable Boolean flag(JsonNode value) {
        if (value.isMissingNode()) {
            return null;
        }
        return switch (value.getNodeType()) {
            case BOOLEAN -> value.asBoolean();
            case NUMBER -> value.decimalValue().signum() != 0;
            case STRING -> !value.asText().isBlank() && !value.asText().equalsIgnoreCase("false");
            case ARRAY, OBJECT -> !value.isEmpty();
            case NULL, MISSING, BINARY, POJO -> false;
        };
    }

    private static @Nullable Boolean not(@Nullable Boolean value) {
        return value == null ? null : !value;
    }

    /** How many items the list is said to have. */
    OptionalLong total(Fetched page) {
        for (Sign sign : paging.signs()) {
            if (sign instanceof Sign.Total total) {
                JsonNode value = page.body().at(total.pointer());
                if (value.canConvertToLong() || value.asText("").matches("\\d{1,18}")) {
                    return OptionalLong.of(value.asLong());
                }
            }
            if (sign instanceof Sign.TotalHeader header) {
                String text = page.received().header(header.name()).orElse("").strip();
                if (text.matches("\\d{1,18}")) {
                    return OptionalLong.of(Long.parseLong(text));
                }
            }
        }
        return OptionalLong.empty();
    }

    boolean ofLastItem() {
        return paging.style() instanceof Style.Cursor cursor && cursor.source() instanceof Style.OfLastItem;
    }

    /** The items of a GraphQL connection; anything else is given back. */
    JsonNode connection(JsonNode found) {
        if (found.path("nodes").isArray()) {
            return found.get("nodes");
        }
        if (found.path("edges").isArray()) {
            ArrayNode nodes = JsonNodeFactory.instance.arrayNode();
            found.get("edges").forEach(edge -> nodes.add(edge.path("node")));
            return nodes;
        }
        return found;
    }
}
