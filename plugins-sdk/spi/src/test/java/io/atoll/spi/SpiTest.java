package io.atoll.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.atoll.spi.example.IssueResync;
import io.atoll.spi.example.SpaceResync;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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
        var sink = new Recording(Map.of());
        var provider = new SpaceResync((region, page) -> {
            if (region.equals("us") && page == 1) {
                throw new IntegrationException.Unavailable("us is away");
            }
            return page == 2
                    ? List.of()
                    : List.of(JsonNodeFactory.instance.objectNode().put("id", region + page));
        });

        provider.resync(request(), sink);

        assertThat(sink.emitted).containsExactly("us0", "eu0", "eu1");
        assertThat(sink.failed).containsExactly("us: us is away");
    }

    @Test
    void theExampleGoesOnAfterTheLastRecordThatWasDealtWith() throws Exception {
        var sink = new Recording(Map.of("", "2"));
        var provider = new IssueResync(last -> switch (last) {
            case "2" -> List.of(issue("3"), issue("4"));
            case "4" -> List.of(issue("5"));
            default -> List.of();
        });

        provider.resync(request(), sink);

        assertThat(sink.emitted).containsExactly("3", "4", "then after 4", "5", "then after 5");
    }

    private static JsonNode issue(String id) {
        return JsonNodeFactory.instance.objectNode().put("id", id);
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
