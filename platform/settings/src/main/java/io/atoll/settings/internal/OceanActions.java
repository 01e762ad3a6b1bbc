package io.atoll.settings.internal;

import io.atoll.settings.internal.Value.Entry;
import io.atoll.settings.internal.Value.Keys;
import java.util.LinkedHashMap;

/** What an Ocean installation says of its actions, in the words of the stage actions. */
final class OceanActions {

    private static final String PREFIX = "actions.";

    private OceanActions() {}

    /** All that is said; no keys if nothing is. */
    static Keys of(String name, OceanInputs inputs) {
        var entries = new LinkedHashMap<String, Entry>();
        for (OceanSetting known : OceanSetting.all()) {
            if (known.target().startsWith(PREFIX)) {
                inputs.at(known.path()).ifPresent(setting -> {
                    Value value = OceanTriggers.value(known, setting.value(), inputs);
                    entries.put(known.target().substring(PREFIX.length()), new Entry(value.place(), value));
                });
            }
        }
        return new Keys(Place.whole(name), entries);
    }
}
