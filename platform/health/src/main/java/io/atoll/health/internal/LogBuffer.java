package io.atoll.health.internal;

import io.atoll.pipeline.Catalog.LogLine;
import io.atoll.spi.IntegrationId;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.osgi.service.log.LogEntry;
import org.osgi.service.log.LogLevel;

/** Lines that wait to be shown in the catalog; those that have no room are left out. Thread-safe. */
final class LogBuffer {

    private static final int MOST = 2000;
    private static final int LONGEST = 8000;
    private static final String OURS = LogBuffer.class.getPackageName();

    private final BlockingQueue<LogLine> lines = new ArrayBlockingQueue<>(MOST);

    /** Takes an entry that matters; never blocks. */
    void add(LogEntry entry) {
        if (!LogLevel.INFO.implies(entry.getLogLevel())
                || String.valueOf(entry.getLoggerName()).startsWith(OURS)
                || lines.remainingCapacity() == 0) {
            return;
        }
        boolean ignored = lines.offer(line(entry));
    }

    private static LogLine line(LogEntry entry) {
        Map<String, String> extra = new HashMap<>();
        extra.put("logger", String.valueOf(entry.getLoggerName()));
        Throwable thrown = entry.getException();
        if (thrown != null) {
            var trace = new StringWriter();
            thrown.printStackTrace(new PrintWriter(trace));
            extra.put("traceback", cut(trace.toString()));
        }
        return new LogLine(
                Instant.ofEpochMilli(entry.getTime()),
                level(entry.getLogLevel()),
                cut(String.valueOf(entry.getMessage())),
                extra);
    }

    private static String level(LogLevel level) {
        return switch (level) {
            case AUDIT, INFO, DEBUG, TRACE -> "INFO";
            case WARN -> "WARNING";
            case ERROR -> "ERROR";
        };
    }

    private static String cut(String text) {
        return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
    }

    /** Takes out all lines. */
    List<LogLine> drain() {
        var all = new ArrayList<LogLine>();
        lines.drainTo(all);
        return all;
    }

    /** Whether a line names an integration. */
    static boolean about(LogLine line, IntegrationId id) {
        String name = id.toString();
        String text = line.message();
        for (int at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
            if ((at == 0 || !isPart(text.charAt(at - 1))) && ends(text, at + name.length())) {
                return true;
            }
        }
        return false;
    }

    /** Whether nothing but punctuation stands between a place and the end of the word there. */
    private static boolean ends(String text, int place) {
        for (int at = place; at < text.length() && isPart(text.charAt(at)); at++) {
            if (text.charAt(at) != '.' && text.charAt(at) != '-') {
                return false;
            }
        }
        return true;
    }

    private static boolean isPart(char character) {
        return character == '.'
                || character == '-'
                || character == '_'
                || (character < 128 && Character.isLetterOrDigit(character));
    }
}
