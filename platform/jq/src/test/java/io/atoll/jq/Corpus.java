package io.atoll.jq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The cases that stand beside the checkout, in {@code shared/corpus}, or in the folder that the system property
 * {@code atoll.shared} or the environment variable {@code ATOLL_SHARED} names; and the lists of exceptions beside the tests.
 */
final class Corpus {

    private Corpus() {}

    /** A file or folder of the corpus; without a corpus the test is aborted, in CI it fails. */
    static Path path(String name) {
        String property = System.getProperty("atoll.shared");
        String named = property == null ? System.getenv("ATOLL_SHARED") : property;
        Stream<Path> candidates = named == null
                ? Stream.<Path>iterate(Path.of("").toAbsolutePath(), folder -> folder != null, Path::getParent)
                        .map(folder -> folder.resolveSibling("shared"))
                : Stream.of(Path.of(named));
        return candidates
                .map(shared -> shared.resolve("corpus").resolve(name))
                .filter(Files::exists)
                .findFirst()
                .orElseGet(() -> {
                    String missing = "there is no folder 'shared' with corpus/" + name + " beside the checkout";
                    return Boolean.parseBoolean(System.getenv("CI")) ? fail(missing) : abort(missing);
                });
    }

    /** The lines of a file of the corpus. */
    static List<String> lines(String name) {
        return read(path(name)).lines().toList();
    }

    /** The text of a file. */
    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The lines of a resource beside the tests but for blank ones and those that begin with {@code #}. */
    static List<String> resource(String name) {
        try (InputStream resource = Corpus.class.getResourceAsStream(name)) {
            assertThat(resource).as(name).isNotNull();
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A resource of two columns, parted by a tab: key and reason. */
    static Map<String, String> reasons(String name) {
        Map<String, String> reasons = new LinkedHashMap<>();
        for (String line : resource(name)) {
            assertThat(line).as("key, tab, reason in %s", name).matches("[^\t]+\t[^\t]+");
            int tab = line.indexOf('\t');
            assertThat(reasons.put(line.substring(0, tab), line.substring(tab + 1)))
                    .as("second line for the same key in %s: %s", name, line)
                    .isNull();
        }
        return reasons;
    }
}
