package io.atoll.git.internal;

import java.lang.reflect.Proxy;
import java.util.Map;

/** Makes configurations as the container does: what is not given has its default. */
final class Configurations {

    private Configurations() {}

    static GitConfiguration of(Map<String, ?> values) {
        return (GitConfiguration) Proxy.newProxyInstance(
                GitConfiguration.class.getClassLoader(),
                new Class<?>[] {GitConfiguration.class},
                (proxy, method, arguments) ->
                        values.containsKey(method.getName()) ? values.get(method.getName()) : method.getDefaultValue());
    }

    static GitConfiguration paths(Object... paths) {
        return of(Map.of("paths", texts(paths)));
    }

    static GitConfiguration urls(Object... urls) {
        return of(Map.of("urls", texts(urls)));
    }

    private static String[] texts(Object... values) {
        var texts = new String[values.length];
        for (int i = 0; i < values.length; i++) {
            texts[i] = values[i].toString();
        }
        return texts;
    }
}
