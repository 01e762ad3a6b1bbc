package io.atoll.admin.internal.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.atoll.operation.Refused;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads YAML that somebody typed in, without tags of its own and with few aliases. */
final class Yaml {

    private static final int ALIASES = 50;

    private static final ObjectMapper JSON = new ObjectMapper();

    private Yaml() {}

    /** The document that the text of a field is. */
    static JsonNode read(String field, String text) throws Refused {
        try {
            LoadSettings settings = LoadSettings.builder()
                    .setMaxAliasesForCollections(ALIASES)
                    .setAllowDuplicateKeys(false)
                    .build();
            return JSON.valueToTree(new Load(settings).loadFromString(text));
        } catch (MarkedYamlEngineException e) {
            throw Refused.invalid(
                    field,
                    e.getProblemMark()
                                    .map(mark -> "line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1)
                                            + ": ")
                                    .orElse("")
                            + "is no YAML: " + e.getProblem());
        } catch (YamlEngineException | IllegalArgumentException e) {
            throw Refused.invalid(field, "'" + field + "' is no YAML: " + e.getMessage());
        }
    }
}
