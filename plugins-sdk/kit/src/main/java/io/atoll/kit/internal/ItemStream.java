package io.atoll.kit.internal;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.kit.http.Call;
import io.atoll.kit.http.Page;
import io.atoll.spi.IntegrationException;
import io.atoll.spi.IntegrationException.Unexpected;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the items of one answer of any length, one by one; what stands around them comes with the last. */
final class ItemStream {

    private static final int AT_ONCE = 200;
    private static final long BYTES_AT_ONCE = 4L << 20;
    private static final long KNOWN_BYTES = 16L << 10;
    private static final int KNOWN_TEXT = 200;

    private final Received received;
    private final String what;
    private final JsonPointer pointer;
    private final boolean orOne;
    private final long longestItem;
    private final Envelope envelope = new Envelope();

    /**
     * Makes one.
     *
     * @param at where the array is
     * @param longestItem bytes of an item, about
     */
    ItemStream(Received received, String what, Call.Items.At at, long longestItem) {
        this.received = received;
        this.what = what;
        this.pointer = at.pointer();
        this.orOne = at.orOne();
        this.longestItem = longestItem;
    }

    /** Reads all of them, and the document to its end. */
    void read(PageWalk.Visitor visitor) throws IntegrationException, InterruptedException {
        try (InputStream in = received.body().open();
                JsonParser parser = JsonBody.JSON.createParser(in)) {
            List<ObjectNode> around = find(parser);
            List<JsonNode> last = new ArrayList<>();
            if (parser.currentToken() == JsonToken.START_ARRAY) {
                last = items(parser, visitor);
            } else if (orOne && parser.currentToken() == JsonToken.START_OBJECT) {
                add(last, new Bounded(parser), "the object", visitor);
            } else if (parser.currentToken() != JsonToken.VALUE_NULL) {
                throw new Unexpected(
                        what + ": the answer has no array of items" + at() + ", but " + parser.currentToken());
            }
            for (ObjectNode object : around.reversed()) {
                envelope.fields(object, parser);
            }
            if (parser.nextToken() != null) {
                throw new Unexpected(what + ": the answer goes on after its end with " + parser.currentToken());
            }
            visitor.visit(new Page(last, around.isEmpty() ? MissingNode.getInstance() : envelope.root()), null);
        } catch (JsonProcessingException e) {
            throw new Unexpected(what + ": " + JsonBody.broken(e).getMessage(), e);
        } catch (IOException e) {
            throw new Unexpected(what + ": the answer cannot be read again from the disk: " + e, e);
        }
    }

    /** Hands over the items, but for the last of them. */
    private List<JsonNode> items(JsonParser parser, PageWalk.Visitor visitor)
            throws IOException, IntegrationException, InterruptedException {
        List<JsonNode> items = new ArrayList<>();
        var bounded = new Bounded(parser);
        long pageStart = bounded.position();
        long number = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            number++;
            add(items, bounded, "item " + number, visitor);
            if (items.size() == AT_ONCE || bounded.position() - pageStart > BYTES_AT_ONCE) {
                visitor.visit(new Page(items, MissingNode.getInstance()), null);
                items.clear();
                pageStart = bounded.position();
            }
        }
        return items;
    }

    /** Adds the item that the parser stands at, or says that it is too large and passes over it. */
    private void add(List<JsonNode> items, Bounded parser, String name, PageWalk.Visitor visitor)
            throws IOException, IntegrationException, InterruptedException {
        parser.begin();
        try {
            items.add(JsonBody.ITEM.readValue(parser));
        } catch (TooLong e) {
            long start = parser.start;
            parser.end();
            visitor.unreadable(
                    known(start, name),
                    what + ": " + name + at() + " is larger than " + BodyReader.bytes(longestItem)
                            + "; leave out what makes it so large, or raise the limit");
        }
    }

    /** What the item that begins at a byte says in short fields of its own, before it becomes too long. */
    private ObjectNode known(long start, String name) throws IOException {
        ObjectNode known = JsonBody.JSON.createObjectNode();
        try (InputStream in = received.body().open()) {
            in.skipNBytes(start - 1);
            known(JsonBody.JSON.createParser(in), known);
        }
        return known.isEmpty() ? known.put("item", name) : known;
    }

    private static void known(JsonParser parser, ObjectNode known) throws IOException {
        if (parser.nextToken() == JsonToken.START_OBJECT) {
            while (parser.nextToken() == JsonToken.FIELD_NAME
                    && parser.currentLocation().getByteOffset() < KNOWN_BYTES) {
                String field = parser.currentName();
                if (parser.nextToken().isScalarValue() && parser.getTextLength() <= KNOWN_TEXT) {
                    known.set(field, JsonBody.ITEM.<JsonNode>readTree(parser));
                }
                parser.skipChildren();
            }
        }
    }

    /** Goes to what is at the pointer; gives the objects on the way, as far as they were read. */
    private List<ObjectNode> find(JsonParser parser) throws IOException, Unexpected {
        List<ObjectNode> around = new ArrayList<>();
        ObjectNode object = envelope.root();
        JsonToken token = parser.nextToken();
        for (JsonPointer rest = pointer; !rest.matches(); rest = rest.tail()) {
            String name = rest.getMatchingProperty();
            if (token != JsonToken.START_OBJECT) {
                throw new Unexpected(what + ": the answer has no items" + at());
            }
            around.add(object);
            boolean found = false;
            while (!found && parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                found = field.equals(name);
                token = parser.nextToken();
                if (!found) {
                    envelope.take(object, field, parser);
                }
            }
            if (!found) {
                throw new Unexpected(what + ": the answer has no items" + at() + ": " + Fetched.shape(object));
            }
            object = rest.tail().matches() ? object : object.putObject(name);
        }
        return around;
    }

    private String at() {
        return pointer.matches() ? "" : " at " + pointer;
    }

    /** Notices when an item becomes too long. */
    private final class Bounded extends JsonParserDelegate {

        private long start;
        private int depth;

        Bounded(JsonParser parser) {
            super(parser);
        }

        /** The current token begins an item. */
        void begin() {
            start = position();
            depth = currentToken().isStructStart() ? 1 : 0;
        }

        /** Goes on to the last token of the item. */
        void end() throws IOException {
            while (depth > 0) {
                count(super.nextToken());
            }
        }

        private void count(@Nullable JsonToken token) throws EOFException {
            if (token == null) {
                throw new EOFException("the answer breaks off in an item");
            }
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        }

        long position() {
            return delegate.currentLocation().getByteOffset();
        }

        @Override
        public JsonToken nextToken() throws IOException {
            JsonToken token = super.nextToken();
            count(token);
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
