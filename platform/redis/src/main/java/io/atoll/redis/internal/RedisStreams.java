package io.atoll.redis.internal;

import io.atoll.pipeline.EventIntake;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/** Reads the configured streams; without a configuration nothing is read. */
@Component(
        service = {},
        immediate = true,
        configurationPid = "io.atoll.redis",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = RedisConfiguration.class)
public final class RedisStreams {

    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final List<StreamReader> readers;

    /** Begins to read. */
    @Activate
    public RedisStreams(@Reference EventIntake intake, RedisConfiguration configuration) {
        var server = new Server(URI.create(configuration.url()), configuration.user(), configuration._password());
        var streams =
                Arrays.stream(configuration.streams()).map(EventStream::of).toList();
        this.readers = streams.stream()
                .map(stream -> new StreamReader(
                                server,
                                stream,
                                host(),
                                intake,
                                Duration.ofSeconds(configuration.stuck_seconds()),
                                PAUSE)
                        .start())
                .toList();
    }

    /** Ends it. */
    @Deactivate
    void close() {
        readers.forEach(StreamReader::close);
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
