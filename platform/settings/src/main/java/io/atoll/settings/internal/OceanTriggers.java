package io.atoll.settings.internal;

import io.atoll.settings.internal.Value.Entry;
import io.atoll.settings.internal.Value.Form;
import io.atoll.settings.internal.Value.Keys;
import io.atoll.settings.internal.Value.Scalar;
import io.atoll.settings.internal.Value.Sequence;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What an Ocean installation says of its listener and schedules, in the words of the stage trigger. */
final class OceanTriggers {

    private static final String PREFIX = "trigger.";
    private static final String TYPE = "event_listener.type";
    private static final String AT_START = "event_listener.resync_on_start";

    /** The listeners that begin runs by themselves. */
    private static final Set<String> EAGER = Set.of("POLLING", "ONCE");

    private OceanTriggers() {}

    /** Whether a run is wanted when the integration becomes ready. */
    static boolean resyncOnStart(OceanInputs inputs) {
        String type = inputs.word(TYPE);
        boolean runs = !type.endsWith("_ONLY");
        return runs && inputs.truth(AT_START, type.isEmpty() || EAGER.contains(type));
    }

    /** All that is said; the listener and the run at start always. */
    static Keys of(String name, OceanInputs inputs) {
        var entries = new LinkedHashMap<String, Entry>();
        Place whole = Place.whole(name);
        String type = inputs.word(TYPE);
        put(entries, "type", new Scalar(whole, Form.TEXT, type.isEmpty() ? "POLLING" : type));
        put(entries, "resyncOnStart", truth(whole, resyncOnStart(inputs)));
        for (OceanSetting known : OceanSetting.all()) {
            if (known.target().startsWith(PREFIX)
                    && !known.path().equals(TYPE)
                    && !known.path().equals(AT_START)) {
                inputs.at(known.path()).ifPresent(setting -> {
                    String key = known.target().substring(PREFIX.length());
                    put(entries, key, value(known, setting.value(), inputs));
                });
            }
        }
        return new Keys(whole, entries);
    }

    /** The value of a setting by its type. */
    static Value value(OceanSetting known, Value written, OceanInputs inputs) {
        return switch (known.type()) {
            case "truth" -> truth(written.place(), inputs.truth(known.path(), false));
            case "integer" ->
                new Scalar(written.place(), Form.INTEGER, Integer.toString(inputs.count(known.path(), 1)));
            case "list" -> list(written);
            default -> written;
        };
    }

    private static Value list(Value written) {
        if (!(written instanceof Scalar scalar)) {
            return written;
        }
        if (scalar.text().stripLeading().startsWith("[")
                && Yaml.read(scalar.place().toString(), scalar.text(), new Faults()) instanceof Sequence list) {
            return list;
        }
        List<Value> values = Arrays.stream(scalar.text().split(","))
                .map(each -> (Value) new Scalar(scalar.place(), Form.TEXT, each.strip()))
                .toList();
        return new Sequence(scalar.place(), values);
    }

    private static Scalar truth(Place place, boolean value) {
        return new Scalar(place, Form.BOOLEAN, Boolean.toString(value));
    }

    private static void put(Map<String, Entry> entries, String key, Value value) {
        entries.put(key, new Entry(value.place(), value));
    }
}
