package io.atoll.git.internal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.toml.TomlFactory;
import java.util.Locale;

/** The formats of files, by the endings of their names. */
enum Format {
    /** One JSON value. */
    JSON {
        @Override
        JsonNode parse(String text) throws UnparsableException {
            return read(JSON_MAPPER, text);
        }
    },
    /** YAML 1.2: one document is given as it is, several as a list. */
    YAML {
        @Override
        JsonNode parse(String text) throws UnparsableException {
            return new YamlReader().read(text);
        }
    },
    /** TOML 1.0; dates are texts. */
    TOML {
        @Override
        JsonNode parse(String text) throws UnparsableException {
            return read(TOML_MAPPER, text);
        }
    },
    /** XML without document types. */
    XML {
        @Override
        JsonNode parse(String text) throws UnparsableException {
            return new XmlReader().read(text);
        }
    },
    /** Everything else. */
    TEXT {
        @Override
        JsonNode parse(String text) {
            return TextNode.valueOf(text);
        }
    };

    private static final StreamReadConstraints LIMITS =
            StreamReadConstraints.builder().maxNestingDepth(Growth.MAX_DEPTH).build();
    private static final ObjectMapper JSON_MAPPER = new ObjectMapper(
                    JsonFactory.builder().streamReadConstraints(LIMITS).build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final ObjectMapper TOML_MAPPER =
            new ObjectMapper(TomlFactory.builder().streamReadConstraints(LIMITS).build());

    /** The format that the name of a file tells. */
    static Format of(String path) {
        String name = path.toLowerCase(Locale.ROOT);
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "json" -> JSON;
            case "yaml", "yml" -> YAML;
            case "toml" -> TOML;
            case "xml" -> XML;
            default -> TEXT;
        };
    }

    /** The name of the format in records. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Parses a text.
     *
     * @throws UnparsableException if it cannot be parsed within the limits of depth and size
     */
    abstract JsonNode parse(String text) throws UnparsableException;

    private static JsonNode read(ObjectMapper mapper, String text) throws UnparsableException {
        try {
            JsonNode value = mapper.readTree(text);
            requireFinite(value);
            return value.isMissingNode() ? NullNode.instance : value;
        } catch (JsonProcessingException e) {
            var place = e.getLocation();
            throw new UnparsableException(
                    (place == null ? "" : "line " + place.getLineNr() + ", column " + place.getColumnNr() + ": ")
                            + e.getOriginalMessage(),
                    e);
        }
    }

    private static void requireFinite(JsonNode value) throws UnparsableException {
        if (value.isNumber() && !Double.isFinite(value.doubleValue()) && !value.isBigInteger()) {
            throw new UnparsableException("a number is infinite or not a number");
        }
        for (JsonNode child : value) {
            requireFinite(child);
        }
    }
}
