package io.atoll.apply.internal.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.apply.internal.client.Body;
import io.atoll.apply.internal.client.Call;
import io.atoll.apply.internal.client.Route;
import io.atoll.apply.internal.client.Session;
import io.atoll.pipeline.Catalog.CatalogException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whose catalog it is.
 *
 * @param id of the organization
 * @param features the names of what is switched on for it
 */
public record Organization(String id, Set<String> features) {

    /** Copies the set. */
    public Organization {
        features = Set.copyOf(features);
    }

    /** Reads it. */
    public static Organization read(Session session) throws CatalogException, InterruptedException {
        JsonNode json =
                session.require(Call.get(Route.of("organization")), Body.OBJECT).path("organization");
        return new Organization(json.path("id").asText(), texts(json.path("featureFlags")));
    }

    /** The types of integrations whose first blueprints and mapping the catalog creates itself. */
    public static Set<String> provisioned(Session session) throws CatalogException, InterruptedException {
        return texts(session.require(Call.get(Route.of("integration", "provision-enabled")), Body.OBJECT)
                .path("integrations"));
    }

    /**
     * How to sign in at the organization's Kafka.
     *
     * @param username the user
     * @param password never to be printed
     */
    public record KafkaCredentials(String username, String password) {

        /** Reads them; empty if the catalog has no Kafka. */
        public static Optional<KafkaCredentials> read(Session session) throws CatalogException, InterruptedException {
            return session.find(Call.get(Route.of("kafka-credentials")), Body.OBJECT)
                    .map(answer -> answer.path("credentials"))
                    .filter(JsonNode::isObject)
                    .map(json -> new KafkaCredentials(
                            json.path("username").asText(),
                            json.path("password").asText()));
        }

        @Override
        public String toString() {
            return "Kafka credentials of " + username;
        }
    }

    private static Set<String> texts(JsonNode list) {
        Set<String> texts = new TreeSet<>();
        list.forEach(node -> texts.add(node.asText()));
        return texts;
    }
}
