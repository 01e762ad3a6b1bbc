package io.atoll.health.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.atoll.pipeline.Catalog.LogLine;
import io.atoll.spi.IntegrationId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.osgi.service.log.LogEntry;
import org.osgi.service.log.LogLevel;

/** Which lines of the log the catalog is shown, and how. */
class LogShippingTest {

    private static final IntegrationId DEMO = IntegrationId.parse("git~demo");

    private final LogBuffer buffer = new LogBuffer();

    @Test
    void aLineIsAboutTheIntegrationThatItNames() {
        assertThat(about("git~demo: created 3 default blueprints")).isTrue();
        assertThat(about("run 1 of git~demo.")).isTrue();
        assertThat(about("(git~demo)")).isTrue();
        assertThat(about("git~demo-2: other")).isFalse();
        assertThat(about("legit~demo: other")).isFalse();
        assertThat(about("git~demo.2: other")).isFalse();
        assertThat(about("nothing")).isFalse();
    }

    private static boolean about(String message) {
        return LogBuffer.about(new LogLine(Instant.EPOCH, "INFO", message, Map.of()), DEMO);
    }

    @Test
    void keepsLevelTimeLoggerAndTrace() {
        buffer.add(new Entry(LogLevel.WARN, "io.atoll.engine", "git~demo: slow", new IllegalStateException("why")));

        assertThat(buffer.drain()).singleElement().satisfies(line -> {
            assertThat(line.at()).isEqualTo(Instant.ofEpochMilli(7));
            assertThat(line.level()).isEqualTo("WARNING");
            assertThat(line.message()).isEqualTo("git~demo: slow");
            assertThat(line.extra()).containsEntry("logger", "io.atoll.engine");
            assertThat(line.extra().get("traceback")).startsWith("java.lang.IllegalStateException: why");
        });
        assertThat(buffer.drain()).isEmpty();
    }

    @Test
    void leavesOutWhatIsForDevelopersAndWhatItLogsItself() {
        buffer.add(new Entry(LogLevel.DEBUG, "io.atoll.engine", "git~demo", null));
        buffer.add(new Entry(LogLevel.WARN, LogShipping.class.getName(), "git~demo", null));

        assertThat(buffer.drain()).isEmpty();
    }

    @Test
    void isBounded() {
        for (int i = 0; i < 10_000; i++) {
            buffer.add(new Entry(LogLevel.INFO, "x", "x".repeat(20_000), null));
        }

        assertThat(buffer.drain()).hasSize(2000).allMatch(line -> line.message().length() == 8001);
    }

    @Test
    void takesConfiguredSecretsOutOfMessagesAndTraces() {
        var line = new LogLine(
                Instant.EPOCH, "INFO", "asked with hunter2-long and hunter2", Map.of("traceback", "at hunter2"));

        var masked = Secrets.masked(line, List.of("hunter2-long", "hunter2"));

        assertThat(masked.message()).isEqualTo("asked with [REDACTED] and [REDACTED]");
        assertThat(masked.extra()).containsEntry("traceback", "at [REDACTED]");
    }

    private record Entry(
            LogLevel level,
            String logger,
            String message,
            @Nullable Throwable exception) implements LogEntry {

        @Override
        public LogLevel getLogLevel() {
            return level;
        }

        @Override
        public String getLoggerName() {
            return logger;
        }

        @Override
        public String getMessage() {
            return message;
        }

        @Override
        public @Nullable Throwable getException() {
            return exception;
        }

        @Override
        public long getTime() {
            return 7;
        }

        @Override
        @SuppressWarnings("deprecation")
        public int getLevel() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Bundle getBundle() {
            throw new UnsupportedOperationException();
        }

        @Override
        public ServiceReference<?> getServiceReference() {
            throw new UnsupportedOperationException();
        }

        @Override
        public long getSequence() {
            throw new UnsupportedOperationException();
        }

        @Override
        public String getThreadInfo() {
            throw new UnsupportedOperationException();
        }

        @Override
        public StackTraceElement getLocation() {
            throw new UnsupportedOperationException();
        }
    }
}
