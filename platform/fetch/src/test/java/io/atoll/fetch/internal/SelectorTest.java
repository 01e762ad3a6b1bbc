package io.atoll.fetch.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.spi.IntegrationException.Misconfigured;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How the selector of a mapping becomes the record of an integration. */
class SelectorTest {

    private static final String SUBJECT = "the selector of kind 'file' (resource file-0): ";

    @Test
    void bindsEveryKeyByItsName() throws Exception {
        var selector = bind("""
                {"query": "true", "exportEnvVariables": false, "region": "eu", "limit": 3, "deep": true, "mode": "FAST",
                 "files": [{"path": "README.md"}]}""");

        assertThat(selector)
                .isEqualTo(new Files(
                        Optional.of("eu"), 3, true, Mode.FAST, List.of(new FileAt("README.md")), List.of(), null));
    }

    @Test
    void givesEmptyOptionalsAndListsAndNullForAbsentKeys() throws Exception {
        assertThat(bind("{}"))
                .isEqualTo(new Files(Optional.empty(), 0, false, null, List.of(), List.of(), null))
                .isEqualTo(bind("{\"region\": null, \"files\": null, \"names\": null}"));
    }

    @Test
    void tellsAllUnknownKeysAndTheNearestKnownOnes() {
        assertThatThrownBy(
                        () -> bind("{\"regoin\": \"eu\", \"files\": [{\"path\": \"a\", \"pathh\": \"b\"}], \"x\": {}}"))
                .isInstanceOf(Misconfigured.class)
                .hasMessage(SUBJECT + "key 'files[0].pathh' is unknown; did you mean 'path'? known: path"
                        + "; key 'regoin' is unknown; did you mean 'region'?"
                        + " known: deep, files, limit, mode, names, note, region"
                        + "; key 'x' is unknown; known: deep, files, limit, mode, names, note, region");
    }

    @Test
    void tellsTheKeyAndTheValueOfAnotherType() {
        assertRefused("{\"files\": [{\"path\": 5}]}", "key 'files[0].path' is a text, but here is 5");
        assertRefused("{\"limit\": \"3\"}", "key 'limit' is a whole number, but here is \"3\"");
        assertRefused("{\"limit\": 1.5}", "key 'limit' is a whole number, but here is 1.5");
        assertRefused("{\"deep\": \"yes\"}", "key 'deep' is true or false, but here is \"yes\"");
        assertRefused("{\"names\": \"a\"}", "key 'names' is a list, but here is \"a\"");
        assertRefused("{\"names\": [true]}", "key 'names[0]' is a text, but here is true");
        assertRefused("{\"mode\": \"QUICK\"}", "key 'mode' is one of FAST, SLOW, but here is \"QUICK\"");
        assertRefused("{\"files\": [\"a\"]}", "key 'files[0]' is an object, but here is \"a\"");
        assertRefused("{\"region\": 7}", "key 'region' is a text, but here is 7");
    }

    @Test
    void tellsWhatTheCompactConstructorRefuses() {
        assertThatThrownBy(() -> bind("{\"limit\": -1}"))
                .isInstanceOf(Misconfigured.class)
                .hasMessage(SUBJECT + "limit must not be negative");
    }

    @Test
    void keepsThePlatformsKeysThatTheRecordAsksFor() throws Exception {
        record Query(String query) {}

        assertThat(Selector.bind(Resources.resource("file", json("{\"query\": \"true\"}")), Query.class))
                .isEqualTo(new Query("true"));
    }

    @Test
    void needsNoContextClassLoader() throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(null);
        try {
            assertThat(bind("{\"region\": \"eu\"}").region()).contains("eu");
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static void assertRefused(String selector, String message) {
        assertThatThrownBy(() -> bind(selector))
                .isInstanceOf(Misconfigured.class)
                .hasMessage(SUBJECT + message);
    }

    private static Files bind(String selector) throws Misconfigured, JsonProcessingException {
        return Selector.bind(Resources.resource("file", json(selector)), Files.class);
    }

    private static ObjectNode json(String text) throws JsonProcessingException {
        return (ObjectNode) new ObjectMapper().readTree(text);
    }

    enum Mode {
        FAST,
        SLOW
    }

    record Files(
            Optional<String> region,
            int limit,
            boolean deep,
            @Nullable Mode mode,
            List<FileAt> files,
            List<String> names,
            @Nullable String note) {

        Files {
            if (limit < 0) {
                throw new IllegalArgumentException("limit must not be negative");
            }
        }
    }

    record FileAt(String path) {}
}
