package io.atoll.benchmark.source;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.atoll.spi.Integration;
import io.atoll.spi.IntegrationException;
import io.atoll.spi.RecordSink;
import io.atoll.spi.ResyncKinds;
import io.atoll.spi.ResyncProvider;
import io.atoll.spi.ResyncRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.Designate;

/** Reads pages of 500 records, each of which is parsed as the answer of a third party would be, with a place to resume at. */
@Integration(type = "bench", pid = "io.atoll.bench", title = "Benchmark")
@Component(configurationPid = "io.atoll.bench", configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = SourceConfig.class, factory = true)
@ResyncKinds(kinds = "record")
public final class SourceResync implements ResyncProvider {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PAGE = 500;

    private final Path file;

    /** Reads nothing yet. */
    @Activate
    public SourceResync(SourceConfig config) {
        this.file = Path.of(config.tide());
    }

    @Override
    public void resync(ResyncRequest request, RecordSink sink) throws IntegrationException, InterruptedException {
        try {
            Tide tide = Tide.read(file);
            if (tide.manner() == Tide.Manner.HANGING) {
                new CountDownLatch(1).await();
            }
            var records = new Records(request.integration().instance(), tide);
            long count = tide.manner() == Tide.Manner.STEADY ? tide.count() : Long.MAX_VALUE - PAGE;
            for (long from = Long.parseLong(sink.resumeAt().orElse("0")); from < count; from += PAGE) {
                long to = Math.min(count, from + PAGE);
                sink.emit(JSON.readTree(records.page(from, to)), Long.toString(to));
            }
        } catch (IOException unreadable) {
            throw new IntegrationException.Unavailable("the records cannot be read: " + unreadable, unreadable);
        }
    }
}
