package io.atoll.trigger.kafka.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilterTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
                    {"context": {"integrationId": "one"}}                                          | true
                    {"context": {"integrationId": "one"}, "action": "RESYNC"}                      | true
                    {"context": {"integrationId": "onerous"}}                                      | false
                    {"context": {}}                                                                | false
                    null                                                                           | false
                    []                                                                             | false
                    """)
    void takesEveryWishOfTheTopicOfWishes(String message, boolean accepted) throws IOException {
        assertThat(accepts(true, message)).isEqualTo(accepted);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
                    {"action": "RESYNC", "context": {"integrationId": "one"}}   | true
                    {"action": "RESYNC", "context": {"integrationId": "two"}}   | false
                    {"action": "UPDATE", "context": {"integrationId": "one"}}   | false
                    {"action": "UPDATE", "changelogDestination": {"type": "KAFKA"}, "diff": {"after": {"identifier": "one", "updatedAt": "2", "resyncState": {"updatedAt": "1"}}}} | true
                    {"action": "UPDATE", "changelogDestination": {"type": "KAFKA"}, "diff": {"after": {"identifier": "one", "updatedAt": "2"}}} | true
                    {"action": "UPDATE", "changelogDestination": {"type": "KAFKA"}, "diff": {"after": {"identifier": "one", "updatedAt": "2", "resyncState": {"updatedAt": "2"}}}} | false
                    {"action": "UPDATE", "changelogDestination": {"type": "KAFKA"}, "diff": {"after": {"identifier": "two", "updatedAt": "2", "resyncState": {"updatedAt": "1"}}}} | false
                    {"action": "UPDATE", "changelogDestination": {"type": "WEBHOOK"}, "diff": {"after": {"identifier": "one", "updatedAt": "2", "resyncState": {"updatedAt": "1"}}}} | false
                    {"action": "DELETE", "changelogDestination": {"type": "KAFKA"}, "diff": {"before": {"identifier": "one"}, "after": null}} | false
                    """)
    void takesWishesAndChangesOfTheRecordFromTheLogOfChanges(String message, boolean accepted) throws IOException {
        assertThat(accepts(false, message)).isEqualTo(accepted);
    }

    @Test
    void takesNoMessageWithoutContent() throws IOException {
        assertThat(new Filter("one", true).accepts(null)).isFalse();
        assertThat(new Filter("one", true).accepts(new byte[0])).isFalse();
    }

    @Test
    void saysThatAMessageIsNoJson() {
        assertThatThrownBy(() -> accepts(true, "{\"context\"")).isInstanceOf(IOException.class);
    }

    @Test
    void readsBrokersInEveryForm() {
        assertThat(Broker.of(Map.of("brokers", new String[] {"a:1", "b:2, c:3"}))
                        .servers())
                .containsExactly("a:1", "b:2", "c:3");
        assertThat(Broker.of(Map.of("brokers", "a:1,b:2")).servers()).isEqualTo(List.of("a:1", "b:2"));
    }

    private static boolean accepts(boolean requests, String message) throws IOException {
        return new Filter("one", requests).accepts(message.getBytes(StandardCharsets.UTF_8));
    }
}
