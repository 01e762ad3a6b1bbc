package io.atoll.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.atoll.spi.example.SpaceResync;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SpiTest {

    @Test
    void anIntegrationIdPrintsInTheFormThatItReads() {
        assertThat(IntegrationId.parse("octopus~prod")).isEqualTo(new IntegrationId("octopus", "prod"));
        assertThat(new IntegrationId("octopus", "prod")).hasToString("octopus~prod");
    }

    @Test
    void anIntegrationIdRefusesWhatFilesAndShellsCannotCarry() {
        assertThatThrownBy(() -> IntegrationId.parse("octopus")).hasMessageContaining("type~instance");
        assertThatThrownBy(() -> new IntegrationId("a/b", "prod")).hasMessageContaining("a/b");
        assertThatThrownBy(() -> new Kind(" ")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anUnavailableThirdPartyMaySayForHowLong() {
        assertThat(new IntegrationException.Unavailable("x", Duration.ofSeconds(3), null).retryAfter())
                .contains(Duration.ofSeconds(3));
        assertThat(new IntegrationException.Unavailable("x").retryAfter()).isEmpty();
    }

    @Test
    void theExampleReadsEveryPageOfEveryRegionAndAFailedRegionAlone() throws Exception {
        var emitted = new ArrayList<String>();
        var failed = new ArrayList<String>();
        var provider = new SpaceResync((region, page) -> {
            if (region.equals("us") && page == 1) {
                throw new IntegrationException.Unavailable("us is away");
            }
            return page == 2
                    ? List.of()
                    : List.of(JsonNodeFactory.instance.objectNode().put("id", region + page));
        });

        provider.resync(request(), new RecordSink() {
            @Override
            public void emit(Iterable<? extends JsonNode> page) {
                page.forEach(record -> emitted.add(record.path("id").asText()));
            }

            @Override
            public void unreadable(JsonNode record, String reason) {
                failed.add(reason);
            }

            @Override
            public void partition(String name, PartitionReader reader) throws InterruptedException {
                try {
                    reader.read(this);
                } catch (IntegrationException broken) {
                    failed.add(name + ": " + broken.getMessage());
                }
            }
        });

        assertThat(emitted).containsExactly("us0", "eu0", "eu1");
        assertThat(failed).containsExactly("us: us is away");
    }

    private static ResyncRequest request() {
        return new ResyncRequest() {
            @Override
            public IntegrationId integration() {
                return new IntegrationId("example", "one");
            }

            @Override
            public Kind kind() {
                return new Kind("space");
            }

            @Override
            public <S extends Record> S selector(Class<S> type) throws IntegrationException.Misconfigured {
                try {
                    var constructor = type.getDeclaredConstructor(List.class);
                    constructor.setAccessible(true);
                    return constructor.newInstance(List.of("us", "eu"));
                } catch (ReflectiveOperationException other) {
                    throw new IntegrationException.Misconfigured("not the selector of the example", other);
                }
            }

            @Override
            public Optional<Instant> changedSince() {
                return Optional.empty();
            }
        };
    }
}
