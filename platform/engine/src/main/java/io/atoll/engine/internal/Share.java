package io.atoll.engine.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The part of the {@link Memory} that the records of one run may take: each page takes its {@link Weight} from when it comes until the
 * ledger has it, and waits while there is no room, in the order in which they came. Safe for use by several threads.
 */
final class Share implements AutoCloseable {

    /** How many units are a mebibyte; each is a kibibyte. */
    static final int UNITS = 1024;

    private static final int UNIT = 1024;
    private static final int PIECES = 8;

    private final Memory.Part part;
    private final int heaviest;
    private final Lock order = new ReentrantLock(true);
    private final Runnable whenFull;
    private final Runnable whenRoom;

    /**
     * A share of which nothing is taken.
     *
     * @param whenFull is told that a page has to wait: what waits for more records should not
     * @param whenRoom is told that none waits
     */
    Share(Memory memory, int mebibytes, Runnable whenFull, Runnable whenRoom) {
        this.part = memory.part(mebibytes * UNITS);
        this.heaviest = Math.min(part.limit() / PIECES, memory.reserve());
        this.whenFull = whenFull;
        this.whenRoom = whenRoom;
    }

    /** Some records of a page and what they weigh, in units of the share. */
    record Piece(List<JsonNode> records, int weight) {

        /** About how long the records are. */
        long bytes() {
            return (long) weight * UNIT;
        }
    }

    /**
     * Divides a page into pieces, none of which takes more than a small part of the share, and more than what is there in any case, unless
     * it is a single record.
     *
     * @return at least one piece, and those after the first are not empty; a single record that is too heavy has a piece of its own
     */
    List<Piece> divide(List<JsonNode> records) {
        var pieces = new ArrayList<Piece>();
        var piece = new ArrayList<JsonNode>();
        long weight = 0;
        for (JsonNode record : records) {
            long more = Weight.of(record);
            if (!piece.isEmpty() && inUnits(weight + more) > heaviest) {
                pieces.add(new Piece(piece, inUnits(weight)));
                piece = new ArrayList<>();
                weight = 0;
            }
            piece.add(record);
            weight += more;
        }
        if (!piece.isEmpty() || pieces.isEmpty()) {
            pieces.add(new Piece(piece, inUnits(weight)));
        }
        return pieces;
    }

    /** What a record takes, in units of the share. */
    static int weight(JsonNode record) {
        return inUnits(Weight.of(record));
    }

    private static int inUnits(long weight) {
        return (int) Math.min(Integer.MAX_VALUE, 1 + weight / UNIT);
    }

    /** Why a record of that weight can never be taken, and what to do. */
    String tooHeavy(int weight) {
        return "the record takes some %,d KiB, and all records of an integration that are under way may take %,d KiB: have it read"
                        .formatted(weight, part.limit())
                + " without what makes it so long, or raise memoryMebibytes in conf/engine.yaml, and the heap";
    }

    /** Whether that much can be taken, if not now. */
    boolean holds(int weight) {
        return weight <= part.limit();
    }

    /** Takes room; waits for those who came before, and until there is room. */
    void take(int weight) throws InterruptedException {
        order.lockInterruptibly();
        try {
            part.take(weight, whenFull);
        } finally {
            whenRoom.run();
            order.unlock();
        }
    }

    /** Gives room back. */
    void give(int weight) {
        part.give(weight);
    }

    /** Gives back what is still taken: nothing is under way any more. */
    @Override
    public void close() {
        part.close();
    }
}
