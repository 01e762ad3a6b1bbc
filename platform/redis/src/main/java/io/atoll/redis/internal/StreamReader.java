package io.atoll.redis.internal;

import io.atoll.pipeline.EventIntake;
import io.atoll.pipeline.EventIntake.Receipt;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.params.XAutoClaimParams;
import redis.clients.jedis.params.XReadGroupParams;
import redis.clients.jedis.resps.StreamEntry;

/**
 * Reads one stream in a consumer group, on a thread of its own, in the order of the stream. An entry is taken out of the stream once it is
 * in the inbox; one that cannot be kept now holds up those behind it. What was read and not taken out is read again after a start, and after
 * a while by whoever else reads the stream.
 */
final class StreamReader implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(StreamReader.class);

    private static final int COUNT = 10;
    private static final int BLOCK_MILLIS = 1_000;
    private static final Duration CLAIM_EVERY = Duration.ofSeconds(30);

    /** So many times longer than an entry is stuck, a reader that has none was not heard of, until it is forgotten. */
    private static final int GONE = 10;

    /** In one step, so that none is forgotten that has just read something. */
    private static final String FORGET = """
            for _, fields in ipairs(redis.call('XINFO', 'CONSUMERS', KEYS[1], ARGV[1])) do
              local reader = {}
              for i = 1, #fields, 2 do reader[fields[i]] = fields[i + 1] end
              if reader.pending == 0 and reader.idle >= tonumber(ARGV[2]) and reader.name ~= ARGV[3] then
                redis.call('XGROUP', 'DELCONSUMER', KEYS[1], ARGV[1], reader.name)
              end
            end""";

    private final Server server;
    private final EventStream stream;
    private final String consumer;
    private final EventIntake intake;
    private final Duration stuck;
    private final Duration pause;
    private final Thread thread;

    private volatile boolean closed;
    private long claimAt;

    /**
     * A reader that has not begun.
     *
     * @param host the name of this machine
     * @param stuck after which time what another reader has taken is taken over
     * @param pause after a failure, and before an entry is offered again
     */
    StreamReader(Server server, EventStream stream, String host, EventIntake intake, Duration stuck, Duration pause) {
        this.server = server;
        this.stream = stream;
        this.consumer = stream.integration().instance() + "-" + host;
        this.intake = intake;
        this.stuck = stuck;
        this.pause = pause;
        this.thread = Thread.ofVirtual().name("redis " + stream.integration()).unstarted(this::run);
    }

    /** Begins. */
    StreamReader start() {
        thread.start();
        return this;
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(15_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        var problem = "";
        try {
            while (!closed) {
                try (var redis = server.connect()) {
                    join(redis);
                    if (!problem.isEmpty()) {
                        log.info("Live events of {} are read from Redis {} again.", stream.integration(), server);
                        problem = "";
                    }
                    read(redis);
                } catch (RuntimeException e) { // of the client, the network or the intake
                    if (!closed && !problem.equals(e.getMessage())) {
                        problem = String.valueOf(e.getMessage());
                        log.warn(
                                "Live events of {} cannot be read from Redis {}: {} It is tried again by itself.",
                                stream.integration(),
                                server,
                                problem);
                    }
                    Thread.sleep(pause);
                }
            }
        } catch (InterruptedException e) {
            log.debug("{} is no longer read", stream.key());
        }
    }

    /** Makes the group if it is not there; a stream that is there is read from its beginning. */
    private void join(Jedis redis) {
        try {
            redis.xgroupCreate(stream.key(), stream.group(), new StreamEntryID(), true);
        } catch (JedisDataException e) {
            if (!String.valueOf(e.getMessage()).startsWith("BUSYGROUP")) {
                throw e;
            }
        }
    }

    /** Reads for ever: first what this reader has taken before and not dealt with. */
    private void read(Jedis redis) throws InterruptedException {
        var whole = false;
        while (!closed) {
            if (!whole) {
                whole = takeOwn(redis);
            } else {
                whole = claimDue(redis) && take(redis, next(redis));
            }
            if (!whole) {
                Thread.sleep(pause);
            }
        }
    }

    private boolean takeOwn(Jedis redis) throws InterruptedException {
        while (true) {
            var own = entries(redis, XReadGroupParams.xReadGroupParams().count(COUNT), new StreamEntryID());
            if (own.isEmpty()) {
                return true;
            }
            if (!take(redis, own)) {
                return false;
            }
        }
    }

    private List<StreamEntry> next(Jedis redis) {
        return entries(
                redis,
                XReadGroupParams.xReadGroupParams().count(COUNT).block(BLOCK_MILLIS),
                StreamEntryID.XREADGROUP_UNDELIVERED_ENTRY);
    }

    private List<StreamEntry> entries(Jedis redis, XReadGroupParams params, StreamEntryID after) {
        var read = redis.xreadGroup(stream.group(), consumer, params, Map.of(stream.key(), after));
        return Objects.requireNonNullElse(read, List.<Map.Entry<String, List<StreamEntry>>>of()).stream()
                .flatMap(each -> each.getValue().stream())
                .toList();
    }

    private boolean claimDue(Jedis redis) throws InterruptedException {
        if (System.nanoTime() - claimAt < 0) {
            return true;
        }
        claimAt = System.nanoTime() + CLAIM_EVERY.toNanos();
        var claimed = redis.xautoclaim(
                stream.key(),
                stream.group(),
                consumer,
                stuck.toMillis(),
                new StreamEntryID(),
                XAutoClaimParams.xAutoClaimParams().count(100));
        if (!take(redis, claimed.getValue())) {
            return false;
        }
        forgetOthers(redis);
        return true;
    }

    /** Takes readers out of the group that are gone and have left nothing behind. */
    private void forgetOthers(Jedis redis) {
        var idle = stuck.multipliedBy(GONE).toMillis();
        try {
            var ignored =
                    redis.eval(FORGET, List.of(stream.key()), List.of(stream.group(), Long.toString(idle), consumer));
        } catch (JedisDataException refused) { // a user without scripts: the group keeps names, no more
            log.debug("Readers of {} that are gone are not forgotten: {}", stream.key(), refused.getMessage());
        }
    }

    /** Hands entries to the intake, until one cannot be kept; says whether all could. */
    private boolean take(Jedis redis, List<StreamEntry> entries) throws InterruptedException {
        for (var entry : entries) {
            if (receipt(entry) == Receipt.LATER) {
                return false;
            }
            try (var together = redis.multi()) {
                together.xack(stream.key(), stream.group(), entry.getID());
                together.xdel(stream.key(), entry.getID());
                together.exec();
            }
        }
        return true;
    }

    private Receipt receipt(StreamEntry entry) throws InterruptedException {
        var fields = entry.getFields();
        if (fields == null || fields.isEmpty()) {
            return Receipt.REFUSED;
        }
        try {
            var receipt = intake.deliver(Message.delivery(stream.integration(), fields));
            if (receipt == Receipt.REFUSED) {
                log.warn("An entry of the stream {} was refused: {}", stream.key(), entry.getID());
            }
            return receipt;
        } catch (IllegalArgumentException none) {
            log.warn("An entry of the stream {} is no event: {}", stream.key(), none.getMessage());
            return Receipt.REFUSED;
        }
    }
}
