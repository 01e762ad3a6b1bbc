package io.atoll.itest.fake.integration;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.atoll.spi.Integration;
import io.atoll.spi.IntegrationException;
import io.atoll.spi.RecordSink;
import io.atoll.spi.ResyncKinds;
import io.atoll.spi.ResyncProvider;
import io.atoll.spi.ResyncRequest;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;

/** Reads each line of a file as a record {@code {"name": …}}. */
@Integration(type = "fake", pid = "io.atoll.fake", title = "Fake")
@Component(configurationPid = "io.atoll.fake", configurationPolicy = ConfigurationPolicy.REQUIRE)
@ResyncKinds(kinds = "line")
public final class LineResync implements ResyncProvider {

    private final LineClient client;

    @Activate
    public LineResync(@Reference LineClient client) {
        this.client = client;
    }

    @Override
    public void resync(ResyncRequest request, RecordSink sink) throws IntegrationException, InterruptedException {
        try {
            for (String line : client.lines()) {
                if (line.equals("block")) {
                    new CountDownLatch(1).await();
                }
                sink.emit(List.of(JsonNodeFactory.instance.objectNode().put("name", line)));
            }
        } catch (IOException unreadable) {
            throw new IntegrationException.Unavailable("the file cannot be read: " + unreadable, unreadable);
        }
    }
}
