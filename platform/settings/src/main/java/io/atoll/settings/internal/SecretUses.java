package io.atoll.settings.internal;

import io.atoll.pipeline.ConfigurationFiles.Origin;
import io.atoll.pipeline.ConfigurationFiles.SecretUse;
import io.atoll.settings.internal.Value.Keys;
import io.atoll.settings.internal.Value.Scalar;
import io.atoll.settings.internal.Value.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Finds the secrets in files, and whether they have values. */
final class SecretUses {

    private final Secrets secrets;
    private final List<SecretUse> found = new ArrayList<>();

    SecretUses(Secrets secrets) {
        this.secrets = secrets;
    }

    /** Those of a file. */
    void add(String name, Masks declared, Keys keys) {
        declared.sections().forEach((stage, schema) -> {
            var section = keys.entries().get(stage);
            if (section != null && section.value() instanceof Keys inside) {
                add(name, stage + ".", schema.attributes(), inside);
            }
        });
        add(name, "", declared.attributes(), keys);
    }

    private void add(String name, String prefix, Map<String, Attribute> attributes, Keys keys) {
        keys.entries().forEach((key, entry) -> {
            Attribute attribute = attributes.get(key);
            if (attribute != null && attribute.secret()) {
                List<Value> values =
                        entry.value() instanceof Sequence sequence ? sequence.values() : List.of(entry.value());
                for (Value value : values) {
                    if (value instanceof Scalar scalar) {
                        found.add(use(name, prefix + key, scalar.text()));
                    }
                }
            }
        });
    }

    private SecretUse use(String name, String key, String written) {
        if (!Secrets.reference(written)) {
            return new SecretUse(name, key, Origin.LITERAL, "", "");
        }
        Origin origin = written.startsWith("env:") ? Origin.ENV : Origin.FILE;
        try {
            secrets.resolve(written);
            return new SecretUse(name, key, origin, written, "");
        } catch (Secrets.Absent e) {
            return new SecretUse(name, key, origin, written, String.valueOf(e.getMessage()));
        }
    }

    /** In the order in which files were added. */
    List<SecretUse> all() {
        return List.copyOf(found);
    }
}
