package io.atoll.admin.internal.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.operation.Caller;
import io.atoll.operation.Refused;
import io.atoll.operation.Slice;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The append-only log in the folder {@code audit} of the data folder. Thread-safe.
 *
 * <p>An operation that is carried out has two lines: that it was begun, which is durable before it is, and how it ended. What was refused
 * before has one. The lines are a {@link Chain}.
 */
@Component(service = AuditLog.class)
public final class AuditLog {

    private static final long LARGEST = 8L << 20;
    private static final int LONGEST_INPUT = 20_000;
    private static final int PARTS = 10;
    private static final int LATEST = 200;

    private static final Logger log = LoggerFactory.getLogger(AuditLog.class);

    private final AuditFiles files;
    private final InstantSource clock;
    private @Nullable String head;
    private long number;

    /** Keeps the log in the data folder. */
    @Activate
    public AuditLog(BundleContext context) {
        this(
                Path.of(Optional.ofNullable(context.getProperty("atoll.data")).orElse("data")),
                LARGEST,
                InstantSource.system());
    }

    /**
     * Keeps the log in a data folder.
     *
     * @param largest with how many bytes a file is full, and another is begun
     */
    public AuditLog(Path data, long largest, InstantSource clock) {
        this.files = new AuditFiles(data.resolve("audit"), largest);
        this.clock = clock;
    }

    /** Notes that an operation was refused before anything was done. What cannot be noted is logged. */
    public void refused(Asked asked, Refused refusal) {
        try {
            write(line(asked, "refused").put("reason", refusal.getMessage()));
        } catch (IOException e) {
            log.error("The audit log in {} cannot be written: {}", files, e.toString());
        }
    }

    /**
     * Notes that an operation begins.
     *
     * @throws Refused if that cannot be noted; the operation must not begin
     */
    public Open begun(Asked asked) throws Refused {
        try {
            return new Open(asked, write(line(asked, "begun")));
        } catch (IOException e) {
            throw Refused.unavailable("the audit log in " + files + " cannot be written (" + e
                    + "), and nothing is done that cannot be audited: make room or mend the disk");
        }
    }

    /** The entries of a part of the log, the newest first. */
    public synchronized Slice<AuditEntry> entries(int limit, Optional<String> cursor) throws Refused {
        try {
            return new AuditReading(files).slice(limit, cursor);
        } catch (IOException e) {
            throw Refused.unavailable("the audit log in " + files + " cannot be read: " + e);
        }
    }

    /**
     * The last time, not too long ago, that an operation was done with an input that fits.
     *
     * @return empty also if the log cannot be read
     */
    public Optional<AuditEntry> lastDone(String operation, Predicate<JsonNode> fits) {
        try {
            List<AuditEntry> latest = entries(LATEST, Optional.empty()).items();
            Set<Long> begun = latest.stream()
                    .filter(entry -> entry.operation().equals(operation)
                            && entry.input().filter(fits).isPresent())
                    .map(AuditEntry::number)
                    .collect(Collectors.toSet());
            return latest.stream()
                    .filter(entry -> entry.outcome().equals("done")
                            && entry.begun().filter(begun::contains).isPresent())
                    .findFirst();
        } catch (Refused unreadable) {
            log.debug("The last change is not known", unreadable);
            return Optional.empty();
        }
    }

    private ObjectNode line(Asked asked, String outcome) {
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        line.put("number", 0);
        line.put("at", clock.instant().toString());
        line.put("user", asked.caller().name());
        line.put("means", asked.caller().means().toString());
        line.put("operation", asked.operation());
        line.put("outcome", outcome);
        line.set("input", cut(asked.input()));
        return line;
    }

    /** Not more than is worth keeping; of an object each part keeps its name. */
    private static JsonNode cut(JsonNode input) {
        if (input.toString().length() <= LONGEST_INPUT) {
            return input;
        }
        if (!(input instanceof ObjectNode object) || object.size() > PARTS) {
            return cut(input, LONGEST_INPUT);
        }
        ObjectNode parts = JsonNodeFactory.instance.objectNode();
        object.properties().forEach(part -> parts.set(part.getKey(), cut(part.getValue(), LONGEST_INPUT / PARTS)));
        return parts;
    }

    private static JsonNode cut(JsonNode value, int length) {
        String text = value.isTextual() ? value.textValue() : value.toString();
        return text.length() <= length ? value : JsonNodeFactory.instance.textNode(text.substring(0, length) + "…");
    }

    private synchronized long write(ObjectNode line) throws IOException {
        String previous = head == null ? openEnd() : head;
        line.put("number", number + 1);
        Chain.Line link = Chain.link(previous, line);
        files.add(link.text());
        head = link.digest();
        number++;
        return number;
    }

    /** The digest of the newest line of all; a line that was changed is followed by one that begins anew, and stays to be seen. */
    private String openEnd() throws IOException {
        List<Integer> numbers = files.numbers();
        for (int file : numbers.reversed()) {
            files.mend(file);
            List<String> lines = files.lines(file);
            if (!lines.isEmpty()) {
                Optional<Chain.Read> last = Chain.read(lines.getLast());
                number =
                        last.map(read -> read.content().path("number").asLong()).orElse((long) lines.size());
                return last.map(Chain.Read::digest).orElse(Chain.BEGINNING);
            }
        }
        return Chain.BEGINNING;
    }

    /**
     * What somebody asked for.
     *
     * @param caller who
     * @param operation the name of the operation
     * @param input what was sent, with secrets masked
     */
    public record Asked(Caller caller, String operation, JsonNode input) {}

    /** An operation that has begun, and whose end is to be noted. */
    public final class Open {

        private final Asked asked;
        private final long begun;

        private Open(Asked asked, long begun) {
            this.asked = asked;
            this.begun = begun;
        }

        /** Notes that it was done, and what is different now. */
        public void done(JsonNode differences) {
            end(end("done").set("differences", differences));
        }

        /** Notes that it was not done. */
        public void refused(Refused refusal) {
            end(end("refused").put("reason", refusal.getMessage()));
        }

        /** Notes that it broke down, so that it is not known what it did. */
        public void failed() {
            end(end("failed"));
        }

        private ObjectNode end(String outcome) {
            return line(asked, outcome).put("begun", begun);
        }

        private void end(ObjectNode line) {
            line.remove("input");
            try {
                write(line);
            } catch (IOException e) {
                log.error("The audit log in {} cannot be written: {}", files, e.toString());
            }
        }
    }
}
