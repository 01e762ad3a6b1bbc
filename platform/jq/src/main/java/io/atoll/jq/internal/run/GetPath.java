package io.atoll.jq.internal.run;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** {@code getpath(path)}. */
public final class GetPath extends Code {

    private final Code keys;

    /** Looks paths up in the input. */
    public GetPath(Code keys) {
        super(keys.single());
        this.keys = keys;
    }

    @Override
    public @Nullable JsonNode value(Run run, Env env, JsonNode in) {
        JsonNode path = keys.value(run, env, in);
        return path == null ? null : Access.at(in, path, run.meter);
    }

    @Override
    public int each(Run run, Env env, @Nullable Path path, JsonNode in, Output out) {
        return keys.each(run, env, null, in, (none, list) -> {
            if (path == null || !path.leadsTo(in)) {
                return out.emit(path, Access.at(in, list, run.meter));
            }
            Path place = follow(path, list, run.meter);
            return out.emit(place, place.value());
        });
    }

    private static Path follow(Path path, JsonNode keys, Meter meter) {
        Access.checkPath(keys);
        Path place = path;
        for (JsonNode key : keys) {
            meter.step();
            place = place.then(key, Access.part(place.value(), key, meter));
        }
        return place;
    }
}
