package io.atoll.health.internal.log;

import java.time.Instant;
import java.util.Map;
import org.ops4j.pax.logging.spi.PaxAppender;
import org.ops4j.pax.logging.spi.PaxLoggingEvent;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Gives what is logged to the {@link LogTail}: the appender {@code TAIL} of {@code conf/logback.xml}. */
@Component(immediate = true, property = "org.ops4j.pax.logging.appender.name=" + TailAppender.NAME)
public final class TailAppender implements PaxAppender {

    /** By which {@code conf/logback.xml} finds it. */
    static final String NAME = "io.atoll.tail";

    private final LogTail tail;

    /** Gives lines to this tail from now on. */
    @Activate
    public TailAppender(@Reference LogTail tail) {
        this.tail = tail;
    }

    @Override
    public void doAppend(PaxLoggingEvent event) {
        Map<String, Object> context = event.getProperties();
        String[] thrown = event.getThrowableStrRep();
        tail.add(
                Instant.ofEpochMilli(event.getTimeStamp()),
                level(event),
                context == null ? Map.of() : context,
                String.valueOf(event.getLoggerName()),
                String.valueOf(event.getRenderedMessage()),
                thrown == null || thrown.length == 0 ? null : String.join("\n", thrown));
    }

    private static LogLine.Level level(PaxLoggingEvent event) {
        return switch (event.getLevel().toLevel()) {
            case AUDIT, INFO -> LogLine.Level.INFO;
            case ERROR -> LogLine.Level.ERROR;
            case WARN -> LogLine.Level.WARN;
            case DEBUG -> LogLine.Level.DEBUG;
            case TRACE -> LogLine.Level.TRACE;
        };
    }
}
