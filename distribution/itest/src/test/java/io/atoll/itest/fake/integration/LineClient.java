package io.atoll.itest.fake.integration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.Designate;

/** The client of one instance: what must never be mixed up with that of another. */
@Component(
        service = LineClient.class,
        configurationPid = "io.atoll.fake",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = FakeConfig.class, factory = true)
public final class LineClient {

    private final Path file;

    @Activate
    public LineClient(FakeConfig config) {
        this.file = Path.of(config.file());
    }

    List<String> lines() throws IOException {
        return Files.readAllLines(file);
    }

    void append(String line) throws IOException {
        Files.writeString(file, line + "\n", StandardOpenOption.APPEND);
    }
}
