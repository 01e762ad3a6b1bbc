package io.atoll.sync.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.model.Entity;
import io.atoll.spi.IntegrationException;
import java.util.List;

/** Tells which entities a caller gave, be it as records; reads no further than they are taken. */
interface Source {

    void tell(Outcomes outcomes) throws IntegrationException, InterruptedException;

    /** Entities in the catalog's shape. */
    static Source of(Iterable<? extends JsonNode> entities) {
        return outcomes -> {
            for (List<JsonNode> one : Slices.of(entities, 1)) {
                JsonNode item = one.getFirst();
                Entity entity;
                try {
                    entity = Entity.of(item);
                } catch (IllegalArgumentException none) {
                    outcomes.broken(item, String.valueOf(none.getMessage()));
                    continue;
                }
                outcomes.made(new Given(item, entity));
            }
        };
    }

    /** Takes what became of the items. */
    interface Outcomes {

        /** An item makes an entity. */
        void made(Given given) throws IntegrationException, InterruptedException;

        /** An item makes no entity, as no selector lets it pass; else it would have made this one. */
        void filtered(Given given) throws IntegrationException, InterruptedException;

        /** It is not known which entity an item makes. */
        void broken(JsonNode item, String reason);
    }
}
