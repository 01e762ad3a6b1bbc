package io.atoll.kit.internal;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.kit.http.Page;
import io.atoll.spi.IntegrationException;
import io.atoll.spi.IntegrationException.Unexpected;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** Reads the items of one answer of any length, one by one. */
final class ItemStream {

    private static final int AT_ONCE = 200;
    private static final long BYTES_AT_ONCE = 4L << 20;

    private final Received received;
    private final String what;
    private final JsonPointer pointer;
    private final long longestItem;

    /**
     * Makes one.
     *
     * @param pointer where the array is
     * @param longestItem bytes of an item, about
     */
    ItemStream(Received received, String what, JsonPointer pointer, long longestItem) {
        this.received = received;
        this.what = what;
        this.pointer = pointer;
        this.longestItem = longestItem;
    }

    /** Reads all of them, and the document to its end. */
    void read(PageWalk.Visitor visitor) throws IntegrationException, InterruptedException {
        try (InputStream in = received.body().open();
                JsonParser parser = JsonBody.JSON.createParser(in)) {
            find(parser);
            if (parser.currentToken() == JsonToken.START_ARRAY) {
                items(parser, visitor);
            } else if (parser.currentToken() != JsonToken.VALUE_NULL) {
                throw new Unexpected(
                        what + ": the answer has no array of items" + at() + ", but " + parser.currentToken());
            }
            while (parser.nextToken() != null) {
                parser.skipChildren();
            }
        } catch (JsonProcessingException e) {
            throw new Unexpected(what + ": " + JsonBody.broken(e).getMessage(), e);
        } catch (IOException e) {
            throw new Unexpected(what + ": the answer cannot be read again from the disk: " + e, e);
        }
    }

    private void items(JsonParser parser, PageWalk.Visitor visitor)
            throws IOException, IntegrationException, InterruptedException {
        List<JsonNode> items = new ArrayList<>();
        var bounded = new Bounded(parser);
        long pageStart = bounded.position();
        long number = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            number++;
            bounded.start = bounded.position();
            try {
                items.add(JsonBody.ITEM.readValue(bounded));
            } catch (TooLong e) {
                throw new Unexpected(
                        what + ": item " + number + at() + " is larger than " + BodyReader.bytes(longestItem)
                                + "; leave out what makes it so large, or raise the limit",
                        e);
            }
            if (items.size() == AT_ONCE || bounded.position() - pageStart > BYTES_AT_ONCE) {
                visitor.visit(new Page(items, com.fasterxml.jackson.databind.node.MissingNode.getInstance()), null);
                items.clear();
                pageStart = bounded.position();
            }
        }
        visitor.visit(new Page(items, com.fasterxml.jackson.databind.node.MissingNode.getInstance()), null);
    }

    /** Goes to what is at the pointer. */
    private void find(JsonParser parser) throws IOException, Unexpected {
        JsonToken token = parser.nextToken();
        for (JsonPointer rest = pointer; !rest.matches(); rest = rest.tail()) {
            String name = rest.getMatchingProperty();
            if (token != JsonToken.START_OBJECT) {
                throw new Unexpected(what + ": the answer has no items" + at());
            }
            boolean found = false;
            List<String> others = new ArrayList<>();
            while (!found && parser.nextToken() == JsonToken.FIELD_NAME) {
                found = parser.currentName().equals(name);
                others.add(parser.currentName());
                token = parser.nextToken();
                if (!found) {
                    parser.skipChildren();
                }
            }
            if (!found) {
                throw new Unexpected(what + ": the answer has no items" + at() + ": it has "
                        + (others.size() > 12 ? others.subList(0, 12) + " and more" : others));
            }
        }
    }

    private String at() {
        return pointer.matches() ? "" : " at " + pointer;
    }

    /** Notices when an item becomes too long. */
    private final class Bounded extends JsonParserDelegate {

        private long start;

        Bounded(JsonParser parser) {
            super(parser);
        }

        long position() {
            return delegate.currentLocation().getByteOffset();
        }

        @Override
        public JsonToken nextToken() throws IOException {
            JsonToken token = super.nextToken();
            if (position() - start > longestItem) {
                throw new TooLong();
            }
            return token;
        }
    }

    /** An item is too long. */
    private static final class TooLong extends IOException {

        private static final long serialVersionUID = 1L;
    }
}
