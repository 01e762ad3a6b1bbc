package io.atoll.settings.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.model.Spelling;
import io.atoll.settings.internal.OceanInputs.Setting;
import io.atoll.settings.internal.OceanInstallation.Offered;
import io.atoll.settings.internal.OceanSpec.Option;
import io.atoll.settings.internal.Value.Entry;
import io.atoll.settings.internal.Value.Form;
import io.atoll.settings.internal.Value.Keys;
import io.atoll.settings.internal.Value.Scalar;
import io.atoll.settings.internal.Value.Sequence;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What an Ocean installation says to its integration, in the words of the integration's bundle. */
final class OceanConfiguration {

    private static final String PREFIX = "integration.config.";
    private static final String PUBLIC_ADDRESS = "base_url";
    private static final String APP_HOST = "apphost";

    private final String name;
    private final OceanInputs inputs;
    private final Faults faults;
    private final List<String> notes;

    /** Takes where it comes from, and where faults and notes go. */
    OceanConfiguration(String name, OceanInputs inputs, Faults faults, List<String> notes) {
        this.name = name;
        this.inputs = inputs;
        this.faults = faults;
        this.notes = notes;
    }

    /**
     * The keys, with the defaults of the spec.
     *
     * @param bundle empty if none is deployed: then all are as the spec names them
     */
    Map<String, Entry> keys(OceanSpec spec, Optional<Offered> bundle) {
        var known = new TreeMap<String, String>();
        bundle.ifPresent(offered -> offered.keys().keySet().forEach(key -> known.put(OceanSpec.normal(key), key)));
        var keys = new LinkedHashMap<String, Entry>();
        spec.options().forEach((normal, option) -> {
            Optional<Setting> written = inputs.at(PREFIX + normal);
            Value value = written.map(Setting::value).orElse(option.initial());
            if (value != null) {
                Value typed = typed(option, value, written.map(Setting::name).orElse(option.variable()));
                put(keys, known, bundle.isPresent(), normal, option.name(), typed, written.isPresent());
            } else if (option.required()) {
                faults.add(Place.whole(name), missing(option.variable(), option.description()));
            }
        });
        inputs.all().forEach((path, setting) -> {
            String normal = path.startsWith(PREFIX) ? path.substring(PREFIX.length()) : "";
            if (!normal.isEmpty() && !spec.options().containsKey(normal)) {
                undeclared(keys, known, bundle, normal, setting);
            }
        });
        bundle.ifPresent(offered -> publicAddress(keys, known));
        bundle.ifPresent(offered -> offered.mandatory().forEach(key -> {
            Option option = spec.options().get(OceanSpec.normal(key));
            if (!keys.containsKey(key) && (option == null || !option.required())) {
                faults.add(Place.whole(name), missing(OceanSpec.variable(key), ""));
            }
        }));
        return keys;
    }

    /** Where third parties reach the platform, for an integration that makes webhooks and has no address of its own for that. */
    private void publicAddress(Map<String, Entry> keys, Map<String, String> known) {
        String key = known.get(APP_HOST);
        inputs.at(PUBLIC_ADDRESS).ifPresent(setting -> {
            if (key == null) {
                notes.add(setting.place() + ": " + setting.name()
                        + " has no effect: the integration makes no webhooks at its third party");
            } else {
                keys.putIfAbsent(key, new Entry(setting.value().place(), setting.value()));
            }
        });
    }

    private static String missing(String variable, String description) {
        return variable + " is missing: write it to .env" + (description.isEmpty() ? "" : "; " + description);
    }

    private void undeclared(
            Map<String, Entry> keys,
            Map<String, String> known,
            Optional<Offered> bundle,
            String normal,
            Setting setting) {
        String key = known.get(normal);
        if (key == null) {
            if (bundle.isPresent()) {
                notes.add(setting.place() + ": " + setting.name()
                        + " is not declared by the integration and has no effect" + hint(normal, known));
            }
            return;
        }
        boolean many = bundle.map(offered -> offered.keys().get(key)).orElse(false);
        Value value = many ? json(setting.value()) : setting.value();
        keys.put(key, new Entry(setting.place(), value));
    }

    private static String hint(String normal, Map<String, String> known) {
        return Spelling.guesses(normal, known.keySet()).stream()
                .findFirst()
                .map(guess -> "; did you mean '" + known.get(guess) + "'?")
                .orElse("");
    }

