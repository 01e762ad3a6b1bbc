package io.atoll.apply.internal.endpoint;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * What an integration tells the catalog that it can do.
 *
 * @param actions whether it runs actions
 * @param incremental whether it reads only what has changed
 * @param changes where the catalog shall tell changes of the integration's record
 */
public record Abilities(boolean actions, boolean incremental, Changes changes) {

    /** Nothing but full runs. */
    public static final Abilities RESYNC = new Abilities(false, false, Changes.NOWHERE);

    /**
     * Where changes of a record are told.
     *
     * @param type {@code KAFKA} or {@code WEBHOOK}; empty for nowhere
     * @param url of the webhook
     */
    public record Changes(Optional<String> type, Optional<String> url) {

        /** The integration asks for them itself. */
        public static final Changes NOWHERE = new Changes(Optional.empty(), Optional.empty());

        /** By Kafka. */
        public static final Changes KAFKA = new Changes(Optional.of("KAFKA"), Optional.empty());

        /** By a request to an address. */
        public static Changes webhook(String url) {
            return new Changes(Optional.of("WEBHOOK"), Optional.of(url));
        }

        ObjectNode json() {
            ObjectNode json = JsonNodeFactory.instance.objectNode();
            type.ifPresent(text -> json.put("type", text));
            url.ifPresent(text -> json.put("url", text));
            return json;
        }
    }
}
