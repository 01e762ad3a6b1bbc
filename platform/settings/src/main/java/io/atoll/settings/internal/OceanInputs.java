package io.atoll.settings.internal;

import io.atoll.settings.internal.Value.Entry;
import io.atoll.settings.internal.Value.Form;
import io.atoll.settings.internal.Value.Keys;
import io.atoll.settings.internal.Value.Scalar;
import io.atoll.settings.internal.Value.Sequence;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the inputs of an Ocean installation say, by path: the file {@code config.yaml}, over it {@code .env}, over it the environment.
 *
 * <p>Objects are taken apart, so that one input may replace a single key of another's.
 */
final class OceanInputs {

    private static final String PREFIX = "ocean__";
    private static final Pattern PROVIDER = Pattern.compile("\\{\\{ from (\\S+) (.*?) ?}}.*", Pattern.DOTALL);
    private static final String METRICS = "metrics";

    private final Faults faults;
    private final Map<String, Setting> settings = new TreeMap<>();

    /** Nothing yet. */
    OceanInputs(Faults faults) {
        this.faults = faults;
    }

    /**
     * What is written at a path.
     *
     * @param name as it is written there: of a variable, or of a key
     */
    record Setting(String name, Value value) {

        Place place() {
            return value.place();
        }
    }

    /**
     * Takes {@code config.yaml}.
     *
     * @param environment what {@code {{ from env NAME }}} reads
     */
    void yaml(Keys file, UnaryOperator<@Nullable String> environment) {
        put("", "", resolved(file, environment), true);
    }

    /** Takes variables, of which those of Ocean count, whatever their case. */
    void variables(Collection<DotEnv.Variable> variables) {
        var ours = variables.stream()
                .filter(each -> each.name().toLowerCase(Locale.ROOT).startsWith(PREFIX))
                .toList();
        // whole objects first: a key that is given alone counts more
        var objects = new ArrayList<DotEnv.Variable>();
        var single = new ArrayList<DotEnv.Variable>();
        ours.forEach(
                each -> (OceanSetting.group(path(each)) || path(each).equals("integration.config") ? objects : single)
                        .add(each));
        objects.sort((a, b) -> Integer.compare(path(a).length(), path(b).length()));
        objects.forEach(this::object);
        single.forEach(each -> put(path(each), each.name(), new Scalar(each.place(), Form.TEXT, each.value()), false));
    }

    private static String path(DotEnv.Variable variable) {
        return variable.name()
                .toLowerCase(Locale.ROOT)
                .substring(PREFIX.length())
                .replace("__", ".");
    }

    private void object(DotEnv.Variable variable) {
        String path = path(variable);
        var hidden = new Faults();
        Value value = Yaml.read(variable.place().toString(), variable.value(), hidden);
        if (value instanceof Keys keys && hidden.isEmpty()) {
            put(path, variable.name(), keys, false);
        } else if (!path.equals(METRICS) && !variable.value().isBlank()) {
            // the value is not shown: it may hold secrets
            faults.add(
                    variable.place(),
                    variable.name() + " is an object in JSON, such as {\"key\": \"value\"}, or is left out");
        }
    }

    /** The same with the values of providers; one that gives nothing is left out. */
    private Keys resolved(Keys keys, UnaryOperator<@Nullable String> environment) {
        var entries = new TreeMap<String, Entry>();
        keys.entries().forEach((key, entry) -> {
            Value value = entry.value();
            if (value instanceof Keys inner) {
                entries.put(key, new Entry(entry.place(), resolved(inner, environment)));
            } else if (value instanceof Scalar scalar
                    && PROVIDER.matcher(scalar.text()).matches()) {
                provided(scalar, environment).ifPresent(found -> entries.put(key, new Entry(entry.place(), found)));
            } else {
                entries.put(key, entry);
            }
        });
        return new Keys(keys.place(), entries);
    }

    private Optional<Value> provided(Scalar scalar, UnaryOperator<@Nullable String> environment) {
        Matcher provider = PROVIDER.matcher(scalar.text());
        if (!provider.matches() || !provider.group(1).equals("env")) {
            faults.add(scalar.place(), "values can be taken from the environment only: {{ from env NAME }}");
            return Optional.empty();
        }
        return Optional.ofNullable(environment.apply(provider.group(2).strip()))
                .map(text -> new Scalar(scalar.place(), Form.TEXT, text));
    }

    private void put(String path, String name, Value value, boolean camel) {
        boolean leaf = OceanSetting.at(path).isPresent() || OceanSetting.ofIntegration(path);
        if (value instanceof Keys keys && !leaf) {
            keys.entries().forEach((key, entry) -> {
                String snake = camel ? snake(key) : key.toLowerCase(Locale.ROOT);
                put(
                        path.isEmpty() ? snake : path + "." + snake,
                        name.isEmpty() ? key : name + "." + key,
                        entry.value(),
                        camel);
            });
        } else if (!(value instanceof Scalar scalar && scalar.form() == Form.NULL)) {
            settings.put(OceanSetting.ofIntegration(path) ? normal(path) : path, new Setting(name, value));
        }
    }

    private static String normal(String path) {
        int dot = path.lastIndexOf('.') + 1;
        return path.substring(0, dot) + OceanSpec.normal(path.substring(dot));
    }

    private static String snake(String camel) {
        return camel.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
    }

    /** All that is written. */
    Map<String, Setting> all() {
        return settings;
    }

    /** What is written at a path; an empty text counts as nothing. */
    Optional<Setting> at(String path) {
        return Optional.ofNullable(settings.get(path))
                .filter(setting -> !(setting.value() instanceof Scalar scalar
                        && scalar.text().isEmpty()));
    }

    /** A text; empty if nothing is written. */
    String text(String path) {
        return at(path).map(setting -> switch (setting.value()) {
                    case Scalar scalar -> scalar.text();
                    case Sequence other -> refused(setting, "a text");
                    case Keys other -> refused(setting, "a text");
                })
                .orElse("");
    }

    private String refused(Setting setting, String wanted) {
        faults.add(
                setting.place(),
                setting.name() + " is " + wanted + ", but here is "
                        + setting.value().description());
        return "";
    }

    /** Yes or no, in all the words that Ocean takes for it. */
    boolean truth(String path, boolean otherwise) {
        String text = text(path);
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "" -> otherwise;
            case "1", "on", "t", "true", "y", "yes" -> true;
            case "0", "off", "f", "false", "n", "no" -> false;
            default -> {
                at(path).ifPresent(setting ->
                        faults.add(setting.place(), setting.name() + " is true or false, but here is '" + text + "'"));
                yield otherwise;
            }
        };
    }

    /** A whole number that is greater than 0. */
    int count(String path, int otherwise) {
        String text = text(path).strip();
        if (text.isEmpty()) {
            return otherwise;
        }
        if (text.matches("0*[1-9]\\d{0,8}")) {
            return Integer.parseInt(text);
        }
        at(path).ifPresent(setting -> faults.add(
                setting.place(), setting.name() + " is a whole number greater than 0, but here is '" + text + "'"));
        return otherwise;
    }

    /** One of some words; empty if nothing is written. */
    String word(String path) {
        String text = text(path);
        String possible = OceanSetting.at(path).map(OceanSetting::type).orElse("");
        if (!text.isEmpty() && !List.of(possible.split("\\|")).contains(text)) {
            at(path).ifPresent(setting -> faults.add(
                    setting.place(),
                    setting.name() + " is one of " + possible.replace("|", ", ") + ", but here is '" + text + "'"));
            return "";
        }
        return text;
    }
}
