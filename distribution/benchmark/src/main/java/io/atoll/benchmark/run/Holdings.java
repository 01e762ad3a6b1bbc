package io.atoll.benchmark.run;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** The entities that one installation wrote, as it wrote them, in the order of their identifiers. Safe for use by several threads. */
final class Holdings {

    private static final JsonFactory JSON = new JsonFactory();

    private final ConcurrentNavigableMap<String, byte[]> entities = new ConcurrentSkipListMap<>();

    private volatile boolean keeping = true;

    /** Forgets at once what is written from now on. */
    void forget() {
        keeping = false;
    }

    int size() {
        return entities.size();
    }

    /** Takes the entities of a bulk write, and gives the answer. */
    byte[] write(byte[] body) throws IOException {
        var answer = new StringBuilder("{\"ok\":true,\"errors\":[],\"entities\":[");
        int index = 0;
        try (JsonParser parser = JSON.createParser(body)) {
            while (parser.nextToken() != JsonToken.START_ARRAY) {
                // up to the list
            }
            while (parser.nextToken() == JsonToken.START_OBJECT) {
                int begin = (int) parser.currentTokenLocation().getByteOffset();
                String identifier = identifier(parser);
                int end = (int) parser.currentLocation().getByteOffset();
                boolean created = !keeping || entities.put(identifier, Arrays.copyOfRange(body, begin, end)) == null;
                answer.append(index == 0 ? "" : ",")
                        .append("{\"identifier\":\"")
                        .append(identifier)
                        .append("\",\"index\":")
                        .append(index++)
                        .append(",\"created\":")
                        .append(created)
                        .append('}');
            }
        }
        return answer.append("]}").toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String identifier(JsonParser parser) throws IOException {
        String identifier = "";
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean wanted = parser.currentName().equals("identifier");
            parser.nextToken();
            if (wanted) {
                identifier = parser.getText();
            }
            parser.skipChildren();
        }
        return identifier;
    }

    /** A page of the listing, that begins after an identifier. */
    byte[] page(String after, int limit) {
        var page = new ByteArrayOutputStream(limit * 1100);
        page.writeBytes("{\"ok\":true,\"entities\":[".getBytes(StandardCharsets.US_ASCII));
        int taken = 0;
        String last = "";
        for (var entity : entities.tailMap(after, false).entrySet()) {
            if (taken == limit) {
                break;
            }
            if (taken++ > 0) {
                page.write(',');
            }
            page.writeBytes(entity.getValue());
            last = entity.getKey();
        }
        String next = taken == limit ? '"' + last + '"' : "null";
        page.writeBytes(("],\"next\":" + next + "}").getBytes(StandardCharsets.UTF_8));
        return page.toByteArray();
    }

    /** Those of some entities that are held. */
    List<byte[]> find(List<String> identifiers) {
        var found = new ArrayList<byte[]>();
        for (String identifier : identifiers) {
            byte[] entity = entities.get(identifier);
            if (entity != null) {
                found.add(entity);
            }
        }
        return found;
    }

    /** Deletes entities. */
    void delete(List<String> identifiers) {
        identifiers.forEach(entities::remove);
    }

    /** Deletes all. */
    void clear() {
        entities.clear();
    }
}
