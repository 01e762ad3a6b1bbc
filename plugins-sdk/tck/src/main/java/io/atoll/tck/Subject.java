package io.atoll.tck;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The integration that is tested: how it is configured, and how its third party is played. Immutable: each method gives another one.
 *
 * @param bundle the folder of its classes, manifest included
 * @param addressKey the key of the configuration that holds the third party's address
 * @param path what is put behind the address
 * @param configuration an instance's configuration, by the keys of its file: a text, a number, a truth value or a list of texts
 * @param other what another instance has otherwise
 * @param selectors the selectors of kinds that the default mapping does not have
 * @param player sets up a third party
 */
public record Subject(
        Path bundle,
        String addressKey,
        String path,
        Map<String, Object> configuration,
        Map<String, Object> other,
        Map<String, ObjectNode> selectors,
        Consumer<ThirdParty> player) {

    /** Copies the maps. */
    public Subject {
        configuration = Map.copyOf(configuration);
        other = Map.copyOf(other);
        selectors = Map.copyOf(selectors);
    }

    /**
     * The integration of the module in whose folder the tests run.
     *
     * @param addressKey the key of the configuration that holds the third party's address, such as {@code server}
     * @param player sets up a third party, {@code party -> party.routes(file)}; there may be several at once
     */
    public static Subject of(String addressKey, Consumer<ThirdParty> player) {
        return new Subject(Path.of("target/classes"), addressKey, "", Map.of(), Map.of(), Map.of(), player);
    }

    /**
     * The same, with a third party from a file.
     *
     * @param routes a file of routes, see {@link ThirdParty}
     */
    public static Subject of(String addressKey, Path routes) {
        return of(addressKey, party -> party.routes(routes));
    }

    /** With something behind the address, such as {@code /api}. */
    public Subject path(String behind) {
        return new Subject(bundle, addressKey, behind, configuration, other, selectors, player);
    }

    /** With a key of the configuration. A secret is given by its key, like any other. */
    public Subject with(String key, Object value) {
        return new Subject(bundle, addressKey, path, and(configuration, key, value), other, selectors, player);
    }

    /**
     * With a key that is different in another instance. What is not said so is alike, but for secrets: of these, the other instance has
     * some of its own.
     */
    public Subject with(String key, Object value, Object inAnotherInstance) {
        return new Subject(
                bundle,
                addressKey,
                path,
                and(configuration, key, value),
                and(other, key, inAnotherInstance),
                selectors,
                player);
    }

    /**
     * Reads a kind with a selector: one that the default mapping does not have, be it that a generic provider reads any kind.
     *
     * @param selector a JSON object
     */
    public Subject reading(String kind, String selector) {
        try {
            var more = new LinkedHashMap<>(selectors);
            more.put(kind, new ObjectMapper().readValue(selector, ObjectNode.class));
            return new Subject(bundle, addressKey, path, configuration, other, more, player);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the selector of kind '" + kind + "' is no JSON object", e);
        }
    }

    /** With a bundle elsewhere than in {@code target/classes}. */
    public Subject bundle(Path folder) {
        return new Subject(folder, addressKey, path, configuration, other, selectors, player);
    }

    /** The third party, set up. */
    ThirdParty play() {
        ThirdParty party = ThirdParty.start();
        player.accept(party);
        return party;
    }

    private static Map<String, Object> and(Map<String, Object> values, String key, Object value) {
        var more = new LinkedHashMap<>(values);
        more.put(key, value);
        return more;
    }
}
