package io.atoll.custom.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.kit.http.Auth;
import io.atoll.spi.IntegrationException.Misconfigured;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the settings say of who is calling. No message repeats a value of a secret. */
final class Authentication {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]+)\\}");

    private Authentication() {}

    /** The strategy that a configuration names. */
    static Auth of(CustomConfiguration configuration) throws Misconfigured {
        return switch (configuration.authType()) {
            case "none" -> Auth.none();
            case "bearer_token" -> Auth.bearer(required("apiToken", "bearer_token", configuration._apiToken()));
            case "basic" ->
                Auth.basic(
                        required("username", "basic", configuration.username()),
                        required("password", "basic", configuration._password()));
            case "api_key" ->
                Auth.header(
                        required("apiKeyHeader", "api_key", configuration.apiKeyHeader()),
                        required("apiKey", "api_key", configuration._apiKey()));
            case "custom" -> request(configuration).auth(template(configuration));
            default ->
                throw new Misconfigured("authType is one of none, bearer_token, basic, api_key, custom, but here is '"
                        + configuration.authType() + "'");
        };
    }

    private static String required(String key, String type, String value) throws Misconfigured {
        if (value.isBlank()) {
            throw new Misconfigured(key + " is missing: authType " + type + " needs it");
        }
        return value.strip();
    }

    /** How a token is asked for. */
    static TokenRequest request(CustomConfiguration configuration) throws Misconfigured {
        return read(
                "customAuthRequest",
                required("customAuthRequest", "custom", configuration._customAuthRequest()),
                TokenRequest.class);
    }

    private static TokenTemplate template(CustomConfiguration configuration) throws Misconfigured {
        return read(
                "customAuthRequestTemplate",
                required("customAuthRequestTemplate", "custom", configuration.customAuthRequestTemplate()),
                TokenTemplate.class);
    }

    /** The headers that go with each request; variables of the environment are put in their places. */
    static Map<String, String> headers(String json, UnaryOperator<@Nullable String> environment) throws Misconfigured {
        var headers = new LinkedHashMap<String, String>();
        if (!json.isBlank()) {
            for (var header : read("customHeaders", json, ObjectNode.class).properties()) {
                JsonNode value = header.getValue();
                if (value.isContainerNode()) {
                    throw new Misconfigured("customHeaders: '" + header.getKey() + "' is no text");
                }
                headers.put(header.getKey(), resolved(header.getKey(), value.asText(), environment));
            }
        }
        return headers;
    }

    private static String resolved(String header, String value, UnaryOperator<@Nullable String> environment)
            throws Misconfigured {
        Matcher variables = VARIABLE.matcher(value);
        var text = new StringBuilder();
        while (variables.find()) {
            String found = environment.apply(variables.group(1));
            if (found == null) {
                throw new Misconfigured("customHeaders: '" + header + "' names the variable '" + variables.group(1)
                        + "', which the environment does not have");
            }
            variables.appendReplacement(text, Matcher.quoteReplacement(found));
        }
        return variables.appendTail(text).toString();
    }

    private static <T> T read(String key, String json, Class<T> type) throws Misconfigured {
        try {
            T value = JsonMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .build()
                    .readValue(json, type);
            if (value != null) {
                return value;
            }
        } catch (UnrecognizedPropertyException e) {
            throw new Misconfigured(
                    key + ": '" + e.getPropertyName() + "' is not known; there are " + e.getKnownPropertyIds());
        } catch (ValueInstantiationException e) {
            throw new Misconfigured(key + ": "
                    + (e.getCause() == null ? "it is wrong" : e.getCause().getMessage()));
        } catch (JsonMappingException e) {
            throw new Misconfigured(key + ": '" + place(e) + "' is of another type than it should be");
        } catch (JsonProcessingException e) {
            throw new Misconfigured(key + " is no JSON: there is something wrong in line "
                    + e.getLocation().getLineNr() + ", column "
                    + e.getLocation().getColumnNr());
        }
        throw new Misconfigured(key + " is an object in JSON, such as {\"key\": \"value\"}");
    }

    private static String place(JsonMappingException e) {
        return e.getPath().isEmpty()
                ? "it"
                : String.valueOf(e.getPath().getFirst().getFieldName());
    }
}
