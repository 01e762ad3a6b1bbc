package io.atoll.health.internal.log;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** The latest lines of the log, as many as a bounded memory holds. */
@Component(service = LogTail.class)
public final class LogTail {

    private static final int LINES = 5_000;
    private static final int WEIGHT = 4_000_000;
    private static final int LONGEST = 8_000;

    private final Deque<LogLine> lines = new ArrayDeque<>();
    private final int most;
    private final int heaviest;
    private int weight;
    private long numbered;

    /** Takes lines from now on. */
    @Activate
    public LogTail() {
        this(LINES, WEIGHT);
    }

    /**
     * Keeps so much.
     *
     * @param most how many lines
     * @param heaviest how many characters
     */
    LogTail(int most, int heaviest) {
        this.most = most;
        this.heaviest = heaviest;
    }

    synchronized void add(
            Instant at,
            LogLine.Level level,
            Map<String, ?> context,
            String logger,
            String message,
            @Nullable String trace) {
        numbered++;
        var line = new LogLine(
                numbered,
                at,
                level,
                known(context, "integration"),
                known(context, "run"),
                known(context, "kind"),
                known(context, "request_id"),
                logger,
                cut(message),
                Optional.ofNullable(trace).map(LogTail::cut));
        lines.addLast(line);
        weight += line.weight();
        while (lines.size() > most || (weight > heaviest && lines.size() > 1)) {
            weight -= lines.removeFirst().weight();
        }
    }

    private static Optional<String> known(Map<String, ?> context, String key) {
        return Optional.ofNullable(context.get(key)).map(String::valueOf);
    }

    private static String cut(String text) {
        return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
    }

    /** The lines that are there, the newest first. */
    synchronized List<LogLine> newest() {
        return new ArrayList<>(lines).reversed();
    }
}
