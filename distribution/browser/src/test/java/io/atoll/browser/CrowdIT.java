package io.atoll.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Every page of a platform that has many instances, and a run with many failures. What pages weigh and when they are first painted is told in
 * {@code target/pages.tsv}; {@code -Datoll.crowd.instances=500 -Datoll.crowd.failures=100000} makes a crowd of those who complain.
 */
@Timeout(1800)
class CrowdIT {

    private static final int INSTANCES = Integer.getInteger("atoll.crowd.instances", 60);
    private static final int FAILURES = Integer.getInteger("atoll.crowd.failures", 3_000);

    /** What a page may hold, however many there are of anything. */
    private static final int HEAVIEST_BYTES = 500_000;

    private static final int MOST_ELEMENTS = 8_000;

    private static final String MEASURE = """
            async () => {
              const painted = await new Promise(told => {
                new PerformanceObserver(seen => seen.getEntriesByName('first-contentful-paint').forEach(told))
                    .observe({type: 'paint', buffered: true});
                setTimeout(() => told(null), 60000);
              });
              const way = performance.getEntriesByType('navigation')[0];
              return {bytes: way.decodedBodySize, elements: document.querySelectorAll('*').length,
                  answered: Math.round(way.responseStart), painted: painted ? Math.round(painted.startTime) : -1};
            }
            """;

    private static Product product;
    private static Chromium chromium;

    @BeforeAll
    static void start() throws Exception {
        chromium = Chromium.start();
        Path home = Product.unpack("crowd");
        Path many = repository(home.resolve("repositories/many"), FAILURES);
        Path few = repository(home.resolve("repositories/few"), 3);
        Path integrations = Files.createDirectories(home.resolve("conf/integrations"));
        Files.writeString(integrations.resolve("git~failing.yaml"), settings(many, "failing", "nowhere"));
        for (int i = 1; i < INSTANCES; i++) {
            String name = "team-%03d".formatted(i);
            Files.writeString(integrations.resolve("git~" + name + ".yaml"), settings(few, name, "gitCommit"));
        }
        product = Product.startIn(home);
        product.awaitText("/integrations/git~failing", "badge wary\">incomplete<");
    }

    @AfterAll
    static void stop() throws Exception {
        if (product != null) {
            product.close();
        }
        if (chromium != null) {
            chromium.close();
        }
    }

    @Test
    void noPageGrowsWithTheNumberOfInstancesOrFailures() throws Exception {
        var pages = new ArrayList<Page>();
        try (var visit = new Visit(product, chromium, ColorScheme.LIGHT)) {
            var shapes = new HashSet<String>();
            var open = new ArrayDeque<>(
                    List.of("/", "/approvals", "/runs?integration=git~failing", "/integrations/git~failing"));
            while (!open.isEmpty()) {
                String path = open.remove();
                if (shapes.add(EveryPageIT.shape(path))
                        && visit.go(path) == 200
                        && visit.page().content().contains("<html")) {
                    pages.add(page(path, visit));
                    visit.links().stream().filter(EveryPageIT::ours).forEach(open::add);
                }
            }
            assertThat(visit.offences()).isEmpty();
        }
        pages.sort(Comparator.comparing(Page::painted).reversed());
        Files.write(
                Path.of(System.getProperty("atoll.stories")).resolveSibling("pages.tsv"),
                pages.stream().map(Page::line).toList());
        assertThat(pages).hasSizeGreaterThan(25);
        assertThat(pages)
                .allSatisfy(page -> assertThat(page.painted())
                        .as("first paint of %s", page.path())
                        .isNotNegative())
                .allSatisfy(page ->
                        assertThat(page.bytes()).as("bytes of %s", page.path()).isLessThan(HEAVIEST_BYTES))
                .allSatisfy(page -> assertThat(page.elements())
                        .as("elements of %s", page.path())
                        .isLessThan(MOST_ELEMENTS));
    }

    /**
     * A page as it was shown.
     *
     * @param answered milliseconds from the click to the first byte
     * @param painted milliseconds from the click to the first paint
     */
    private record Page(String path, int bytes, int elements, int answered, int painted) {

        String line() {
            return String.join(
                    "\t", List.of(path, bytes + " B", elements + " elements", answered + " ms", painted + " ms"));
        }
    }

    private static Page page(String path, Visit visit) {
        var seen = (Map<?, ?>) visit.page().evaluate(MEASURE);
        return new Page(
                path,
                number(seen, "bytes"),
                number(seen, "elements"),
                number(seen, "answered"),
                number(seen, "painted"));
    }

    private static int number(Map<?, ?> seen, String key) {
        return (int) Double.parseDouble(String.valueOf(seen.get(key)));
    }

    private static String settings(Path repository, String name, String blueprint) {
        return """
            paths: [%s]
            mapping:
              resources:
                - kind: commit
                  selector: {query: 'true', max: 1000000}
                  port:
                    entity:
                      mappings:
                        identifier: '"%s-" + .id'
                        title: .title
                        blueprint: '"%s"'
                        properties: {sha: .sha, message: .message}
            """.formatted(repository, name, blueprint);
    }

    /** A repository of so many commits. */
    private static Path repository(Path folder, int commits) throws Exception {
        Files.createDirectories(folder);
        Product.run(folder, "git", "init", "-q", "-b", "main");
        Path stream = folder.resolveSibling(folder.getFileName() + ".stream");
        try (var out = Files.newBufferedWriter(stream)) {
            IntStream.range(0, commits).forEach(i -> {
                try {
                    out.write(
                            "commit refs/heads/main\ncommitter Ann <ann@example.com> %d +0000\ndata 7\nmessage\nM 100644 inline f\ndata 1\n%d\n"
                                    .formatted(1_700_000_000 + i, i % 10));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
        Product.run(folder, "sh", "-c", "git fast-import --quiet < '" + stream + "'");
        return folder;
    }
}
