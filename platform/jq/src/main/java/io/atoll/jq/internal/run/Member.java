package io.atoll.jq.internal.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.atoll.jq.internal.value.Complaint;
import org.jspecify.annotations.Nullable;

/** {@code target.name}. */
public final class Member extends Code {

    private final Code target;
    private final TextNode key;
    private final String name;
    private final boolean optional;

    /** Looks a name up in each output of the target. */
    public Member(Code target, String name, boolean optional) {
        super(target.single());
        this.target = target;
        this.key = TextNode.valueOf(name);
        this.name = name.intern();
        this.optional = optional;
    }

    @Override
    public @Nullable JsonNode value(Run run, Env env, JsonNode in) {
        JsonNode value = target.value(run, env, in);
        return value == null ? null : member(value);
    }

    private @Nullable JsonNode member(JsonNode value) {
        JsonNode member = Access.member(value, name);
        if (member == null && !optional) {
            throw Complaint.index(value, key);
        }
        return member;
    }

    @Override
    public int each(Run run, Env env, @Nullable Path path, JsonNode in, Output out) {
        if (path == null && single()) {
            return super.each(run, env, null, in, out);
        }
        return target.each(run, env, path, in, (at, value) -> {
            Path.checkAccess(at, value, key);
            JsonNode member = member(value);
            return member == null || out.emit(Path.extend(at, key, member), member);
        });
    }
}
