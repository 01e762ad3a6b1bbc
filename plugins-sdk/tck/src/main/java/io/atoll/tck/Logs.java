package io.atoll.tck;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.AbstractLogger;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.helpers.NOPMDCAdapter;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * The logging of the tests: keeps what is logged while it is told to, down to the finest level, and shows warnings and errors.
 *
 * <p>What HTTP libraries log of their wire is left out: no platform is set up like that.
 */
public final class Logs implements SLF4JServiceProvider {

    private static final Object LOCK = new Object();
    private static @Nullable List<String> kept;

    private final IMarkerFactory markers = new BasicMarkerFactory();
    private final MDCAdapter mdc = new NOPMDCAdapter();

    /** Keeps what is logged from now on. */
    static void keep() {
        synchronized (LOCK) {
            kept = new ArrayList<>();
        }
    }

    /** What was logged since, messages and stack traces; nothing more is kept. */
    static List<String> taken() {
        synchronized (LOCK) {
            List<String> all = kept == null ? List.of() : List.copyOf(kept);
            kept = null;
            return all;
        }
    }

    private static void add(String line) {
        synchronized (LOCK) {
            if (kept != null) {
                kept.add(line);
            }
        }
    }

    @Override
    public ILoggerFactory getLoggerFactory() {
        return KeepingLogger::new;
    }

    @Override
    public IMarkerFactory getMarkerFactory() {
        return markers;
    }

    @Override
    public MDCAdapter getMDCAdapter() {
        return mdc;
    }

    @Override
    public String getRequestedApiVersion() {
        return "2.0.99";
    }

    @Override
    public void initialize() {}

    /** A logger of some name. */
    private static final class KeepingLogger extends AbstractLogger {

        private static final long serialVersionUID = 1L;

        private final boolean wire;

        KeepingLogger(String name) {
            this.name = name;
            this.wire = name.startsWith("org.apache.hc.") || name.startsWith("jdk.internal.httpclient");
        }

        @Override
        protected @Nullable String getFullyQualifiedCallerName() {
            return null;
        }

        @Override
        protected void handleNormalizedLoggingCall(
                Level level,
                @Nullable Marker marker,
                String message,
                Object @Nullable [] arguments,
                @Nullable Throwable thrown) {
            String text = MessageFormatter.basicArrayFormat(message, arguments);
            var line = new StringBuilder(level + " " + name + ": " + text);
            for (Throwable each = thrown; each != null; each = each.getCause()) {
                line.append(System.lineSeparator()).append(each);
            }
            add(line.toString());
            if (level.compareTo(Level.WARN) <= 0) {
                System.err.println(line);
            }
        }

        @Override
        public boolean isTraceEnabled() {
            return !wire;
        }

        @Override
        public boolean isTraceEnabled(Marker marker) {
            return !wire;
        }

        @Override
        public boolean isDebugEnabled() {
            return !wire;
        }

        @Override
        public boolean isDebugEnabled(Marker marker) {
            return !wire;
        }

        @Override
        public boolean isInfoEnabled() {
            return true;
        }

        @Override
        public boolean isInfoEnabled(Marker marker) {
            return true;
        }

        @Override
        public boolean isWarnEnabled() {
            return true;
        }

        @Override
        public boolean isWarnEnabled(Marker marker) {
            return true;
        }

        @Override
        public boolean isErrorEnabled() {
            return true;
        }

        @Override
        public boolean isErrorEnabled(Marker marker) {
            return true;
        }
    }
}
