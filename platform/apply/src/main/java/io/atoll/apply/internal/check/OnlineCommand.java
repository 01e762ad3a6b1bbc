package io.atoll.apply.internal.check;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.apply.internal.client.Agent;
import io.atoll.apply.internal.client.Limits;
import io.atoll.apply.internal.client.PortClient;
import io.atoll.apply.internal.client.Session;
import io.atoll.apply.internal.client.WallTime;
import io.atoll.apply.internal.endpoint.Blueprints;
import io.atoll.apply.internal.endpoint.IntegrationRecord;
import io.atoll.apply.internal.endpoint.Listing;
import io.atoll.pipeline.Catalog.CatalogException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Says what an integration would meet in the catalog, and what its first run would do there; changes nothing.
 *
 * <p>Exit status: 0 if nothing stands in its way, 1 if something does, 2 if the catalog could not be asked.
 */
public final class OnlineCommand {

    private static final int FINE = 0;
    private static final int FAULTY = 1;
    private static final int UNUSABLE = 2;

    private static final Limits LIMITS =
            new Limits(Duration.ofSeconds(10), Duration.ofSeconds(60), Duration.ofMinutes(2), 4, 0, 4, 20, 1000);

    private final PrintStream out;
    private final PrintStream messages;

    OnlineCommand(PrintStream out, PrintStream messages) {
        this.out = out;
        this.messages = messages;
    }

    /** Runs it and ends the process: the file that says what is checked, and where to write the mapping by which the run would read. */
    public static void main(String[] arguments) {
        var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        var messages = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        System.setOut(System.err); // for what libraries say
        System.exit(new OnlineCommand(out, messages).check(Path.of(arguments[0]), Path.of(arguments[1])));
    }

    /**
     * Checks.
     *
     * @param subject a file that {@link Subject} reads
     * @param mapping where the mapping is written as JSON, if there is one
     * @return the exit status
     */
    int check(Path subject, Path mapping) {
        try {
            Subject checked = Subject.read(subject);
            Forecast forecast = forecast(checked);
            out.println("  in the catalog at " + checked.target() + ":");
            list(forecast.findings());
            out.println("  the first run:");
            list(forecast.changes());
            if (!forecast.mapping().isEmpty()) {
                Files.writeString(mapping, forecast.mapping().toString());
            }
            List<String> problems = forecast.problems();
            if (problems.isEmpty()) {
                return FINE;
            }
            out.println("  problems there:");
            list(problems);
            return FAULTY;
        } catch (CatalogException | IOException e) {
            messages.println("atoll ocean check: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            messages.println("atoll ocean check: interrupted");
        }
        return UNUSABLE;
    }

    private static Forecast forecast(Subject subject) throws CatalogException, InterruptedException {
        try (WallTime time = new WallTime();
                PortClient client = new PortClient(
                        subject::target,
                        LIMITS,
                        time,
                        () -> ThreadLocalRandom.current().nextDouble())) {
            Session session = client.session(Agent.of(subject.id(), ""));
            var present = new HashMap<String, JsonNode>();
            for (JsonNode blueprint : new Blueprints(session).all()) {
                present.put(blueprint.path("identifier").asText(), blueprint);
            }
            var owned = new HashMap<String, Long>();
            new Listing(session).all(entity -> owned.merge(entity.blueprint(), 1L, Long::sum));
            return new Forecast(subject, new IntegrationRecord(session).read(), present, owned);
        }
    }

    private void list(List<String> lines) {
        lines.forEach(line -> out.println("    " + line));
    }
}
