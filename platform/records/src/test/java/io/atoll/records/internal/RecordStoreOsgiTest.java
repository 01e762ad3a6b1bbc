package io.atoll.records.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.atoll.model.Resource;
import io.atoll.pipeline.Integrations;
import io.atoll.pipeline.Records;
import io.atoll.pipeline.Records.Reading;
import io.atoll.pipeline.RunId;
import io.atoll.spi.IntegrationId;
import io.atoll.spi.Kind;
import io.atoll.test.container.Container;
import io.atoll.test.container.Container.Setting;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The records in a real framework. */
class RecordStoreOsgiTest {

    private static final IntegrationId ID = new IntegrationId("fake", "one");

    @TempDir
    private Path folder;

    @Test
    void isAServiceThatLeavesNoThreadBehindAndFindsItsFilesAgain() throws Exception {
        var setting = new Setting(
                List.of(),
                List.of(),
                Map.of("atoll.data", folder.resolve("data").toString()));
        try (var container = Container.start(folder, setting)) {
            var unused = container.context().registerService(Integrations.class, new Configured(ID), null);
            var records = container.service(Records.class, "");
            try (var recorder = records.record(
                    new Reading(ID, new RunId("r1"), resource(), "m1", Instant.parse("2026-11-22T10:00:00Z"), false))) {
                recorder.page("", List.of(JsonNodeFactory.instance.objectNode().put("name", "a")), 1, null);
                recorder.complete(List.of());
            }
            assertThat(records.all())
                    .singleElement()
                    .satisfies(one -> assertThat(one.whole()).isTrue());

            container.bundle("io.atoll.records").stop();
            container.awaitNone(Records.class, "");
            Container.await(() -> Thread.getAllStackTraces().keySet().stream()
                            .noneMatch(thread -> thread.getName().equals("atoll-records"))
                    ? Optional.of(true)
                    : Optional.empty());

            container.bundle("io.atoll.records").start();
            var again = container.service(Records.class, "");
            var names = new ArrayList<String>();
            again.read(
                    again.of(ID, resource()).getFirst(),
                    any -> true,
                    page -> page.records()
                            .forEach(record -> names.add(record.path("name").asText())));
            assertThat(names).containsExactly("a");
        }
    }

    private static Resource resource() {
        var template = new Resource.Template(
                JsonNodeFactory.instance.textNode(".name"), "\"thing\"", null, null, null, Map.of(), Map.of());
        return new Resource(0, new Kind("thing"), JsonNodeFactory.instance.objectNode(), "true", null, template);
    }
}