    private void put(
            Map<String, Entry> keys,
            Map<String, String> known,
            boolean deployed,
            String normal,
            String option,
            @Nullable Value value,
            boolean written) {
        String key = known.getOrDefault(normal, deployed ? "" : option);
        if (value != null && !key.isEmpty()) {
            keys.put(key, new Entry(value.place(), value));
        } else if (value != null && written) {
            notes.add(value.place() + ": '" + option + "' is not known to the deployed bundle and has no effect"
                    + hint(normal, known));
        }
    }

    /** A value of the type that the spec declares; {@code null} after a fault, which does not show what is sensitive. */
    private @Nullable Value typed(Option option, Value value, String written) {
        Value typed = switch (option.type()) {
            case STRING -> value instanceof Scalar scalar ? text(scalar, scalar.text()) : null;
            case INTEGER ->
                value instanceof Scalar scalar && scalar.text().strip().matches("[+-]?\\d{1,18}")
                        ? new Scalar(
                                scalar.place(),
                                Form.INTEGER,
                                scalar.text().strip().replaceFirst("^\\+", ""))
                        : null;
            case BOOLEAN -> value instanceof Scalar scalar ? truth(scalar) : null;
            case URL -> value instanceof Scalar scalar ? url(scalar) : null;
            case ARRAY -> json(value) instanceof Sequence list ? flat(list) : null;
            case OBJECT ->
                json(value) instanceof Keys object
                        ? new Scalar(
                                object.place(),
                                Form.TEXT,
                                Json.of(object, faults).toString())
                        : null;
        };
        if (typed == null) {
            String here = value instanceof Scalar scalar && !option.sensitive()
                    ? "'" + scalar.text() + "'"
                    : value.description();
            faults.add(value.place(), written + " is " + wanted(option) + ", but here is " + here);
        }
        return typed;
    }

    private static String wanted(Option option) {
        return switch (option.type()) {
            case STRING -> "a text";
            case INTEGER -> "a whole number";
            case BOOLEAN -> "true or false";
            case URL -> "an address with a scheme, such as https://host";
            case ARRAY -> "a list in JSON, such as [\"a\", \"b\"]";
            case OBJECT -> "an object in JSON, such as {\"key\": \"value\"}";
        };
    }

    private static Scalar text(Scalar scalar, String text) {
        return new Scalar(scalar.place(), Form.TEXT, text);
    }

    private static @Nullable Value truth(Scalar scalar) {
        return switch (scalar.text().toLowerCase(Locale.ROOT)) {
            case "1", "on", "t", "true", "y", "yes" -> new Scalar(scalar.place(), Form.BOOLEAN, "true");
            case "0", "off", "f", "false", "n", "no" -> new Scalar(scalar.place(), Form.BOOLEAN, "false");
            default -> null;
        };
    }

    private static @Nullable Value url(Scalar scalar) {
        String url = scalar.text().replaceFirst("(?<=.)/+$", "");
        return url.matches("[A-Za-z][A-Za-z0-9+.-]*://.+") ? text(scalar, url) : null;
    }

    /** What a text holds as JSON; anything else as it is. */
    private static Value json(Value value) {
        if (value instanceof Scalar scalar) {
            var hidden = new Faults();
            Value read = Yaml.read(scalar.place().toString(), scalar.text(), hidden);
            return read == null || !hidden.isEmpty() ? value : placed(read, scalar.place());
        }
        return value;
    }

    /** The same where the text stands. */
    private static Value placed(Value value, Place place) {
        return switch (value) {
            case Scalar scalar -> new Scalar(place, scalar.form(), scalar.text());
            case Sequence list ->
                new Sequence(
                        place,
                        list.values().stream().map(each -> placed(each, place)).toList());
            case Keys keys -> {
                var entries = new LinkedHashMap<String, Entry>();
                keys.entries()
                        .forEach((key, entry) -> entries.put(key, new Entry(place, placed(entry.value(), place))));
                yield new Keys(place, entries);
            }
        };
    }

    /** A list of texts: what is no single value becomes JSON. */
    private Sequence flat(Sequence list) {
        return new Sequence(
                list.place(),
                list.values().stream()
                        .map(each -> each instanceof Scalar scalar
                                ? scalar
                                : new Scalar(each.place(), Form.TEXT, jsonText(each)))
                        .map(Value.class::cast)
                        .toList());
    }

    private String jsonText(Value value) {
        JsonNode json = Json.of(value, faults);
        return json.toString();
    }
}
