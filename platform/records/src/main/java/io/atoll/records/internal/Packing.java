package io.atoll.records.internal;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import net.jpountz.lz4.LZ4Compressor;
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4SafeDecompressor;

/** Packs records: JSON lines, compressed by LZ4. For one thread. */
final class Packing {

    /** As deep as records may be. */
    private static final int DEPTH = 10_000;

    /** Unpacked bytes that are packed together, unless a single record is longer. */
    private static final int TOGETHER = 512 * 1024;

    private static final JsonMapper JSON = JsonMapper.builder(com.fasterxml.jackson.core.JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEPTH)
                            .maxStringLength(Integer.MAX_VALUE)
                            .maxNumberLength(Integer.MAX_VALUE)
                            .build())
                    .streamWriteConstraints(StreamWriteConstraints.builder()
                            .maxNestingDepth(DEPTH)
                            .build())
                    .build())
            .build();

    private static final ObjectWriter PLAIN = JSON.writer().withRootValueSeparator("\n");

    /** Writes halves of surrogate pairs, too. */
    private static final ObjectWriter ESCAPED = PLAIN.with(JsonWriteFeature.ESCAPE_NON_ASCII);

    private static final ObjectReader READER = JSON.readerFor(JsonNode.class);

    private static final LZ4Compressor COMPRESSOR = LZ4Factory.safeInstance().fastCompressor();
    private static final LZ4SafeDecompressor DECOMPRESSOR =
            LZ4Factory.safeInstance().safeDecompressor();

    private final Lines lines = new Lines();
    private byte[] packed = new byte[COMPRESSOR.maxCompressedLength(Lines.ROOM)];

    /** Bytes that can be read where they were written. */
    private static final class Lines extends ByteArrayOutputStream {

        private static final int ROOM = TOGETHER + TOGETHER / 4;

        Lines() {
            super(ROOM);
        }

        byte[] bytes() {
            return buf;
        }
    }

    /** Takes packed records. */
    @FunctionalInterface
    interface Receiver {
        void take(int first, int size, int length, ByteBuffer packed, boolean last) throws IOException;
    }

    /**
     * Packs a page.
     *
     * @param receiver takes it in one or several parts, each of which is valid until it returns
     */
    void pack(List<JsonNode> records, Receiver receiver) throws IOException {
        int first = 0;
        while (first < records.size() || records.isEmpty()) {
            int next = write(records, first);
            boolean last = next == records.size();
            receiver.take(first, next - first, lines.size(), compress(), last);
            if (last) {
                return;
            }
            first = next;
        }
    }

    /** Writes records until there are enough of them; gives the position of the next one. */
    private int write(List<JsonNode> records, int first) throws IOException {
        try {
            return write(records, first, PLAIN);
        } catch (JsonProcessingException unpaired) {
            return write(records, first, ESCAPED);
        }
    }

    private int write(List<JsonNode> records, int first, ObjectWriter writer) throws IOException {
        lines.reset();
        int next = first;
        try (JsonGenerator generator = writer.createGenerator(lines)) {
            while (next < records.size() && (next == first || lines.size() < TOGETHER)) {
                JSON.writeTree(generator, records.get(next));
                generator.flush();
                next++;
            }
        }
        return next;
    }

    private ByteBuffer compress() {
        int most = COMPRESSOR.maxCompressedLength(lines.size());
        if (packed.length < most) {
            packed = new byte[most];
        }
        return ByteBuffer.wrap(packed, 0, COMPRESSOR.compress(lines.bytes(), 0, lines.size(), packed, 0));
    }

    /** One record as JSON. */
    static ByteBuffer json(JsonNode record) throws JsonProcessingException {
        return ByteBuffer.wrap(ESCAPED.writeValueAsBytes(record));
    }

    static JsonNode record(ByteBuffer json) {
        try {
            return READER.readTree(json.array(), json.arrayOffset() + json.position(), json.remaining());
        } catch (IOException damaged) {
            throw new UncheckedIOException(damaged);
        }
    }

    /** Unpacks the records of an entry; for any thread. */
    static List<JsonNode> unpack(Entry.Records entry) {
        var lines = new byte[entry.length()];
        ByteBuffer packed = entry.packed().duplicate();
        try {
            int length = DECOMPRESSOR.decompress(
                    packed, packed.position(), packed.remaining(), ByteBuffer.wrap(lines), 0, lines.length);
            try (MappingIterator<JsonNode> values = READER.readValues(lines, 0, length)) {
                var records = new ArrayList<JsonNode>(entry.size());
                while (values.hasNextValue()) {
                    records.add(values.nextValue());
                }
                return records;
            }
        } catch (IOException | LZ4Exception damaged) {
            throw new UncheckedIOException(new IOException("packed records are damaged", damaged));
        }
    }
}
