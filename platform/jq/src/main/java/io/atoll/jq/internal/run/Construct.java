package io.atoll.jq.internal.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.jq.internal.value.Complaint;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code {key: value, …}}; the first key varies slowest. */
public final class Construct extends Code {

    private final boolean free;
    private final List<Entry> entries;

    /** Makes objects. */
    public Construct(List<Entry> entries) {
        super(entries.stream().allMatch(Entry::single));
        this.entries = List.copyOf(entries);
        this.free = entries.stream().allMatch(entry -> entry.value != null && entry.value.free());
    }

    /**
     * A member.
     *
     * @param key gives texts
     * @param value of the member; null for the input's member of that key
     */
    public record Entry(Code key, @Nullable Code value) {

        boolean single() {
            return key.single() && (value == null || value.single());
        }
    }

    @Override
    boolean free() {
        return free;
    }

    @Override
    public @Nullable JsonNode value(Run run, Env env, JsonNode in) {
        run.meter.container(entries.size() * 4L);
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (Entry entry : entries) {
            JsonNode key = entry.key.value(run, env, in);
            if (key == null) {
                return null;
            }
            JsonNode value = entry.value == null ? Access.part(in, key, run.meter) : entry.value.value(run, env, in);
            if (value == null) {
                return null;
            }
            object.set(name(key), value);
        }
        return object;
    }

    private static String name(JsonNode key) {
        if (!key.isTextual()) {
            throw Complaint.key(key);
        }
        return key.textValue();
    }

    @Override
    public int each(Run run, Env env, @Nullable Path path, JsonNode in, Output out) {
        if (single()) {
            return super.each(run, env, path, in, out);
        }
        return each(run, env, path, in, out, JsonNodeFactory.instance.objectNode(), 0) ? DONE : STOP;
    }

    private boolean each(Run run, Env env, @Nullable Path path, JsonNode in, Output out, ObjectNode begun, int index) {
        if (index == entries.size()) {
            return out.emit(path, begun);
        }
        Entry entry = entries.get(index);
        return entry.key.each(run, env, null, in, (none, key) -> {
                    if (entry.value == null) {
                        return with(run, env, path, in, out, begun, index, key, Access.part(in, key, run.meter));
                    }
                    return entry.value.each(
                                    run,
                                    env,
                                    null,
                                    in,
                                    (never, value) -> with(run, env, path, in, out, begun, index, key, value))
                            != STOP;
                })
                != STOP;
    }

    private boolean with(
            Run run,
            Env env,
            @Nullable Path path,
            JsonNode in,
            Output out,
            ObjectNode begun,
            int index,
            JsonNode key,
            JsonNode value) {
        run.meter.container(begun.size() * 4L + 4);
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        begun.properties().forEach(member -> object.set(member.getKey(), member.getValue()));
        object.set(name(key), value);
        return each(run, env, path, in, out, object, index + 1);
    }
}
