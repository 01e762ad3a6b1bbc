package io.atoll.map.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.pipeline.Mapper.Null;
import io.atoll.spi.IntegrationException;
import io.atoll.spi.MappedValueResolver;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A mapped field, made ready: one text, or a search whose leaves are texts. */
interface Field {

    /**
     * The value for a record; JSON null where a text gives none, with the reason kept in the draft.
     *
     * @throws Unmappable if no entity can be made of the record
     */
    JsonNode evaluate(Draft draft);

    /** A value that does not depend on the record. */
    record Constant(JsonNode value) implements Field {

        @Override
        public JsonNode evaluate(Draft draft) {
            return value;
        }
    }

    /** A text that is null for every record. */
    record Absent(Null reason) implements Field {

        @Override
        public JsonNode evaluate(Draft draft) {
            return draft.absent(reason);
        }
    }

    /**
     * A text that is no JQ.
     *
     * @param reason why it is null when nobody resolves it
     */
    record Foreign(String text, Null reason, Resolvers resolvers) implements Field {

        @Override
        public JsonNode evaluate(Draft draft) {
            MappedValueResolver resolver = resolvers.resolver(text);
            if (resolver == null) {
                return draft.absent(reason);
            }
            JsonNode value = resolve(resolver, draft.record());
            return value.isNull() ? draft.absent(new Null(reason.path(), "")) : value;
        }

        private JsonNode resolve(MappedValueResolver resolver, JsonNode record) {
            try {
                return resolver.resolve(text, record);
            } catch (IntegrationException e) {
                throw new Unmappable(reason.path(), String.valueOf(e.getMessage()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw Unmappable.cancelled(reason.path());
            } catch (RuntimeException e) { // whatever an integration throws concerns this record alone
                throw new Unmappable(reason.path(), "the integration has a defect: " + e);
            }
        }
    }

    /** An object of fields. */
    final class Branch implements Field {

        private final String[] names;
        private final Field[] fields;

        /** Fields by their names. */
        Branch(Map<String, Field> fields) {
            this.names = fields.keySet().toArray(new String[0]);
            this.fields = fields.values().toArray(new Field[0]);
        }

        @Override
        public ObjectNode evaluate(Draft draft) {
            Map<String, JsonNode> values = LinkedHashMap.newLinkedHashMap(names.length);
            for (int i = 0; i < names.length; i++) {
                values.put(names[i], fields[i].evaluate(draft));
            }
            return new ObjectNode(JsonNodeFactory.instance, values);
        }
    }

    /** A list of fields. */
    record Sequence(List<Field> fields) implements Field {

        @Override
        public ArrayNode evaluate(Draft draft) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode(fields.size());
            for (Field field : fields) {
                array.add(field.evaluate(draft));
            }
            return array;
        }
    }
}
