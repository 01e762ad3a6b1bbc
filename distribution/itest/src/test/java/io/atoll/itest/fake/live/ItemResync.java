package io.atoll.itest.fake.live;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.atoll.spi.Integration;
import io.atoll.spi.IntegrationException;
import io.atoll.spi.RecordSink;
import io.atoll.spi.ResyncKinds;
import io.atoll.spi.ResyncProvider;
import io.atoll.spi.ResyncRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.Designate;

/** Makes a file with the ending {@code .begun}, waits as long as there is one with {@code .hold}, and reads the records of the file. */
@Integration(type = "live", pid = "io.atoll.live", title = "Live")
@Component(configurationPid = "io.atoll.live", configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = HookConfig.class, factory = true)
@ResyncKinds(kinds = "item")
public final class ItemResync implements ResyncProvider {

    private final Path file;

    @Activate
    public ItemResync(HookConfig config) {
        this.file = Path.of(config.file());
    }

    @Override
    public void resync(ResyncRequest request, RecordSink sink) throws IntegrationException, InterruptedException {
        try {
            Files.writeString(Path.of(file + ".begun"), "");
            while (Files.exists(Path.of(file + ".hold"))) {
                Thread.sleep(20);
            }
            for (String line : Files.readAllLines(file)) {
                sink.emit(List.of(new ObjectMapper().readTree(line)));
            }
        } catch (IOException unreadable) {
            throw new IntegrationException.Unavailable("the file cannot be read: " + unreadable, unreadable);
        }
    }
}
