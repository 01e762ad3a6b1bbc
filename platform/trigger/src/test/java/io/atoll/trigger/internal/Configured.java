package io.atoll.trigger.internal;

import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Objects;

/** A configuration that says some things, and else what is declared. */
final class Configured {

    private Configured() {}

    static TriggerConfig by(Map<String, Object> keys) {
        return (TriggerConfig) Proxy.newProxyInstance(
                Configured.class.getClassLoader(),
                new Class<?>[] {TriggerConfig.class},
                (proxy, method, none) -> keys.getOrDefault(
                        method.getName(), Objects.requireNonNull(method.getDefaultValue(), method.getName())));
    }
}
